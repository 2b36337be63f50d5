//! Tracked time.

use reqwest::Method;
use serde_json::json;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

pub async fn create_time_entry(h: &History, s: Step) -> Option<()> {
    let (task, who) = (h.known().task(s.a)?, h.actor(&s));
    let body = json!({ "seconds": u32::from(s.b) + 1, "note": word(s.b) });
    let ask =
        Ask::new("create_time_entry", Method::POST, format!("/tasks/{}/time-entries", task.id)).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        h.known_mut().times.push((reply.id(), who));
    }
    Some(())
}

pub async fn update_time_entry(h: &History, s: Step) -> Option<()> {
    let (entry, owner) = Step::pick(&h.known().times, s.a)?;
    let who = if s.b.is_multiple_of(3) { h.actor(&s) } else { owner };
    let mut body = fields(vec![("note", json!(word(s.b)))], &s);
    if s.once_in(2) {
        body["started_at"] = json!("2026-01-01T10:00:00Z");
        body["ended_at"] = json!(format!("2026-01-01T10:{:02}:30Z", s.b % 60));
    }
    let ask = Ask::new("update_time_entry", Method::PATCH, format!("/time-entries/{entry}")).json(body);
    h.ask(who, &s, ask).await;
    Some(())
}

pub async fn delete_time_entry(h: &History, s: Step) -> Option<()> {
    let (entry, owner) = Step::pick(&h.known().times, s.a)?;
    let who = if s.b.is_multiple_of(3) { h.actor(&s) } else { owner };
    let ask = Ask::new("delete_time_entry", Method::DELETE, format!("/time-entries/{entry}"));
    if h.ask(who, &s, ask).await.is_some() {
        h.known_mut().times.retain(|(other, _)| *other != entry);
    }
    Some(())
}

pub async fn start_timer(h: &History, s: Step) -> Option<()> {
    let (task, who) = (h.known().task(s.a)?, h.actor(&s));
    let ask = Ask::new("start_timer", Method::POST, format!("/tasks/{}/timer/start", task.id));
    if let Some(reply) = h.ask(who, &s, ask).await {
        let mut known = h.known_mut();
        known.timers.push((task.id, who));
        known.times.push((reply.id(), who));
    }
    Some(())
}

pub async fn stop_timer(h: &History, s: Step) -> Option<()> {
    let (task, who) = Step::pick(&h.known().timers, s.a)?;
    let ask = Ask::new("stop_timer", Method::POST, format!("/tasks/{task}/timer/stop"));
    if h.ask(who, &s, ask).await.is_some() {
        h.known_mut().timers.retain(|timer| *timer != (task, who));
    }
    Some(())
}
