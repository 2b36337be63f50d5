//! Webhooks and what they send.

use serde_json::json;

use crate::matrix::callers::ADMINS;
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::Workspace;
use crate::matrix::table::{Call, Row, after, just, row};

async fn webhook(s: &Stage) -> String {
    let body = json!({ "url": "https://hooks.invalid/", "description": s.common(), "event_types": ["webhook.ping"] });
    let path = format!("/workspaces/{}/webhooks", s.ws);
    s.owner.post(path).json(body).await.status(201).id().to_string()
}

async fn on_webhook(s: Stage) -> Call {
    let webhook = webhook(&s).await;
    s.call().on("webhook_id", webhook)
}

async fn on_delivery(s: Stage) -> Call {
    let webhook = webhook(&s).await;
    let path = format!("/workspaces/{}/webhooks/{webhook}/ping", s.ws);
    let delivery = s.owner.post(path).await.status(202).id();
    s.call().on("delivery_id", delivery)
}

pub fn rows() -> Vec<Row> {
    vec![
        row("list_webhooks", Workspace, ADMINS, 200, |s| just(s.call())).guarded(),
        row("create_webhook", Workspace, ADMINS, 201, |s| {
            just(s.call().json(json!({ "url": "https://hooks.invalid/", "filter": "is open" })))
        }),
        row("get_webhook", Workspace, ADMINS, 200, |s| after(on_webhook(s))).guarded(),
        row("update_webhook", Workspace, ADMINS, 200, |s| {
            after(async move { on_webhook(s).await.json(json!({ "enabled": false })) })
        }),
        row("delete_webhook", Workspace, ADMINS, 204, |s| after(on_webhook(s))),
        row("rotate_webhook_secret", Workspace, ADMINS, 200, |s| {
            after(async move { on_webhook(s).await.json(json!({ "overlap_secs": 60 })) })
        }),
        row("ping_webhook", Workspace, ADMINS, 202, |s| after(on_webhook(s))),
        row("list_deliveries", Workspace, ADMINS, 200, |s| after(on_webhook(s))).guarded(),
        row("get_delivery", Workspace, ADMINS, 200, |s| after(on_delivery(s))).guarded(),
        row("redeliver", Workspace, ADMINS, 202, |s| after(on_delivery(s))),
    ]
}
