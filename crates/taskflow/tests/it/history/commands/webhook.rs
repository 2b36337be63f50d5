//! Webhooks. Nothing answers at their addresses.

use reqwest::Method;
use serde_json::json;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

pub async fn create_webhook(h: &History, s: Step) -> Option<()> {
    let filter = ["is open", "priority >= high", ""][usize::from(s.b % 3)];
    let types = [json!([]), json!(["task.*"]), json!(["comment.created"])][usize::from(s.a % 3)].clone();
    let body = json!({ "url": "https://hooks.invalid/", "description": word(s.b), "event_types": types, "filter": filter });
    let ask = Ask::new("create_webhook", Method::POST, format!("/workspaces/{}/webhooks", h.ws)).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().webhooks.push(reply.id());
    }
    Some(())
}

pub async fn update_webhook(h: &History, s: Step) -> Option<()> {
    let webhook = Step::pick(&h.known().webhooks, s.a)?;
    let given = vec![
        ("description", json!(word(s.b))),
        ("event_types", json!(["task.created"])),
        ("enabled", json!(s.b.is_multiple_of(2))),
    ];
    let path = format!("/workspaces/{}/webhooks/{webhook}", h.ws);
    h.ask(h.actor(&s), &s, Ask::new("update_webhook", Method::PATCH, path).json(fields(given, &s)))
        .await;
    Some(())
}

pub async fn rotate_webhook_secret(h: &History, s: Step) -> Option<()> {
    let webhook = Step::pick(&h.known().webhooks, s.a)?;
    let path = format!("/workspaces/{}/webhooks/{webhook}/rotate-secret", h.ws);
    let body = json!({ "overlap_secs": i64::from(s.b) });
    h.ask(h.actor(&s), &s, Ask::new("rotate_webhook_secret", Method::POST, path).json(body))
        .await;
    Some(())
}

pub async fn delete_webhook(h: &History, s: Step) -> Option<()> {
    let webhook = Step::pick(&h.known().webhooks, s.a)?;
    let ask = Ask::new("delete_webhook", Method::DELETE, format!("/workspaces/{}/webhooks/{webhook}", h.ws));
    if s.once_in(3) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().webhooks.retain(|other| *other != webhook);
    }
    Some(())
}
