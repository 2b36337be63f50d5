//! What tasks are planned for.

use reqwest::Method;
use serde_json::{Value, json};

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

pub async fn create_milestone(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let other = h.known().milestone_of(project, s.b);
    let mut body = json!({ "name": word(s.b), "target_on": "2027-02-28" });
    if s.once_in(2) {
        body[if s.b.is_multiple_of(2) { "before_id" } else { "after_id" }] = json!(other);
    }
    let ask =
        Ask::new("create_milestone", Method::POST, format!("/projects/{project}/milestones")).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().milestones.push((reply.id(), project));
    }
    Some(())
}

pub async fn update_milestone(h: &History, s: Step) -> Option<()> {
    let (milestone, project) = Step::pick(&h.known().milestones, s.a)?;
    let other = h.known().milestone_of(project, s.b);
    let choices = vec![
        ("name", json!(word(s.b))),
        ("after_id", json!(other)),
        ("target_on", if s.b.is_multiple_of(2) { Value::Null } else { json!("2026-12-24") }),
        ("description", json!(word(s.a))),
        ("state", json!(if s.b.is_multiple_of(3) { "open" } else { "completed" })),
    ];
    let ask = Ask::new("update_milestone", Method::PATCH, format!("/milestones/{milestone}"));
    h.ask(h.actor(&s), &s, ask.json(fields(choices, &s))).await;
    Some(())
}

pub async fn delete_milestone(h: &History, s: Step) -> Option<()> {
    let (milestone, _) = Step::pick(&h.known().milestones, s.a)?;
    let ask = Ask::new("delete_milestone", Method::DELETE, format!("/milestones/{milestone}"));
    if s.once_in(2) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().milestones.retain(|(other, _)| *other != milestone);
    }
    Some(())
}
