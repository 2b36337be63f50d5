//! Rules, switched off: what they do by themselves would come between the steps.

use reqwest::Method;
use serde_json::json;

use crate::history::play::{Ask, History, word};
use crate::history::step::Step;

pub async fn create_rule(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a).filter(|_| s.a.is_multiple_of(2));
    let body = json!({
        "name": word(s.b), "enabled": false, "project_id": project, "filter": "is open",
        "trigger": { "on": "event", "types": ["task.updated"], "fields": ["priority"] },
        "actions": [{ "do": "complete" }],
    });
    let ask = Ask::new("create_rule", Method::POST, format!("/workspaces/{}/rules", h.ws)).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().rules.push(reply.id());
    }
    Some(())
}

pub async fn update_rule(h: &History, s: Step) -> Option<()> {
    let rule = Step::pick(&h.known().rules, s.a)?;
    let body = json!({ "name": word(s.c), "max_per_hour": s.b % 100 + 1, "actions": [{ "do": "move", "status_id": rule }] });
    h.ask(
        h.actor(&s),
        &s,
        Ask::new("update_rule", Method::PATCH, format!("/rules/{rule}")).json(body),
    )
    .await;
    Some(())
}

pub async fn delete_rule(h: &History, s: Step) -> Option<()> {
    let rule = Step::pick(&h.known().rules, s.a)?;
    let ask = Ask::new("delete_rule", Method::DELETE, format!("/rules/{rule}"));
    if s.once_in(3) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().rules.retain(|other| *other != rule);
    }
    Some(())
}
