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

/// A week of some year, the same for the same number: histories meet cycles that share days.
fn week(number: u16) -> (String, String) {
    let (month, day) = (number / 4 % 12 + 1, number % 4 * 7 + 1);
    (format!("2027-{month:02}-{day:02}"), format!("2027-{month:02}-{:02}", day + 6))
}

pub async fn create_cycle(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let (start, end) = week(s.b);
    let mut body = json!({ "start_on": start, "end_on": end, "goal": word(s.a) });
    if s.once_in(2) {
        body["name"] = json!(word(s.b));
    }
    let ask = Ask::new("create_cycle", Method::POST, format!("/projects/{project}/cycles")).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().cycles.push((reply.id(), project));
    }
    Some(())
}

pub async fn update_cycle(h: &History, s: Step) -> Option<()> {
    let (cycle, _) = Step::pick(&h.known().cycles, s.a)?;
    let (start, end) = week(s.b);
    let mut body = fields(vec![("name", json!(word(s.b))), ("goal", json!(word(s.a)))], &s);
    if s.once_in(2) {
        body["start_on"] = json!(start);
        body["end_on"] = json!(end);
    }
    let ask = Ask::new("update_cycle", Method::PATCH, format!("/cycles/{cycle}")).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn start_cycle(h: &History, s: Step) -> Option<()> {
    let (cycle, _) = Step::pick(&h.known().cycles, s.a)?;
    let ask = Ask::new("start_cycle", Method::POST, format!("/cycles/{cycle}/start"));
    if h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().active_cycles.push(cycle);
    }
    Some(())
}

pub async fn complete_cycle(h: &History, s: Step) -> Option<()> {
    let cycle = Step::pick(&h.known().active_cycles, s.a)?;
    let project = h
        .known()
        .cycles
        .iter()
        .find(|(id, _)| *id == cycle)
        .map(|(_, project)| *project);
    let body = match project
        .and_then(|project| h.known().cycle_of(project, s.b))
        .filter(|_| !s.b.is_multiple_of(3))
    {
        Some(other) if other != cycle => json!({ "roll_over": "cycle", "cycle_id": other }),
        _ => json!({ "roll_over": if s.once_in(2) { "next" } else { "none" } }),
    };
    let ask = Ask::new("complete_cycle", Method::POST, format!("/cycles/{cycle}/complete")).json(body);
    if h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().active_cycles.retain(|other| *other != cycle);
    }
    Some(())
}

pub async fn delete_cycle(h: &History, s: Step) -> Option<()> {
    let (cycle, _) = Step::pick(&h.known().cycles, s.a)?;
    let ask = Ask::new("delete_cycle", Method::DELETE, format!("/cycles/{cycle}"));
    if s.once_in(3) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        let mut known = h.known_mut();
        known.cycles.retain(|(other, _)| *other != cycle);
        known.active_cycles.retain(|other| *other != cycle);
    }
    Some(())
}
