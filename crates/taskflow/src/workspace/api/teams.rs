//! `/workspaces/{ws}/teams`.

use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::super::model::{NewTeam, Team, TeamPatch};
use super::super::{WorkspaceRef, commands, queries};
use super::list::CountedList;
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, Params, Problem, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(add, take))
}

/// Teams of a workspace
///
/// By name, each with the ids of its people.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/teams", tag = "teams", operation_id = "list_teams",
    params(("ws" = String, Path, description = "Id or slug"), CountedList),
    responses((status = 200, body = Page<Team>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(ws): Params<String>, Query(list): Query<CountedList>) -> Result<Answer> {
    let (ws, stretch) = (WorkspaceRef::parse(&ws), list.stretch()?);
    let page = caller.read(move |tx, actor| queries::teams(tx, actor, &ws, &stretch)).await?;
    Answer::json(&page)
}

/// Make a team
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/teams", tag = "teams", operation_id = "create_team",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewTeam,
    responses((status = 201, body = Team), (status = 200, description = "The same id was sent before", body = Team),
        (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(ws): Params<String>, body: Body<NewTeam>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let (team, is_new) = commands::create_team(cx, actor, &ws, &new)?;
            let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
            let location = format!("/api/v1/workspaces/{}/teams/{}", team.workspace_id, team.id);
            Ok(Answer::created(&team, location)?.with_status(status))
        })
        .await
}

/// A team
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/teams/{team_id}", tag = "teams", operation_id = "get_team",
    params(("ws" = String, Path, description = "Id or slug"), ("team_id" = Uuid, Path)),
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let ws = WorkspaceRef::parse(&ws);
    let team = caller.read(move |tx, actor| queries::team(tx, actor, &ws, id)).await?;
    Answer::thing(&team)
}

/// Change a team
#[utoipa::path(patch, path = "/api/v1/workspaces/{ws}/teams/{team_id}", tag = "teams", operation_id = "update_team",
    params(("ws" = String, Path, description = "Id or slug"), ("team_id" = Uuid, Path)), request_body = TeamPatch,
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn patch(
    caller: Caller,
    Params((ws, id)): Params<(String, Uuid)>,
    body: Body<TeamPatch>,
) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write_body(id, &digest, move |cx, actor| {
            Answer::thing(&commands::patch_team(cx, actor, &ws, id, &patch, if_match)?)
        })
        .await
}

/// Delete a team
///
/// The project roles it was given end with it.
#[utoipa::path(delete, path = "/api/v1/workspaces/{ws}/teams/{team_id}", tag = "teams", operation_id = "delete_team",
    params(("ws" = String, Path, description = "Id or slug"), ("team_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(id, move |cx, actor| {
            commands::delete_team(cx, actor, &ws, id, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Put a member into a team
///
/// Answers the team. Somebody who is in it already stays there.
#[utoipa::path(put, path = "/api/v1/workspaces/{ws}/teams/{team_id}/members/{user_id}", tag = "teams",
    operation_id = "add_team_member",
    params(("ws" = String, Path, description = "Id or slug"), ("team_id" = Uuid, Path), ("user_id" = Uuid, Path)),
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn add(caller: Caller, Params((ws, id, user)): Params<(String, Uuid, Uuid)>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(id, move |cx, actor| {
            Answer::thing(&commands::add_to_team(cx, actor, &ws, id, user, if_match)?)
        })
        .await
}

/// Take a member out of a team
///
/// Answers the team. Somebody who is not in it is not missed.
#[utoipa::path(delete, path = "/api/v1/workspaces/{ws}/teams/{team_id}/members/{user_id}", tag = "teams",
    operation_id = "remove_team_member",
    params(("ws" = String, Path, description = "Id or slug"), ("team_id" = Uuid, Path), ("user_id" = Uuid, Path)),
    responses((status = 200, body = Team), (status = "4XX", body = Problem)))]
async fn take(caller: Caller, Params((ws, id, user)): Params<(String, Uuid, Uuid)>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(id, move |cx, actor| {
            Answer::thing(&commands::take_from_team(cx, actor, &ws, id, user, if_match)?)
        })
        .await
}
