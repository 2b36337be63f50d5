//! Endpoints of cycles.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::complete;
use super::model::{CompleteCycle, Cycle, CycleEntry, CycleProgress, CycleState, NewCycle, PatchCycle};
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::project;
use crate::workspace::Action;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct CycleQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
    /// Only those that are so.
    #[param(inline)]
    state: Option<CycleState>,
}

/// The endpoints of cycles.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(progress))
        .routes(routes!(start))
        .routes(routes!(complete_cycle))
}

/// The cycles of a project
///
/// By their days, each with how far it is, or was when it was completed. A project has at most 300.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/cycles", tag = "cycles", operation_id = "list_cycles",
    params(("project_id" = Uuid, Path), CycleQuery),
    responses((status = 200, body = Page<CycleEntry>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<CycleQuery>,
) -> Result<Answer> {
    let limit = limit(query.limit)?;
    let page = caller
        .read(move |tx, actor| {
            let access = project::open(tx, actor, project, Action::ViewProject)?;
            let total = query.include.is_some();
            queries::list(tx, &access, query.state, limit, query.cursor.as_deref(), total)
        })
        .await?;
    Answer::json(&page)
}

/// Plan a cycle
///
/// Takes the role editor. No two cycles of a project share a day: 409 `cycles_overlap`. 409 `too_many_cycles`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/cycles", tag = "cycles", operation_id = "create_cycle",
    params(("project_id" = Uuid, Path)), request_body = NewCycle,
    responses((status = 201, body = Cycle), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(project): Params<Uuid>, body: Body<NewCycle>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::EditTasks)?
                .answering(cx)
                .not_archived()?;
            let cycle = commands::create(cx, &access, &new)?;
            Answer::created(&cycle, format!("/api/v1/cycles/{}", cycle.id))
        })
        .await
}

/// A cycle
#[utoipa::path(get, path = "/api/v1/cycles/{cycle_id}", tag = "cycles", operation_id = "get_cycle",
    params(("cycle_id" = Uuid, Path)),
    responses((status = 200, body = Cycle), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::thing(&caller.read(move |tx, actor| queries::one(tx, actor, id)).await?)
}

/// How far a cycle is
///
/// Counts of its tasks and sums of their estimates, and of those that were added after its start; of a completed one as
/// it was then. What is in the trash does not count.
#[utoipa::path(get, path = "/api/v1/cycles/{cycle_id}/progress", tag = "cycles", operation_id = "get_cycle_progress",
    params(("cycle_id" = Uuid, Path)),
    responses((status = 200, body = CycleProgress), (status = "4XX", body = Problem)))]
async fn progress(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::json(&caller.read(move |tx, actor| queries::progress(tx, actor, id)).await?)
}

/// Change a cycle
///
/// Takes the role editor. Its days may change in any state, as long as no other cycle has them: 409 `cycles_overlap`.
#[utoipa::path(patch, path = "/api/v1/cycles/{cycle_id}", tag = "cycles", operation_id = "update_cycle",
    params(("cycle_id" = Uuid, Path)), request_body = PatchCycle,
    responses((status = 200, body = Cycle), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<PatchCycle>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::update(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Start a cycle
///
/// Takes the role editor. A project has one active cycle at most: 409 `other_cycle_active`. What comes into it from now on
/// counts as added. 409 `cycle_completed`.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle_id}/start", tag = "cycles", operation_id = "start_cycle",
    params(("cycle_id" = Uuid, Path)),
    responses((status = 200, body = Cycle), (status = "4XX", body = Problem)))]
async fn start(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(id, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::start(cx, &opened, if_match)?)
        })
        .await
}

/// Complete a cycle
///
/// Takes the role editor. `result` keeps how far it came; its tasks that are neither done nor cancelled go where `roll_over`
/// says, in the same step. 409 `cycle_not_active`, `no_next_cycle`; with more than 5,000 unfinished tasks 409 `cycle_in_use`.
#[utoipa::path(post, path = "/api/v1/cycles/{cycle_id}/complete", tag = "cycles", operation_id = "complete_cycle",
    params(("cycle_id" = Uuid, Path)), request_body = CompleteCycle,
    responses((status = 200, body = Cycle), (status = "4XX", body = Problem)))]
async fn complete_cycle(
    caller: Caller,
    Params(id): Params<Uuid>,
    body: Body<CompleteCycle>,
) -> Result<Answer> {
    let Body { value: how, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&complete::complete(cx, &opened, &how, if_match)?)
        })
        .await
}

/// Delete a cycle
///
/// Takes the role editor. It is taken off its tasks, each of which gets a new version. With more than 5,000 of them: 409
/// `cycle_in_use`.
#[utoipa::path(delete, path = "/api/v1/cycles/{cycle_id}", tag = "cycles", operation_id = "delete_cycle",
    params(("cycle_id" = Uuid, Path)),
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
