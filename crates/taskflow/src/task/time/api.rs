//! Endpoints of tracked time.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{NewTimeEntry, PatchTimeEntry, SumBy, TimeEntry};
use super::queries::{self, Wanted};
use super::sums::{self, TimeSums};
use super::{commands, timer};
use crate::auth::Caller;
use crate::base::{Actor, Error, Page, Result, Stamp};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::task::access;
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Whose, and when. An entry belongs to the instant it started.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct TimeQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
    /// A person's id, or `me`.
    user_id: Option<String>,
    /// Of this project; not in the list of one task.
    project_id: Option<Uuid>,
    /// Started at this instant or later.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Stamp>,
    /// Started before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Stamp>,
}

/// What is summed up, whose, and when.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct SumQuery {
    /// What each sum is of.
    #[param(inline)]
    by: SumBy,
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// A person's id, or `me`.
    user_id: Option<String>,
    /// Of this project.
    project_id: Option<Uuid>,
    /// Started at this instant or later.
    #[param(value_type = Option<String>, format = DateTime)]
    from: Option<Stamp>,
    /// Started before this instant.
    #[param(value_type = Option<String>, format = DateTime)]
    to: Option<Stamp>,
}

/// The caller's running timers.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct Timers {
    /// At most one in each workspace.
    items: Vec<TimeEntry>,
}

fn person(actor: &Actor, text: Option<&str>) -> Result<Option<Uuid>> {
    match text {
        None => Ok(None),
        Some("me") => Ok(Some(actor.user_id)),
        Some(text) => match text.parse() {
            Ok(id) => Ok(Some(id)),
            Err(_) => Err(Error::invalid("?user_id", "invalid_value", "Give a person's id, or `me`.")),
        },
    }
}

/// The endpoints of tracked time.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_of_task, create))
        .routes(routes!(list_of_workspace))
        .routes(routes!(sum_up))
        .routes(routes!(get, update, delete))
        .routes(routes!(start))
        .routes(routes!(stop))
        .routes(routes!(mine))
}

/// The time tracked on a task
///
/// The newest first.
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}/time-entries", tag = "time", operation_id = "list_task_time",
    params(("task_id" = Uuid, Path), TimeQuery),
    responses((status = 200, body = Page<TimeEntry>), (status = "4XX", body = Problem)))]
async fn list_of_task(
    caller: Caller,
    Params(id): Params<Uuid>,
    Query(query): Query<TimeQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let access = access::open(tx, actor, id, Action::ViewProject)?;
            if query.project_id.is_some_and(|project| project != access.task().project_id) {
                let text = "This is the list of one task. Ask the workspace's list for a project.";
                return Err(Error::invalid("?project_id", "other_project", text));
            }
            let wanted = Wanted {
                workspace: access.workspace_id(),
                projects: None,
                task: Some(id),
                user: person(actor, query.user_id.as_deref())?,
                from: query.from,
                to: query.to,
            };
            queries::list(tx, &wanted, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Track time on a task
///
/// Takes the role commenter. Two of `started_at`, `ended_at` and `seconds`, or `seconds` alone, which then end now. Entries may
/// overlap; none ends in the future.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/time-entries", tag = "time", operation_id = "create_time_entry",
    params(("task_id" = Uuid, Path)), request_body = NewTimeEntry,
    responses((status = 201, body = TimeEntry), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(id): Params<Uuid>, body: Body<NewTimeEntry>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(id, &digest, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::Comment)?.answering(cx);
            let entry = commands::create(cx, &access, &new)?;
            Answer::created(&entry, format!("/api/v1/time-entries/{}", entry.id))
        })
        .await
}

/// The time tracked in a workspace
///
/// Of all projects that the caller may see, the newest first.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/time-entries", tag = "time", operation_id = "list_time",
    params(("ws" = String, Path, description = "Id or slug"), TimeQuery),
    responses((status = 200, body = Page<TimeEntry>), (status = "4XX", body = Problem)))]
async fn list_of_workspace(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<TimeQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            let wanted = Wanted {
                user: person(actor, query.user_id.as_deref())?,
                from: query.from,
                to: query.to,
                ..Wanted::of_member(tx, &member, query.project_id)?
            };
            queries::list(tx, &wanted, limit, query.cursor.as_deref(), query.include.is_some())
        })
        .await?;
    Answer::json(&page)
}

/// Sums of tracked time
///
/// By person, task or project, the largest first; of all projects that the caller may see. A timer counts once it stops.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/time-entries/sums", tag = "time", operation_id = "sum_time",
    params(("ws" = String, Path, description = "Id or slug"), SumQuery),
    responses((status = 200, body = TimeSums), (status = "4XX", body = Problem)))]
async fn sum_up(caller: Caller, Params(ws): Params<String>, Query(query): Query<SumQuery>) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let sums = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ViewWorkspace)?;
            let wanted = Wanted {
                user: person(actor, query.user_id.as_deref())?,
                from: query.from,
                to: query.to,
                ..Wanted::of_member(tx, &member, query.project_id)?
            };
            sums::sums(tx, &wanted, query.by, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&sums)
}

/// Tracked time
#[utoipa::path(get, path = "/api/v1/time-entries/{time_entry_id}", tag = "time", operation_id = "get_time_entry",
    params(("time_entry_id" = Uuid, Path)),
    responses((status = 200, body = TimeEntry), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::thing(&caller.read(move |tx, actor| queries::one(tx, actor, id)).await?)
}

/// Change tracked time
///
/// One's own takes the role commenter, anybody's the role manager: 403 `not_author`. `ended_at` stops one whose timer runs.
#[utoipa::path(patch, path = "/api/v1/time-entries/{time_entry_id}", tag = "time", operation_id = "update_time_entry",
    params(("time_entry_id" = Uuid, Path)), request_body = PatchTimeEntry,
    responses((status = 200, body = TimeEntry), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<PatchTimeEntry>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::update(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete tracked time
///
/// One's own takes the role commenter, anybody's the role manager: 403 `not_author`.
#[utoipa::path(delete, path = "/api/v1/time-entries/{time_entry_id}", tag = "time", operation_id = "delete_time_entry",
    params(("time_entry_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            commands::delete(cx, &opened, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Start one's timer on a task
///
/// Takes the role commenter. A person has one running timer in a workspace: starting another stops the first, in the same
/// step. One that runs on this task already runs on.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/timer/start", tag = "time", operation_id = "start_timer",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = TimeEntry), (status = "4XX", body = Problem)))]
async fn start(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let version = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::Comment)?.answering(cx).matching(version)?;
            Answer::thing(&timer::start(cx, &access)?)
        })
        .await
}

/// Stop one's timer on a task
///
/// Also on a task that is in the trash or whose project is archived by now. 409 `timer_not_running`.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/timer/stop", tag = "time", operation_id = "stop_timer",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = TimeEntry), (status = "4XX", body = Problem)))]
async fn stop(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let version = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let access = access::lock_as_is(cx, actor, id, Action::Comment)?;
            let access = access.answering(cx).matching(version)?;
            Answer::thing(&timer::stop(cx, &access)?)
        })
        .await
}

/// One's running timers
///
/// At most one in each workspace.
#[utoipa::path(get, path = "/api/v1/users/me/timer", tag = "time", operation_id = "get_timer",
    responses((status = 200, body = Timers), (status = "4XX", body = Problem)))]
async fn mine(caller: Caller) -> Result<Answer> {
    let items = caller.read(queries::timers).await?;
    Answer::json(&Timers { items })
}
