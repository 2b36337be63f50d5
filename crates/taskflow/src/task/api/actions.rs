//! What is done with a task besides changing its fields.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::Result;
use crate::event::Cx;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::task::model::{MoveTask, Task};
use crate::task::{TaskAccess, access, commands};
use crate::workspace::Action;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(complete))
        .routes(routes!(reopen))
        .routes(routes!(skip))
        .routes(routes!(relocate))
        .routes(routes!(archive))
        .routes(routes!(unarchive))
        .routes(routes!(restore))
}

type Command = fn(&mut Cx<'_, '_>, &TaskAccess) -> Result<Task>;

/// Carries out a command that needs nothing but the task.
async fn act(caller: Caller, id: Uuid, command: Command) -> Result<Answer> {
    let version = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::EditTasks)?
                .answering(cx)
                .matching(version)?;
            Answer::thing(&command(cx, &access)?)
        })
        .await
}

/// Complete a task
///
/// Moves it to the project's first status of category done; one that is done stays as it is. When it repeats, the
/// next occurrence is made at once. 409 `no_done_status`.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/complete", tag = "tasks", operation_id = "complete_task",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn complete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    act(caller, id, commands::complete).await
}

/// Reopen a task
///
/// Moves a done or cancelled task to the status that new tasks get; an open one stays as it is.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/reopen", tag = "tasks", operation_id = "reopen_task",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn reopen(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    act(caller, id, commands::reopen).await
}

/// Leave out an occurrence
///
/// An open task that repeats moves on to the date that its next occurrence would get if it were completed now; its
/// start date moves along, and a `COUNT` of its rule has one less left. 409 `not_recurring`, `task_closed`, and
/// `series_ended` for the last one.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/skip-occurrence", tag = "tasks", operation_id = "skip_occurrence",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn skip(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    act(caller, id, commands::skip).await
}

/// Move a task
///
/// Within its column, to another one, or into another project of the workspace, which takes the role editor in both.
/// In another project it gets a new number and key, and so do its subtasks; assignees who cannot see that project
/// are taken off. A neighbour that went elsewhere or was deleted meanwhile is no error: the task lands as near as it
/// can, at the end of the column when both are gone.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/move", tag = "tasks", operation_id = "move_task",
    params(("task_id" = Uuid, Path)), request_body = MoveTask,
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn relocate(caller: Caller, Params(id): Params<Uuid>, body: Body<MoveTask>) -> Result<Answer> {
    let Body { value: to, digest } = body;
    let version = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::EditTasks)?
                .answering(cx)
                .matching(version)?;
            Answer::thing(&commands::relocate(cx, actor, &access, &to)?)
        })
        .await
}

/// Archive a task
///
/// Takes it off boards and lists; it keeps its place.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/archive", tag = "tasks", operation_id = "archive_task",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn archive(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    act(caller, id, commands::archive).await
}

/// Bring a task back from the archive
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/unarchive", tag = "tasks", operation_id = "unarchive_task",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn unarchive(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    act(caller, id, commands::unarchive).await
}

/// Take a task out of the trash
///
/// With the subtasks that went there with it. 409 `parent_in_trash`.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/restore", tag = "tasks", operation_id = "restore_task",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn restore(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let version = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let access = access::lock_trashed(cx, actor, id, Action::EditTasks)?;
            let access = access.answering(cx).matching(version)?;
            Answer::thing(&commands::restore(cx, &access)?)
        })
        .await
}
