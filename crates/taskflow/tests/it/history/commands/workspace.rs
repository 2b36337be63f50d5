//! Workspaces and teams.

use reqwest::Method;
use serde_json::json;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

pub async fn create_workspace(h: &History, s: Step) -> Option<()> {
    let (who, _) = h.known().anybody(s.a);
    let ask =
        Ask::new("create_workspace", Method::POST, "/workspaces".into()).json(json!({ "name": word(s.b) }));
    if let Some(reply) = h.ask(who, &s, ask).await {
        h.known_mut().spare_workspaces.push((reply.id(), who));
    }
    Some(())
}

pub async fn update_workspace(h: &History, s: Step) -> Option<()> {
    let choices = vec![
        ("name", json!(word(s.a))),
        ("timezone", json!(["UTC", "Europe/Berlin"][usize::from(s.b % 2)])),
        ("week_start", json!(s.a % 7 + 1)),
        ("slug", json!(format!("desk-{}", s.b % 3))),
    ];
    let ask = Ask::new("update_workspace", Method::PATCH, format!("/workspaces/{}", h.ws));
    h.ask(h.actor(&s), &s, ask.json(fields(choices, &s))).await;
    Some(())
}

/// One that was made besides: the history goes on in its own.
pub async fn delete_workspace(h: &History, s: Step) -> Option<()> {
    let (workspace, who) = Step::pick(&h.known().spare_workspaces, s.a)?;
    h.ask(who, &s, Ask::new("delete_workspace", Method::DELETE, format!("/workspaces/{workspace}")))
        .await;
    Some(())
}

pub async fn transfer_ownership(h: &History, s: Step) -> Option<()> {
    let (_, other) = h.known().anybody(s.b);
    let path = format!("/workspaces/{}/transfer-ownership", h.ws);
    let ask = Ask::new("transfer_ownership", Method::POST, path).json(json!({ "user_id": other.user.id }));
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn create_team(h: &History, s: Step) -> Option<()> {
    let (_, member) = h.known().anybody(s.a);
    let members = if s.once_in(2) { vec![member.user.id] } else { Vec::new() };
    let body = json!({ "name": word(s.b), "member_ids": members });
    let ask = Ask::new("create_team", Method::POST, format!("/workspaces/{}/teams", h.ws)).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().teams.push(reply.id());
    }
    Some(())
}

pub async fn update_team(h: &History, s: Step) -> Option<()> {
    let team = Step::pick(&h.known().teams, s.a)?;
    let body = fields(vec![("name", json!(word(s.b))), ("description", json!(word(s.a)))], &s);
    let ask = Ask::new("update_team", Method::PATCH, format!("/workspaces/{}/teams/{team}", h.ws)).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn delete_team(h: &History, s: Step) -> Option<()> {
    let team = Step::pick(&h.known().teams, s.a)?;
    let ask = Ask::new("delete_team", Method::DELETE, format!("/workspaces/{}/teams/{team}", h.ws));
    if h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().teams.retain(|other| *other != team);
    }
    Some(())
}

pub async fn add_team_member(h: &History, s: Step) -> Option<()> {
    let team = Step::pick(&h.known().teams, s.a)?;
    let (_, member) = h.known().anybody(s.b);
    let path = format!("/workspaces/{}/teams/{team}/members/{}", h.ws, member.user.id);
    h.ask(h.actor(&s), &s, Ask::new("add_team_member", Method::PUT, path)).await;
    Some(())
}

pub async fn remove_team_member(h: &History, s: Step) -> Option<()> {
    let team = Step::pick(&h.known().teams, s.a)?;
    let (_, member) = h.known().anybody(s.b);
    let path = format!("/workspaces/{}/teams/{team}/members/{}", h.ws, member.user.id);
    h.ask(h.actor(&s), &s, Ask::new("remove_team_member", Method::DELETE, path))
        .await;
    Some(())
}
