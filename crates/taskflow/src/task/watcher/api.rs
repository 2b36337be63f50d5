//! Endpoints of watchers.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::Watcher;
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Params, Problem, Query};
use crate::task::access;
use crate::workspace::Action;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct WatcherQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
}

/// Who watches a task
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}/watchers", tag = "watchers", operation_id = "list_watchers",
    params(("task_id" = Uuid, Path), WatcherQuery),
    responses((status = 200, body = Page<Watcher>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(task): Params<Uuid>,
    Query(query): Query<WatcherQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let access = access::open(tx, actor, task, Action::ViewProject)?;
            queries::list(tx, &access, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Watch a task, or have somebody watch it
///
/// Oneself takes seeing the task; others take the project role editor, and have to be able to see it.
/// Who creates a task, is assigned to it, comments on it or is mentioned there watches it without asking.
#[utoipa::path(put, path = "/api/v1/tasks/{task_id}/watchers/{user_id}", tag = "watchers", operation_id = "add_watcher",
    params(("task_id" = Uuid, Path), ("user_id" = String, Path, description = "`me` or a member's id")),
    responses((status = 200, body = Watcher), (status = "4XX", body = Problem)))]
async fn add(caller: Caller, Params((task, user)): Params<(Uuid, String)>) -> Result<Answer> {
    caller
        .write(task, move |cx, actor| {
            let (access, user) = commands::open(cx, actor, task, &user)?;
            Answer::thing(&commands::add(cx, &access, user)?)
        })
        .await
}

/// Watch a task no more
///
/// Answers the same when they did not.
#[utoipa::path(delete, path = "/api/v1/tasks/{task_id}/watchers/{user_id}", tag = "watchers", operation_id = "remove_watcher",
    params(("task_id" = Uuid, Path), ("user_id" = String, Path, description = "`me` or a member's id")),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn remove(caller: Caller, Params((task, user)): Params<(Uuid, String)>) -> Result<Answer> {
    caller
        .write(task, move |cx, actor| {
            let (access, user) = commands::open(cx, actor, task, &user)?;
            commands::remove(cx, &access, user)?;
            Ok(Answer::nothing())
        })
        .await
}

/// The endpoints of watchers.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(add, remove))
}
