//! Views and favourites.

use reqwest::Method;
use serde_json::json;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

const FILTERS: [&str; 3] = ["", "is open", "assignee = me and due < today+7d"];

pub async fn create_view(h: &History, s: Step) -> Option<()> {
    let who = h.actor(&s);
    let project = h.known().project(s.a).filter(|_| s.a.is_multiple_of(2));
    let body = json!({
        "name": word(s.b), "shared": s.b.is_multiple_of(3), "project_id": project,
        "filter": FILTERS[usize::from(s.b % 3)], "group_by": "status", "layout": "board",
    });
    let ask = Ask::new("create_view", Method::POST, format!("/workspaces/{}/views", h.ws)).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        h.known_mut().views.push((reply.id(), who));
    }
    Some(())
}

pub async fn update_view(h: &History, s: Step) -> Option<()> {
    let (view, owner) = Step::pick(&h.known().views, s.a)?;
    let who = if s.b.is_multiple_of(4) { h.actor(&s) } else { owner };
    let anchor = Step::pick(&h.known().views, s.b).map(|(view, _)| view);
    let mut given = vec![
        ("name", json!(word(s.b))),
        ("shared", json!(s.b.is_multiple_of(2))),
        ("sort", json!("-priority")),
        ("options", json!({ "zoom": s.b })),
    ];
    if s.b.is_multiple_of(3) {
        given.push(("after_id", json!(anchor.filter(|_| s.a.is_multiple_of(2)))));
    }
    let body = fields(given, &s);
    h.ask(who, &s, Ask::new("update_view", Method::PATCH, format!("/views/{view}")).json(body))
        .await;
    Some(())
}

pub async fn delete_view(h: &History, s: Step) -> Option<()> {
    let (view, owner) = Step::pick(&h.known().views, s.a)?;
    let ask = Ask::new("delete_view", Method::DELETE, format!("/views/{view}"));
    if s.once_in(3) && h.ask(owner, &s, ask).await.is_some() {
        h.known_mut().views.retain(|(other, _)| *other != view);
    }
    Some(())
}

pub async fn add_favourite(h: &History, s: Step) -> Option<()> {
    let who = h.actor(&s);
    let (kind, target) = match s.b % 3 {
        0 => ("project", h.known().project(s.a)?),
        1 => ("task", h.known().task(s.a)?.id),
        _ => ("view", Step::pick(&h.known().views, s.a)?.0),
    };
    let body = json!({ "target_type": kind, "target_id": target });
    let ask = Ask::new("add_favourite", Method::POST, format!("/workspaces/{}/favourites", h.ws)).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        let mut known = h.known_mut();
        if known.favourites.iter().all(|(other, _)| *other != reply.id()) {
            known.favourites.push((reply.id(), who));
        }
    }
    Some(())
}

pub async fn move_favourite(h: &History, s: Step) -> Option<()> {
    let (favourite, owner) = Step::pick(&h.known().favourites, s.a)?;
    let anchor = Step::pick(&h.known().favourites, s.b).map(|(other, _)| other);
    let body = json!({ "after_id": anchor.filter(|_| s.b.is_multiple_of(2)) });
    let ask = Ask::new("move_favourite", Method::PATCH, format!("/favourites/{favourite}")).json(body);
    h.ask(owner, &s, ask).await;
    Some(())
}

pub async fn remove_favourite(h: &History, s: Step) -> Option<()> {
    let (favourite, owner) = Step::pick(&h.known().favourites, s.a)?;
    let ask = Ask::new("remove_favourite", Method::DELETE, format!("/favourites/{favourite}"));
    if s.once_in(3) && h.ask(owner, &s, ask).await.is_some() {
        h.known_mut().favourites.retain(|(other, _)| *other != favourite);
    }
    Some(())
}
