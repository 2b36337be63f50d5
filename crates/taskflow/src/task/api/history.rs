//! What happened to a task, and to a project.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, ListQuery, Params, Problem, Query};
use crate::project;
use crate::task::model::ActivityEntry;
use crate::task::{access, queries};
use crate::workspace::Action;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(of_project))
}

/// A task's history
///
/// Newest first. A page may be short, also an empty one: what happened in a project that the caller may not see is
/// left out. Go on while there is a `next_cursor`.
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}/activity", tag = "tasks", operation_id = "list_task_activity",
    params(("task_id" = Uuid, Path), ListQuery),
    responses((status = 200, body = Page<ActivityEntry>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(id): Params<Uuid>, Query(query): Query<ListQuery>) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let access = access::open(tx, actor, id, Action::ViewProject)?;
            queries::activity(tx, actor, &access, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// A project's history
///
/// Newest first: what became of the project itself, its statuses, fields, plans and roles. What happens to its tasks is
/// in their own histories.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/activity", tag = "projects", operation_id = "list_project_activity",
    params(("project_id" = Uuid, Path), ListQuery),
    responses((status = 200, body = Page<ActivityEntry>), (status = "4XX", body = Problem)))]
async fn of_project(
    caller: Caller,
    Params(id): Params<Uuid>,
    Query(query): Query<ListQuery>,
) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let access = project::open(tx, actor, id, Action::ViewProject)?;
            queries::project_activity(tx, actor, &access, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}
