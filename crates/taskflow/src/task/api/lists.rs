//! Lists of tasks, and new ones.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::project;
use crate::task::model::{NewTask, Task, TaskQuery};
use crate::task::{commands, field, past, queries};
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_in_project, create))
        .routes(routes!(list_in_workspace))
        .routes(routes!(by_key))
}

/// A project's tasks
///
/// With `as_of` those it had at that moment, as they were.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/tasks", tag = "tasks", operation_id = "list_project_tasks",
    params(("project_id" = Uuid, Path), TaskQuery),
    responses((status = 200, body = Page<Task>), (status = "4XX", body = Problem)))]
async fn list_in_project(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<TaskQuery>,
) -> Result<Answer> {
    let now = caller.meta().at;
    let page = caller
        .glance(move |tx, actor| {
            let access = project::open(tx, actor, project, Action::ViewProject)?;
            match query.as_of.as_deref().map(str::parse).transpose()? {
                Some(as_of) => past::in_project(tx, actor, &access, (&query, as_of), now),
                None => queries::in_project(tx, actor, &access, &query, now),
            }
        })
        .await?;
    Answer::json(&page)
}

/// Make a task
///
/// Takes the role editor. It goes to the end of its column. A `recurrence` needs a `due`. 409 `id_taken`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/tasks", tag = "tasks", operation_id = "create_task",
    params(("project_id" = Uuid, Path)), request_body = NewTask,
    responses((status = 201, body = Task), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(project): Params<Uuid>, body: Body<NewTask>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::EditTasks)?
                .answering(cx)
                .not_archived()?;
            let required = field::ask_required(cx, &access);
            let task = commands::create(cx, actor, &access, &new)?;
            field::require_all(cx, required, &new)?;
            Answer::created(&task, format!("/api/v1/tasks/{}", task.id))
        })
        .await
}

/// A workspace's tasks
///
/// Of all projects that the caller may see. With `as_of` as they were at that moment, of projects they may see today.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/tasks", tag = "tasks", operation_id = "list_tasks",
    params(("ws" = String, Path, description = "Id or slug"), TaskQuery),
    responses((status = 200, body = Page<Task>), (status = "4XX", body = Problem)))]
async fn list_in_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<TaskQuery>,
) -> Result<Answer> {
    let now = caller.meta().at;
    let page = caller
        .glance(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            match query.as_of.as_deref().map(str::parse).transpose()? {
                Some(as_of) => past::in_workspace(tx, actor, &member, (&query, as_of), now),
                None => queries::in_workspace(tx, actor, &member, &query, now),
            }
        })
        .await?;
    Answer::json(&page)
}

/// The task of a key
///
/// Such as `WEB-12`. A key that a task had before it was moved still finds it.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/tasks/{key}", tag = "tasks", operation_id = "get_task_by_key",
    params(("ws" = String, Path, description = "Id or slug"), ("key" = String, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn by_key(caller: Caller, Params((ws, key)): Params<(String, String)>) -> Result<Answer> {
    let task = caller
        .glance(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            queries::by_key(tx, actor, &member, &key)
        })
        .await?;
    Answer::thing(&task)
}
