//! Endpoints of shared texts.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::commands;
use super::model::{NewTextUpdate, SharedText, TextAdded};
use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Params, Problem};
use crate::task::access;
use crate::workspace::Action;

/// Open a description to write it with others
///
/// Takes the role editor. The document is made from the description when there is none. What others write comes over the
/// socket (`text_open`); docs/SYNC.md describes it.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/shared-text", tag = "tasks", operation_id = "open_shared_text",
    params(("task_id" = Uuid, Path)),
    responses((status = 200, body = SharedText), (status = "4XX", body = Problem)))]
async fn open(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    caller
        .write(id, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::EditTasks)?.answering(cx);
            Answer::json(&commands::open(cx, &access)?)
        })
        .await
}

/// Write into a shared description
///
/// Takes the role editor. Once this is answered the update is on disk; sent again it changes nothing. The description
/// follows two seconds after the last one, ten seconds after the first at the latest, or at once with `settle`: as a
/// change by whoever wrote last. 409 `text_renewed` for an update of another document, 409 `text_incomplete` for one that
/// goes on from what is not here.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/shared-text/updates", tag = "tasks", operation_id = "write_shared_text",
    params(("task_id" = Uuid, Path)), request_body = NewTextUpdate,
    responses((status = 200, body = TextAdded), (status = "4XX", body = Problem)))]
async fn write(caller: Caller, Params(id): Params<Uuid>, body: Body<NewTextUpdate>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let answer = caller
        .write_body(id, &digest, move |cx, actor| {
            let access = access::lock(cx, actor, id, Action::EditTasks)?.answering(cx);
            Answer::json(&commands::add(cx, &access, &new)?)
        })
        .await?;
    if let Some(position) = answer.position {
        caller.app().wake.stir(position.stream_id);
    }
    Ok(answer)
}

/// The endpoints of shared texts.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(open)).routes(routes!(write))
}
