//! Webhooks themselves.

use axum::http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Actor, Error, Page, Result};
use crate::event::Cx;
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::webhook::commands::{self, Tools};
use crate::webhook::model::{
    NewWebhook, Rotation, Webhook, WebhookDelivery, WebhookDetail, WebhookPatch, WebhookSecret,
};
use crate::webhook::queries;
use crate::workspace::{Action, WorkspaceRef, member_of};

fn tools(app: &App) -> Tools {
    Tools { sealer: app.sealer.clone(), outgoing: app.outgoing.clone() }
}

/// A webhook of the workspace that the path names.
fn of(cx: &mut Cx<'_, '_>, actor: &Actor, ws: &WorkspaceRef, id: Uuid) -> Result<Webhook> {
    let member = member_of(cx, actor, ws, Action::ManageWebhooks)?;
    let (_, webhook) = commands::open(cx, actor, id)?;
    if webhook.workspace_id == member.workspace_id() {
        Ok(webhook)
    } else {
        Err(Error::NotFound("webhook"))
    }
}

fn with_secret(answer: &impl Serialize, status: StatusCode, webhook: &Webhook) -> Result<Answer> {
    let mut answer = Answer::json(answer)?.with_status(status);
    answer.etag = Some(webhook.version);
    Ok(answer)
}

/// List webhooks
///
/// Takes an admin. The newest first.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/webhooks", tag = "webhooks", operation_id = "list_webhooks",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ListQuery),
    responses((status = 200, body = Page<Webhook>), (status = "4XX", body = Problem)))]
pub async fn list_webhooks(
    caller: Caller,
    Params(ws): Params<String>,
    Query(query): Query<ListQuery>,
) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ManageWebhooks)?;
            queries::list(tx, &member, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Make a webhook
///
/// Takes an admin. Events of the workspace are sent to the address, signed as Standard Webhooks 1.0 has it: docs/WEBHOOKS.md.
/// The secret is in this answer and nowhere else. An address that is not on the public Internet is 422 `unreachable_url`.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/webhooks", tag = "webhooks", operation_id = "create_webhook",
    params(("ws" = String, Path, description = "Id or slug of the workspace")),
    request_body(content = NewWebhook, example = json!({
        "url": "https://ci.example.org/taskflow", "event_types": ["task.*"], "filter": "priority >= high"
    })),
    responses((status = 201, body = WebhookSecret), (status = "4XX", body = Problem)))]
pub async fn create_webhook(
    caller: Caller,
    Params(ws): Params<String>,
    body: Body<NewWebhook>,
) -> Result<Answer> {
    let Body { value: new, digest } = body;
    let (ws, tools) = (WorkspaceRef::parse(&ws), tools(caller.app()));
    let made = caller.write_body(ws.lane(), &digest, move |cx, actor| {
        let member = member_of(cx, actor, &ws, Action::ManageWebhooks)?.answering(cx);
        let (webhook, secret) = commands::create(cx, &tools, &member, &new)?;
        let location = format!("/api/v1/workspaces/{}/webhooks/{}", webhook.workspace_id, webhook.id);
        let shown = WebhookSecret { webhook, secret };
        let mut answer = with_secret(&shown, StatusCode::CREATED, &shown.webhook)?;
        answer.location = Some(location);
        Ok(answer)
    });
    Ok(made
        .await?
        .with_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

/// Read a webhook
///
/// And how it does: failures in a row, and until when it is left alone.
#[utoipa::path(get, path = "/api/v1/workspaces/{ws}/webhooks/{webhook_id}", tag = "webhooks", operation_id = "get_webhook",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ("webhook_id" = Uuid, Path)),
    responses((status = 200, body = WebhookDetail), (status = "4XX", body = Problem)))]
pub async fn get_webhook(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let now = caller.meta().at;
    let detail = caller
        .read(move |tx, actor| {
            let member = member_of(tx, actor, &WorkspaceRef::parse(&ws), Action::ManageWebhooks)?;
            queries::one(tx, &member, id, now)
        })
        .await?;
    let mut answer = Answer::json(&detail)?;
    answer.etag = Some(detail.webhook.version);
    Ok(answer)
}

