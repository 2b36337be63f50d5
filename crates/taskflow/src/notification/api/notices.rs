//! The endpoint of notices.

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::notification::commands;
use crate::notification::model::{NewNotice, Posted};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Tell people something
///
/// An admin's words to some members of the workspace, or to all: each gets a notification of the kind `notice`. At most 2,000
/// people at once: 409 `too_many_recipients`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/notices", tag = "inbox", operation_id = "post_notice",
    params(("ws" = String, Path, description = "Id or slug")), request_body = NewNotice,
    responses((status = 200, body = Posted), (status = "4XX", body = Problem)))]
async fn post(caller: Caller, Params(ws): Params<String>, body: Body<NewNotice>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ManageMembers)?.answering(cx);
            Answer::json(&commands::post(cx, &member, &new)?)
        })
        .await
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post))
}
