//! Endpoints of how somebody wants to be told.

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Problem};
use crate::notification::model::{Preferences, PreferencesPatch};
use crate::notification::{commands, queries};

/// How the caller wants to be told
///
/// By default everything is shown in the app, and everything but comments and changes of status goes by mail and push.
#[utoipa::path(get, path = "/api/v1/notifications/preferences", tag = "inbox", operation_id = "get_notification_preferences",
    responses((status = 200, body = Preferences), (status = "4XX", body = Problem)))]
async fn get(caller: Caller) -> Result<Answer> {
    Answer::thing(&caller.read(queries::preferences).await?)
}

/// Change how the caller wants to be told
///
/// By kind and channel, for all workspaces and for each; tasks, projects and workspaces that are muted; hours in which mail
/// and push wait; digests. Times of the day are on the clock of the caller's time zone.
#[utoipa::path(patch, path = "/api/v1/notifications/preferences", tag = "inbox", operation_id = "update_notification_preferences",
    request_body = PreferencesPatch,
    responses((status = 200, body = Preferences), (status = "4XX", body = Problem)))]
async fn update(caller: Caller, body: Body<PreferencesPatch>) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let if_match = caller.if_match();
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            Answer::thing(&commands::change_preferences(cx, actor, patch.clone(), if_match)?)
        })
        .await
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get, update))
}
