//! `/workspaces/{ws}/members`.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::super::model::{Member, MemberPatch};
use super::super::{WorkspaceRef, commands, queries};
use super::list::MemberList;
use crate::auth::Caller;
use crate::base::{Error, Page, Result};
use crate::http::{Answer, App, Body, Params, Problem, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, patch, remove))
}

/// Reads `{user_id}`, where `me` is the caller.
fn whom(text: &str, caller: Uuid) -> Result<Uuid> {
    if text == "me" {
        Ok(caller)
    } else {
        text.parse().map_err(|_| Error::NotFound("member"))
    }
}

/// Members of a workspace
///
/// By name, suspended ones included.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/members", tag = "members", operation_id = "list_members",
    params(("ws" = String, Path, description = "Id or slug"), MemberList),
    responses((status = 200, body = Page<Member>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(ws): Params<String>, Query(list): Query<MemberList>) -> Result<Answer> {
    let ws = WorkspaceRef::parse(&ws);
    let (stretch, search) = list.stretch()?;
    let page = caller
        .read(move |tx, actor| queries::members(tx, actor, &ws, search.as_deref(), &stretch))
        .await?;
    Answer::json(&page)
}

/// A member
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/members/{user_id}", tag = "members", operation_id = "get_member",
    params(("ws" = String, Path, description = "Id or slug"), ("user_id" = String, Path, description = "Id, or `me`")),
    responses((status = 200, body = Member), (status = "4XX", body = Problem)))]
async fn get(caller: Caller, Params((ws, user)): Params<(String, String)>) -> Result<Answer> {
    let ws = WorkspaceRef::parse(&ws);
    let member = caller
        .read(move |tx, actor| queries::member(tx, actor, &ws, whom(&user, actor.user_id)?))
        .await?;
    Answer::thing(&member)
}

/// Change a member's role, or suspend them
///
/// Admins manage everybody up to admins; only owners make and unmake owners. The last owner stays one.
#[utoipa::path(patch, path = "/api/v1/workspaces/{ws}/members/{user_id}", tag = "members", operation_id = "update_member",
    params(("ws" = String, Path, description = "Id or slug"), ("user_id" = String, Path, description = "Id, or `me`")),
    request_body = MemberPatch, responses((status = 200, body = Member), (status = "4XX", body = Problem)))]
async fn patch(
    caller: Caller,
    Params((ws, user)): Params<(String, String)>,
    body: Body<MemberPatch>,
) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let user = whom(&user, actor.user_id)?;
            Answer::thing(&commands::patch_member(cx, actor, &ws, user, &patch, if_match)?)
        })
        .await
}

/// Remove a member, or leave
///
/// They lose their teams and project roles, too. The last owner cannot go.
#[utoipa::path(delete, path = "/api/v1/workspaces/{ws}/members/{user_id}", tag = "members", operation_id = "remove_member",
    params(("ws" = String, Path, description = "Id or slug"), ("user_id" = String, Path, description = "Id, or `me` to leave")),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn remove(caller: Caller, Params((ws, user)): Params<(String, String)>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(ws.lane(), move |cx, actor| {
            let user = whom(&user, actor.user_id)?;
            commands::remove_member(cx, actor, &ws, user, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}
