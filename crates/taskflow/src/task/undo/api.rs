//! The endpoint of undoing.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::commands;
use super::model::{UndoRequest, Undone};
use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Undo changes
///
/// Takes back what entries of the log did, by new entries, all together or nothing: `{"events": [id, …]}`, newest first
/// whatever their order, or with `{"last": "change"}` what the caller's last request did. Entries that an undo left can
/// be undone in turn, and `{"last": "undo"}` does the caller's last undo again backwards, until something new was done. What others changed meanwhile stays:
/// only the fields that an entry changed go back, and a field that was changed since is in the way. Then nothing is undone:
/// 409 `undo_refused` with `refused`, which tells for each entry why, and for `changed_since` what was changed since, when
/// and by whom. It takes the rights of the inverse change.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/undo", tag = "workspaces", operation_id = "undo",
    params(("ws" = String, Path, description = "Id or slug")), request_body = UndoRequest,
    responses((status = 200, body = Undone), (status = "4XX", body = Problem)))]
async fn undo(caller: Caller, Params(ws): Params<String>, body: Body<UndoRequest>) -> Result<Answer> {
    let Body { value: request, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ViewWorkspace)?.answering(cx);
            Answer::json(&commands::undo(cx, actor, &member, &request)?)
        })
        .await
}

/// The endpoint of undoing.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(undo))
}
