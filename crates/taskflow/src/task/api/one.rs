//! One task: read, change, delete.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::Result;
use crate::http::list::AsOfQuery;
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::task::model::{SeriesScope, Task, TaskPatch};
use crate::task::{access, commands, past};
use crate::workspace::Action;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, update, delete))
}

/// A task
///
/// Also one in the trash: `deleted_at` says so. With `as_of` as it was at that moment: 404 before it was made, and where it
/// was in a project that the caller may not see.
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}", tag = "tasks", operation_id = "get_task",
    params(("task_id" = Uuid, Path), AsOfQuery),
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>, Query(query): Query<AsOfQuery>) -> Result<Answer> {
    let as_of = query.moment()?;
    let now = caller.meta().at;
    let task = caller
        .glance(move |tx, actor| {
            let access = access::open(tx, actor, id, Action::ViewProject)?;
            match as_of {
                Some(as_of) => past::one(tx, actor, &access, as_of, now),
                None => Ok(access.task().clone()),
            }
        })
        .await?;
    Answer::thing(&task)
}

#[derive(Clone, Copy, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct UpdateQuery {
    /// Of an occurrence of a series: whether to change `this` one alone, or it and those `following`. When absent, what is
    /// changed on the latest occurrence is handed on, and an older one is changed alone.
    #[param(inline)]
    series: Option<SeriesScope>,
}

/// Change a task
///
/// Takes the role editor. A new status puts it at the end of that column. 409 `task_in_trash`.
///
/// With `series=following` dates move by as many days as this one's, status and place change only here, and a `recurrence`
/// goes to the latest occurrence, which has the rule; with `series=this` there is none (422 `rule_of_series`).
#[utoipa::path(patch, path = "/api/v1/tasks/{task_id}", tag = "tasks", operation_id = "update_task",
    params(("task_id" = Uuid, Path), UpdateQuery), request_body = TaskPatch,
    responses((status = 200, body = Task), (status = "4XX", body = Problem)))]
async fn update(
    caller: Caller,
    Params(id): Params<Uuid>,
    Query(query): Query<UpdateQuery>,
    body: Body<TaskPatch>,
) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let version = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::EditTasks)?
                .answering(cx)
                .matching(version)?;
            Answer::thing(&match query.series {
                None => commands::patch(cx, actor, &access, &patch)?,
                Some(scope) => commands::patch_in_series(cx, actor, &access, &patch, scope)?,
            })
        })
        .await
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct DeleteQuery {
    /// `true` deletes what is in the trash for good.
    permanent: Option<bool>,
}

/// Put a task into the trash
///
/// Takes the role editor; subtasks go along. It can be restored until it is deleted for good after the time the
/// server was set to keep it. With `permanent=true`, which takes the role manager, a task that is in the trash is
/// deleted for good now: 409 `task_not_in_trash` for others.
#[utoipa::path(delete, path = "/api/v1/tasks/{task_id}", tag = "tasks", operation_id = "delete_task",
    params(("task_id" = Uuid, Path), DeleteQuery),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(
    caller: Caller,
    Params(id): Params<Uuid>,
    Query(query): Query<DeleteQuery>,
) -> Result<Answer> {
    let version = caller.if_match();
    let permanent = query.permanent.unwrap_or_default();
    caller
        .write(id, move |cx, actor| {
            if permanent {
                let access = access::lock_trashed(cx, actor, id, Action::ManageProject)?;
                let access = access.answering(cx).matching(version)?;
                commands::purge(cx, &access)?;
            } else {
                let access = access::lock_trashed(cx, actor, id, Action::EditTasks)?;
                let access = access.answering(cx).matching(version)?;
                commands::trash(cx, &access)?;
            }
            Ok(Answer::nothing())
        })
        .await
}
