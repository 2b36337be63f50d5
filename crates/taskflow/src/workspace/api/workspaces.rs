//! `/workspaces`.

use axum::http::StatusCode;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::super::model::{Member, NewOwner, NewWorkspace, Workspace, WorkspacePatch};
use super::super::{WorkspaceRef, commands, queries};
use super::list::CountedList;
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, Params, Problem, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, patch, delete))
        .routes(routes!(transfer))
}

/// The caller's workspaces
///
/// Those where the membership is active, by name.
#[utoipa::path(get, path = "/api/v1/workspaces", tag = "workspaces", operation_id = "list_workspaces", params(CountedList),
    responses((status = 200, body = Page<Workspace>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Query(list): Query<CountedList>) -> Result<Answer> {
    let stretch = list.stretch()?;
    let page = caller.read(move |tx, actor| queries::workspaces(tx, actor, &stretch)).await?;
    Answer::json(&page)
}

/// Make a workspace
///
/// The caller becomes its owner. Without a slug, one is derived from the name.
#[utoipa::path(post, path = "/api/v1/workspaces", tag = "workspaces", operation_id = "create_workspace",
    request_body = NewWorkspace,
    responses((status = 201, body = Workspace), (status = 200, description = "The same id was sent before", body = Workspace),
        (status = "4XX", body = Problem)))]
async fn create(caller: Caller, body: Body<NewWorkspace>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let lane = new.id.unwrap_or_else(|| caller.owner());
    caller
        .write_body(lane, &digest, move |cx, actor| {
            let (workspace, is_new) = commands::create_workspace(cx, actor, &new)?;
            let status = if is_new { StatusCode::CREATED } else { StatusCode::OK };
            let location = format!("/api/v1/workspaces/{}", workspace.id);
            Ok(Answer::created(&workspace, location)?.with_status(status))
        })
        .await
}

/// A workspace
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}", tag = "workspaces", operation_id = "get_workspace",
    params(("ws" = String, Path, description = "Id or slug")),
    responses((status = 200, body = Workspace), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params(ws): Params<String>) -> Result<Answer> {
    let ws = WorkspaceRef::parse(&ws);
    let workspace = caller.read(move |tx, actor| queries::workspace(tx, actor, &ws)).await?;
    Answer::thing(&workspace)
}

/// Change a workspace
#[utoipa::path(patch, path = "/api/v1/workspaces/{ws}", tag = "workspaces", operation_id = "update_workspace",
    params(("ws" = String, Path, description = "Id or slug")), request_body = WorkspacePatch,
    responses((status = 200, body = Workspace), (status = "4XX", body = Problem)))]
async fn patch(caller: Caller, Params(ws): Params<String>, body: Body<WorkspacePatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            Answer::thing(&commands::patch_workspace(cx, actor, &ws, &patch, if_match)?)
        })
        .await
}

/// Delete a workspace
///
/// For owners. Everybody loses access at once. An operator can still export it.
#[utoipa::path(delete, path = "/api/v1/workspaces/{ws}", tag = "workspaces", operation_id = "delete_workspace",
    params(("ws" = String, Path, description = "Id or slug")),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(ws): Params<String>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(ws.lane(), move |cx, actor| {
            commands::delete_workspace(cx, actor, &ws, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Hand a workspace over
///
/// The other becomes an owner and the caller an admin, at once. Answers the new owner.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/transfer-ownership", tag = "workspaces",
    operation_id = "transfer_ownership", params(("ws" = String, Path, description = "Id or slug")), request_body = NewOwner,
    responses((status = 200, body = Member), (status = "4XX", body = Problem)))]
async fn transfer(caller: Caller, Params(ws): Params<String>, body: Body<NewOwner>) -> Result<Answer> {
    let Body { value: NewOwner { user_id }, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            Answer::thing(&commands::transfer_ownership(cx, actor, &ws, user_id)?)
        })
        .await
}
