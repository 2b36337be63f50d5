//! Projects, their members and columns.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

fn at(operation: &'static str, method: Method, project: Uuid, rest: &str) -> Ask {
    Ask::new(operation, method, format!("/projects/{project}{rest}"))
}

pub async fn create_project(h: &History, s: Step) -> Option<()> {
    let parent = h.known().project(s.b);
    let mut body = json!({ "name": word(s.a) });
    body["visibility"] = json!(if s.once_in(3) { "private" } else { "workspace" });
    if s.b.is_multiple_of(3) {
        body["parent_id"] = json!(parent);
    }
    if s.a.is_multiple_of(7) {
        body["key"] = json!(format!("KEY{}", s.b % 4));
    }
    let who = h.actor(&s);
    let ask = Ask::new("create_project", Method::POST, format!("/workspaces/{}/projects", h.ws)).json(body);
    if let Some(reply) = h.ask(who, &s, ask).await {
        let user = h.known().people[who].user.clone();
        h.learn_project(&user, reply.id()).await;
    }
    Some(())
}

pub async fn update_project(h: &History, s: Step) -> Option<()> {
    let (project, other) = (h.known().project(s.a)?, h.known().project(s.b));
    let (_, lead) = h.known().anybody(s.b);
    let nothing = s.b.is_multiple_of(4);
    let choices = vec![
        ("name", json!(word(s.b))),
        ("description", json!(word(s.a))),
        ("visibility", json!(if s.b.is_multiple_of(2) { "private" } else { "workspace" })),
        ("lead_id", if nothing { Value::Null } else { json!(lead.user.id) }),
        ("parent_id", if nothing { Value::Null } else { json!(other) }),
        ("colour", json!("#00aaFF")),
        ("key", json!(format!("KEY{}", s.b % 4))),
        ("target_on", json!("2027-02-28")),
    ];
    let ask = at("update_project", Method::PATCH, project, "").json(fields(choices, &s));
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

/// The first one stays, so that there is always something to do.
pub async fn delete_project(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    if project == h.known().projects[0] || !s.once_in(2) {
        return None;
    }
    let cascade = if s.b.is_multiple_of(2) { "?cascade=true" } else { "" };
    if h.ask(h.actor(&s), &s, at("delete_project", Method::DELETE, project, cascade))
        .await
        .is_some()
    {
        h.known_mut().removed_projects.push(project);
    }
    Some(())
}

pub async fn move_project(h: &History, s: Step) -> Option<()> {
    let (project, other) = (h.known().project(s.a)?, h.known().project(s.b));
    let place = if s.b.is_multiple_of(2) { "before_id" } else { "after_id" };
    let parent = if s.a.is_multiple_of(3) { Value::Null } else { json!(h.known().project(s.c)) };
    let mut body = json!({ place: other });
    if s.once_in(2) {
        body["parent_id"] = parent;
    }
    h.ask(h.actor(&s), &s, at("move_project", Method::POST, project, "/move").json(body))
        .await;
    Some(())
}

pub async fn archive_project(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    if project == h.known().projects[0] || !s.once_in(2) {
        return None;
    }
    if h.ask(h.actor(&s), &s, at("archive_project", Method::POST, project, "/archive"))
        .await
        .is_some()
    {
        h.known_mut().removed_projects.push(project);
    }
    Some(())
}

pub async fn restore_project(h: &History, s: Step) -> Option<()> {
    if h.known().removed_projects.is_empty() {
        archive_project(h, Step { c: 0, ..s }).await;
    }
    let project = Step::pick(&h.known().removed_projects, s.a)?;
    if h.ask(h.actor(&s), &s, at("restore_project", Method::POST, project, "/restore"))
        .await
        .is_some()
    {
        h.known_mut().removed_projects.retain(|other| *other != project);
    }
    Some(())
}

pub async fn add_project_member(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let (_, person) = h.known().anybody(s.b);
    let team = Step::pick(&h.known().teams, s.b);
    let role = ["viewer", "commenter", "editor", "manager"][usize::from(s.c % 4)];
    let body = match team {
        Some(team) if s.b.is_multiple_of(2) => json!({ "team_id": team, "role": role }),
        _ => json!({ "user_id": person.user.id, "role": role }),
    };
    let ask = at("add_project_member", Method::POST, project, "/members").json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().grants.push((reply.id(), project));
    }
    Some(())
}

pub async fn update_project_member(h: &History, s: Step) -> Option<()> {
    let (grant, project) = Step::pick(&h.known().grants, s.a)?;
    let role = ["viewer", "commenter", "editor", "manager"][usize::from(s.b % 4)];
    let ask = at("update_project_member", Method::PATCH, project, &format!("/members/{grant}"));
    h.ask(h.actor(&s), &s, ask.json(json!({ "role": role }))).await;
    Some(())
}

pub async fn remove_project_member(h: &History, s: Step) -> Option<()> {
    let (grant, project) = Step::pick(&h.known().grants, s.a)?;
    let ask = at("remove_project_member", Method::DELETE, project, &format!("/members/{grant}"));
    if h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().grants.retain(|(other, _)| *other != grant);
    }
    Some(())
}

pub async fn create_status(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let other = h.known().status_of(project, s.b);
    let category = ["backlog", "todo", "in_progress", "done", "cancelled"][usize::from(s.b % 5)];
    let mut body = json!({ "name": word(s.b), "category": category, "wip_limit": s.b % 9 + 1 });
    if s.once_in(2) {
        body[if s.b.is_multiple_of(2) { "before_id" } else { "after_id" }] = json!(other);
    }
    let ask = at("create_status", Method::POST, project, "/statuses").json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().statuses.push((reply.id(), project));
    }
    Some(())
}

fn status_change(h: &History, s: &Step, project: Uuid) -> Value {
    let other = h.known().status_of(project, s.b);
    let choices = vec![
        ("name", json!(word(s.b))),
        ("after_id", json!(other)),
        ("wip_limit", if s.b.is_multiple_of(2) { Value::Null } else { json!(3) }),
        ("colour", json!("#123456")),
        ("category", json!(["todo", "done", "cancelled"][usize::from(s.b % 3)])),
    ];
    fields(choices, s)
}

pub async fn update_status(h: &History, s: Step) -> Option<()> {
    let (status, project) = Step::pick(&h.known().statuses, s.a)?;
    let body = status_change(h, &s, project);
    let ask = Ask::new("update_status", Method::PATCH, format!("/statuses/{status}")).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn update_project_status(h: &History, s: Step) -> Option<()> {
    let (status, project) = Step::pick(&h.known().statuses, s.a)?;
    let body = status_change(h, &s, project);
    let ask = at("update_project_status", Method::PATCH, project, &format!("/statuses/{status}")).json(body);
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}

pub async fn delete_status(h: &History, s: Step) -> Option<()> {
    let (status, _) = Step::pick(&h.known().statuses, s.a)?;
    let ask = Ask::new("delete_status", Method::DELETE, format!("/statuses/{status}"));
    forget(h, &s, status, ask).await
}

pub async fn delete_project_status(h: &History, s: Step) -> Option<()> {
    let (status, project) = Step::pick(&h.known().statuses, s.a)?;
    let ask = at("delete_project_status", Method::DELETE, project, &format!("/statuses/{status}"));
    forget(h, &s, status, ask).await
}

async fn forget(h: &History, s: &Step, status: Uuid, ask: Ask) -> Option<()> {
    if h.ask(h.actor(s), s, ask).await.is_some() {
        h.known_mut().statuses.retain(|(other, _)| *other != status);
    }
    Some(())
}
