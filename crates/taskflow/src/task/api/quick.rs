//! Tasks in one line each.

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::task::model::{QuickAdd, QuickAdded};
use crate::task::{commands, queries};
use crate::workspace::{Action, WorkspaceRef, member_of};

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add))
}

/// Make tasks from lines
///
/// A task a line: `Fix login #Web /todo @bug +ana !high fri 15:00 ~2h every 2 weeks`. What is understood is told as chips
/// with the spans they were read from; what is left is the title. All lines are made, or none: a refusal names the
/// line. With `dry_run` nothing is made, and it takes no more than seeing the workspace: for chips while somebody types.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/tasks/quick", tag = "tasks", operation_id = "quick_add",
    params(("ws" = String, Path, description = "Id or slug")), request_body = QuickAdd,
    responses((status = 200, description = "What would be made", body = QuickAdded),
        (status = 201, body = QuickAdded), (status = "4XX", body = Problem)))]
async fn add(caller: Caller, Params(ws): Params<String>, body: Body<QuickAdd>) -> Result<Answer> {
    let Body { value: asked, digest } = body;
    let ws = WorkspaceRef::parse(&ws);
    if asked.dry_run.unwrap_or_default() {
        let now = caller.meta().at;
        let items = caller
            .read(move |tx, actor| {
                let member = member_of(tx, actor, &ws, Action::ViewWorkspace)?;
                queries::quick(tx, actor, &member, &asked, now)
            })
            .await?;
        let items = items.into_iter().map(|draft| draft.shown).collect();
        return Answer::json(&QuickAdded { items });
    }
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let member = member_of(cx, actor, &ws, Action::ViewWorkspace)?.answering(cx);
            let added = commands::quick(cx, actor, &member, &asked)?;
            Ok(Answer::json(&added)?.with_status(StatusCode::CREATED))
        })
        .await
}
