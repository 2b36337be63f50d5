//! `/workspaces/{ws}/invitations` and `/invitations/{token}`.

use axum::extract::State;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use super::super::commands::Post;
use super::super::model::{Invitation, InvitationPreview, InvitedList, Joined, NewInvitations};
use super::super::{WorkspaceRef, commands, queries};
use super::list::InvitationList;
use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, Params, Problem, Query};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(revoke))
        .routes(routes!(resend))
        .routes(routes!(preview))
        .routes(routes!(accept))
}

fn post_of(app: &App) -> Post {
    Post { sealer: app.sealer.clone(), mailer: app.mailer.clone() }
}

/// Invitations of a workspace
///
/// Oldest first; for those who manage members.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/invitations", tag = "invitations", operation_id = "list_invitations",
    params(("ws" = String, Path, description = "Id or slug"), InvitationList),
    responses((status = 200, body = Page<Invitation>), (status = "4XX", body = Problem)))]
async fn list(
    caller: Caller,
    Params(ws): Params<String>,
    Query(list): Query<InvitationList>,
) -> Result<Answer> {
    let ws = WorkspaceRef::parse(&ws);
    let (stretch, open) = list.stretch()?;
    let page = caller
        .read(move |tx, actor| queries::invitations(tx, actor, &ws, open, &stretch))
        .await?;
    Answer::json(&page)
}

/// Invite people by e-mail
///
/// Each address gets a mail with a link that is good for seven days. Somebody invited before gets a new link, and with
/// it the role given now. Members are reported and get no mail. Whether an address has an account is not told.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/invitations", tag = "invitations", operation_id = "invite",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewInvitations,
    responses((status = 200, body = InvitedList), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(ws): Params<String>, body: Body<NewInvitations>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let (ws, post) = (WorkspaceRef::parse(&ws), post_of(caller.app()));
    let answer = caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let items = commands::invite(cx, &post, actor, &ws, &new)?;
            Answer::json(&InvitedList { items })
        })
        .await?;
    caller.app().mail.notify_one();
    Ok(answer)
}

/// Take an invitation back
#[utoipa::path(delete, path = "/api/v1/workspaces/{ws}/invitations/{id}", tag = "invitations",
    operation_id = "revoke_invitation", params(("ws" = String, Path, description = "Id or slug"), ("id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn revoke(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(ws.lane(), move |cx, actor| {
            commands::revoke(cx, actor, &ws, id, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Send an invitation again
///
/// With a new link; the one before is void.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/invitations/{id}/resend", tag = "invitations",
    operation_id = "resend_invitation", params(("ws" = String, Path, description = "Id or slug"), ("id" = Uuid, Path)),
    responses((status = 200, body = Invitation), (status = "4XX", body = Problem)))]
async fn resend(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let (ws, post) = (WorkspaceRef::parse(&ws), post_of(caller.app()));
    let answer = caller
        .write(ws.lane(), move |cx, actor| Answer::thing(&commands::resend(cx, &post, actor, &ws, id)?))
        .await?;
    caller.app().mail.notify_one();
    Ok(answer)
}

/// What an invitation is about
///
/// For whoever holds its link, signed in or not.
#[utoipa::path(get, path = "/api/v1/invitations/{token}", tag = "invitations", operation_id = "preview_invitation",
    params(("token" = String, Path)), security(()),
    responses((status = 200, body = InvitationPreview), (status = "4XX", body = Problem)))]
async fn preview(State(app): State<App>, Params(token): Params<String>) -> Result<Answer> {
    let now = app.clock.now();
    let preview = app.db.read(move |tx| queries::preview(tx, &token, now)).await?;
    Answer::json(&preview)
}

/// Accept an invitation
///
/// Signed in with the account of the address that was invited. Accepting twice is no fault.
#[utoipa::path(post, path = "/api/v1/invitations/{token}/accept", tag = "invitations", operation_id = "accept_invitation",
    params(("token" = String, Path)),
    responses((status = 200, body = Joined), (status = "4XX", body = Problem)))]
async fn accept(caller: Caller, Params(token): Params<String>) -> Result<Answer> {
    caller
        .write(caller.owner(), move |cx, actor| Answer::json(&commands::accept(cx, actor, &token)?))
        .await
}
