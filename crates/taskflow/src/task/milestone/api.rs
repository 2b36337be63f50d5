//! Endpoints of milestones.

use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::model::{Milestone, MilestoneEntry, MilestoneState, NewMilestone, PatchMilestone};
use super::{commands, queries};
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::list::{Include, limit};
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::project;
use crate::task::plan::Progress;
use crate::workspace::Action;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct MilestoneQuery {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    include: Option<Include>,
    /// Only those that are open, or completed.
    #[param(inline)]
    state: Option<MilestoneState>,
}

/// The endpoints of milestones.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(progress))
}

/// The milestones of a project
///
/// In their order, each with how far its tasks are. A project has at most 200.
#[utoipa::path(get, path = "/api/v1/projects/{project_id}/milestones", tag = "milestones", operation_id = "list_milestones",
    params(("project_id" = Uuid, Path), MilestoneQuery),
    responses((status = 200, body = Page<MilestoneEntry>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(project): Params<Uuid>,
    Query(query): Query<MilestoneQuery>,
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

/// Make a milestone
///
/// Takes the role editor. Without a place it comes last. 409 `name_taken`, `too_many_milestones`.
#[utoipa::path(post, path = "/api/v1/projects/{project_id}/milestones", tag = "milestones", operation_id = "create_milestone",
    params(("project_id" = Uuid, Path)), request_body = NewMilestone,
    responses((status = 201, body = Milestone), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(project): Params<Uuid>, body: Body<NewMilestone>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(project, &digest, move |cx, actor| {
            let access = project::open(cx, actor, project, Action::EditTasks)?
                .answering(cx)
                .not_archived()?;
            let milestone = commands::create(cx, &access, &new)?;
            Answer::created(&milestone, format!("/api/v1/milestones/{}", milestone.id))
        })
        .await
}

/// A milestone
#[utoipa::path(get, path = "/api/v1/milestones/{milestone_id}", tag = "milestones", operation_id = "get_milestone",
    params(("milestone_id" = Uuid, Path)),
    responses((status = 200, body = Milestone), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::thing(&caller.read(move |tx, actor| queries::one(tx, actor, id)).await?)
}

/// How far a milestone is
///
/// Counts of its tasks and sums of their estimates, as they are now. What is in the trash does not count.
#[utoipa::path(get, path = "/api/v1/milestones/{milestone_id}/progress", tag = "milestones", operation_id = "get_milestone_progress",
    params(("milestone_id" = Uuid, Path)),
    responses((status = 200, body = Progress), (status = "4XX", body = Problem)))]
async fn progress(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    Answer::json(&caller.read(move |tx, actor| queries::progress(tx, actor, id)).await?)
}

/// Change a milestone or its place
///
/// Takes the role editor. `state` completes or reopens it; its tasks stay as they are. 409 `name_taken`; 422
/// `not_a_sibling`.
#[utoipa::path(patch, path = "/api/v1/milestones/{milestone_id}", tag = "milestones", operation_id = "update_milestone",
    params(("milestone_id" = Uuid, Path)), request_body = PatchMilestone,
    responses((status = 200, body = Milestone), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, Params(id): Params<Uuid>, body: Body<PatchMilestone>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(id, &digest, move |cx, actor| {
            let opened = commands::open(cx, actor, id)?;
            Answer::thing(&commands::update(cx, &opened, &patch, if_match)?)
        })
        .await
}

/// Delete a milestone
///
/// Takes the role editor. It is taken off its tasks, each of which gets a new version. With more than 5,000 of them: 409
/// `milestone_in_use`.
#[utoipa::path(delete, path = "/api/v1/milestones/{milestone_id}", tag = "milestones", operation_id = "delete_milestone",
    params(("milestone_id" = Uuid, Path)),
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
