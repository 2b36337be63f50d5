//! Tags, watchers, comments.

use reqwest::Method;
use serde_json::json;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

const EMOJI: [&str; 3] = ["👍", ":tada:", "👩‍💻"];

pub async fn create_tag(h: &History, s: Step) -> Option<()> {
    let ask = Ask::new("create_tag", Method::POST, format!("/workspaces/{}/tags", h.ws));
    if let Some(reply) = h.ask(h.actor(&s), &s, ask.json(json!({ "name": word(s.b) }))).await {
        h.known_mut().tags.push(reply.id());
    }
    Some(())
}

pub async fn update_tag(h: &History, s: Step) -> Option<()> {
    let tag = Step::pick(&h.known().tags, s.a)?;
    let body = fields(vec![("name", json!(word(s.b))), ("colour", json!("#abcdef"))], &s);
    h.ask(h.actor(&s), &s, Ask::new("update_tag", Method::PATCH, format!("/tags/{tag}")).json(body))
        .await;
    Some(())
}

pub async fn delete_tag(h: &History, s: Step) -> Option<()> {
    let tag = Step::pick(&h.known().tags, s.a)?;
    let ask = Ask::new("delete_tag", Method::DELETE, format!("/tags/{tag}"));
    if s.once_in(2) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().tags.retain(|other| *other != tag);
    }
    Some(())
}

fn somebody(h: &History, s: &Step) -> String {
    match s.b % 2 {
        0 => "me".to_owned(),
        _ => h.known().anybody(s.b).1.user.id.to_string(),
    }
}

pub async fn add_watcher(h: &History, s: Step) -> Option<()> {
    let path = format!("/tasks/{}/watchers/{}", h.known().task(s.a)?.id, somebody(h, &s));
    h.ask(h.actor(&s), &s, Ask::new("add_watcher", Method::PUT, path)).await;
    Some(())
}

pub async fn remove_watcher(h: &History, s: Step) -> Option<()> {
    let path = format!("/tasks/{}/watchers/{}", h.known().task(s.a)?.id, somebody(h, &s));
    h.ask(h.actor(&s), &s, Ask::new("remove_watcher", Method::DELETE, path)).await;
    Some(())
}

/// Mentions somebody now and then.
fn said(h: &History, s: &Step) -> String {
    match s.b % 3 {
        0 => format!("[@you](user:{}) {}", h.known().anybody(s.b).1.user.id, word(s.a)),
        _ => word(s.b),
    }
}

pub async fn create_comment(h: &History, s: Step) -> Option<()> {
    let (task, who) = (h.known().task(s.a)?, h.actor(&s));
    let mut body = json!({ "body": said(h, &s) });
    if s.once_in(3) {
        body["parent_id"] = json!(Step::pick(&h.known().comments, s.b).map(|(comment, _)| comment));
    }
    let ask = Ask::new("create_comment", Method::POST, format!("/tasks/{}/comments", task.id)).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        h.known_mut().comments.push((reply.id(), who));
    }
    Some(())
}

pub async fn update_comment(h: &History, s: Step) -> Option<()> {
    let (comment, author) = Step::pick(&h.known().comments, s.a)?;
    let who = if s.b.is_multiple_of(4) { h.actor(&s) } else { author };
    let body = json!({ "body": said(h, &s) });
    h.ask(
        who,
        &s,
        Ask::new("update_comment", Method::PATCH, format!("/comments/{comment}")).json(body),
    )
    .await;
    Some(())
}

pub async fn delete_comment(h: &History, s: Step) -> Option<()> {
    let (comment, _) = Step::pick(&h.known().comments, s.a)?;
    h.ask(
        h.actor(&s),
        &s,
        Ask::new("delete_comment", Method::DELETE, format!("/comments/{comment}")),
    )
    .await;
    Some(())
}

pub async fn add_reaction(h: &History, s: Step) -> Option<()> {
    let (comment, _) = Step::pick(&h.known().comments, s.a)?;
    let path = format!("/comments/{comment}/reactions/{}", EMOJI[usize::from(s.b % 3)]);
    h.ask(h.actor(&s), &s, Ask::new("add_reaction", Method::PUT, path)).await;
    Some(())
}

pub async fn remove_reaction(h: &History, s: Step) -> Option<()> {
    let (comment, _) = Step::pick(&h.known().comments, s.a)?;
    let path = format!("/comments/{comment}/reactions/{}", EMOJI[usize::from(s.b % 3)]);
    h.ask(h.actor(&s), &s, Ask::new("remove_reaction", Method::DELETE, path)).await;
    Some(())
}
