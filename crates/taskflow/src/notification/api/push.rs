//! Endpoints of Web Push.

use axum::http::StatusCode;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, Params, Problem};
use crate::notification::commands::{self, Tools};
use crate::notification::model::{NewPushSubscription, PushKey, PushSubscription};
use crate::notification::queries;

/// The key by which browsers subscribe
///
/// `applicationServerKey` of `PushManager.subscribe()` (VAPID, RFC 8292).
#[utoipa::path(get, path = "/api/v1/push/key", tag = "push", operation_id = "get_push_key",
    responses((status = 200, body = PushKey), (status = "4XX", body = Problem)))]
async fn key(caller: Caller) -> Result<Answer> {
    let public_key = caller.app().vapid.public_key().to_owned();
    let key = caller.read(move |_, _| Ok(PushKey { public_key })).await?;
    Answer::json(&key)
}

/// Browsers that the caller is pushed to
///
/// The oldest first; at most 20.
#[utoipa::path(get, path = "/api/v1/push/subscriptions", tag = "push", operation_id = "list_push_subscriptions",
    responses((status = 200, body = Page<PushSubscription>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller) -> Result<Answer> {
    let items = caller.read(queries::subscriptions).await?;
    Answer::json(&Page { items, next_cursor: None, total: None })
}

/// Be pushed to in this browser
///
/// With what `PushSubscription.toJSON()` says, by the session that is signed in there: when that ends, so does this. Said
/// again it is brought up to date (200). Of 20 the oldest gives way. An endpoint that is not on the public Internet is 422
/// `unreachable_url`.
#[utoipa::path(post, path = "/api/v1/push/subscriptions", tag = "push", operation_id = "create_push_subscription",
    request_body = NewPushSubscription,
    responses((status = 201, body = PushSubscription), (status = 200, body = PushSubscription), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, body: Body<NewPushSubscription>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let app = caller.app();
    let tools = Tools { sealer: app.sealer.clone(), outgoing: app.outgoing.clone() };
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            let (one, is_new) = commands::subscribe(cx, &tools, actor, &new)?;
            let answer = Answer::created(&one, format!("/api/v1/push/subscriptions/{}", one.id))?;
            Ok(if is_new { answer } else { answer.with_status(StatusCode::OK) })
        })
        .await
}

/// Be pushed to no more in a browser
#[utoipa::path(delete, path = "/api/v1/push/subscriptions/{subscription_id}", tag = "push",
    operation_id = "delete_push_subscription", params(("subscription_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(caller.owner(), move |cx, actor| {
            commands::end_subscription(cx, actor, id, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(key))
        .routes(routes!(list, create))
        .routes(routes!(delete))
}