/// Change a webhook, or turn it on and off
///
/// Turned on again it begins with a clean slate; what happened meanwhile is not sent.
#[utoipa::path(patch, path = "/api/v1/workspaces/{ws}/webhooks/{webhook_id}", tag = "webhooks", operation_id = "update_webhook",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ("webhook_id" = Uuid, Path)),
    request_body = WebhookPatch,
    responses((status = 200, body = Webhook), (status = "4XX", body = Problem)))]
pub async fn update_webhook(
    caller: Caller,
    Params((ws, id)): Params<(String, Uuid)>,
    body: Body<WebhookPatch>,
) -> Result<Answer> {
    let Body { value: patch, digest } = body;
    let (ws, tools, if_match) = (WorkspaceRef::parse(&ws), tools(caller.app()), caller.if_match());
    caller
        .write_body(ws.lane(), &digest, move |cx, actor| {
            let webhook = of(cx, actor, &ws, id)?;
            Answer::thing(&commands::update(cx, &tools, &webhook, &patch, if_match)?)
        })
        .await
}

/// Delete a webhook
///
/// With what is known of its deliveries. What is on its way is not sent any more.
#[utoipa::path(delete, path = "/api/v1/workspaces/{ws}/webhooks/{webhook_id}", tag = "webhooks", operation_id = "delete_webhook",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ("webhook_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn delete_webhook(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let (ws, if_match) = (WorkspaceRef::parse(&ws), caller.if_match());
    caller
        .write(ws.lane(), move |cx, actor| {
            let webhook = of(cx, actor, &ws, id)?;
            commands::delete(cx, &webhook, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

/// Exchange a webhook's secret
///
/// The new one is in this answer and nowhere else. For the overlap both sign, so that the receiver can change over in peace.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/webhooks/{webhook_id}/rotate-secret", tag = "webhooks",
    operation_id = "rotate_webhook_secret",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ("webhook_id" = Uuid, Path)),
    request_body = Rotation,
    responses((status = 200, body = WebhookSecret), (status = "4XX", body = Problem)))]
pub async fn rotate_webhook_secret(
    caller: Caller,
    Params((ws, id)): Params<(String, Uuid)>,
    body: Body<Rotation>,
) -> Result<Answer> {
    let Body { value: rotation, digest } = body;
    let (ws, tools, if_match) = (WorkspaceRef::parse(&ws), tools(caller.app()), caller.if_match());
    let rotated = caller.write_body(ws.lane(), &digest, move |cx, actor| {
        let webhook = of(cx, actor, &ws, id)?;
        let (webhook, secret) = commands::rotate(cx, &tools, &webhook, &rotation, if_match)?;
        let shown = WebhookSecret { webhook, secret: Some(secret) };
        with_secret(&shown, StatusCode::OK, &shown.webhook)
    });
    Ok(rotated
        .await?
        .with_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

/// Send a ping
///
/// An event of type `webhook.ping`, to see whether the address answers. 409 `webhook_disabled` while it is turned off.
#[utoipa::path(post, path = "/api/v1/workspaces/{ws}/webhooks/{webhook_id}/ping", tag = "webhooks", operation_id = "ping_webhook",
    params(("ws" = String, Path, description = "Id or slug of the workspace"), ("webhook_id" = Uuid, Path)),
    responses((status = 202, body = WebhookDelivery), (status = "4XX", body = Problem)))]
pub async fn ping_webhook(caller: Caller, Params((ws, id)): Params<(String, Uuid)>) -> Result<Answer> {
    let ws = WorkspaceRef::parse(&ws);
    caller
        .write(ws.lane(), move |cx, actor| {
            let webhook = of(cx, actor, &ws, id)?;
            Ok(Answer::json(&commands::ping(cx, &webhook)?)?.with_status(StatusCode::ACCEPTED))
        })
        .await
}
