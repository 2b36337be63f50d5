//! Tasks, and how they relate.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::field::some_value;
use crate::history::known::{STAFF, Task};
use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;
use crate::shared_text::typed;

fn at(operation: &'static str, method: Method, task: Uuid, rest: &str) -> Ask {
    Ask::new(operation, method, format!("/tasks/{task}{rest}"))
}

/// Fields of a task, some of them.
pub fn content(h: &History, s: &Step, project: Uuid) -> Vec<(&'static str, Value)> {
    let known = h.known();
    let due = [
        json!({ "date": "2026-10-25", "time": "02:30", "timezone": "Europe/Berlin" }),
        json!({ "date": "2026-12-31" }),
    ];
    let priority = ["none", "low", "medium", "high", "urgent"][usize::from(s.b % 5)];
    let mut fields = vec![
        ("title", json!(word(s.b))),
        ("priority", json!(priority)),
        ("status_id", json!(known.status_of(project, s.b))),
        ("tag_ids", json!(Step::pick(&known.tags, s.b).into_iter().collect::<Vec<_>>())),
        ("due", due[usize::from(s.b % 2)].clone()),
        ("assignee_ids", json!([known.people[usize::from(s.b) % STAFF].user.id])),
        ("description", json!(word(s.a))),
        ("estimate", json!(f64::from(s.b % 21) / 2.0)),
        ("start_on", json!("2026-10-01")),
        ("milestone_id", json!(known.milestone_of(project, s.b))),
        ("cycle_id", json!(known.cycle_of(project, s.b))),
        ("custom_fields", some_value(h, s, project)),
    ];
    if s.b % 4 < 2 {
        fields.push(("parent_id", json!(known.task(s.b / 4).map(|task| task.id))));
    }
    fields
}

pub async fn create_task(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let mut body = fields(content(h, &s, project), &s);
    body["title"] = json!(word(s.b));
    if s.b.is_multiple_of(6) {
        body["due"] = json!({ "date": "2026-10-20" });
        body["recurrence"] = json!({ "rrule": "daily", "mode": "schedule" });
    }
    if s.b.is_multiple_of(5) {
        body["position"] = json!("top");
    }
    if s.b.is_multiple_of(7) {
        let known = h.known().task(s.b).map(|task| task.id);
        body["id"] = json!(known.filter(|_| s.a.is_multiple_of(2)).unwrap_or_else(Uuid::now_v7));
    }
    let ask = Ask::new("create_task", Method::POST, format!("/projects/{project}/tasks")).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        let task = Task { id: reply.id(), project: reply.id_at("/project_id") };
        let mut known = h.known_mut();
        if known.tasks.iter().all(|other| other.id != task.id) {
            known.tasks.push(task);
        }
    }
    Some(())
}

pub async fn update_task(h: &History, s: Step) -> Option<()> {
    let task = h.known().task(s.a)?;
    let mut choices = content(h, &s, task.project);
    if s.b.is_multiple_of(3) {
        for (name, value) in &mut choices {
            let clears = [
                "parent_id",
                "milestone_id",
                "cycle_id",
                "due",
                "estimate",
                "tag_ids",
                "assignee_ids",
                "description",
            ];
            if clears.contains(name) {
                *value = Value::Null;
            }
        }
    }
    let body = fields(choices, &s);
    h.ask(h.actor(&s), &s, at("update_task", Method::PATCH, task.id, "").json(body))
        .await;
    Some(())
}

/// Into the trash, or out of the world.
pub async fn delete_task(h: &History, s: Step) -> Option<()> {
    let (task, trashed) = (h.known().task(s.a)?, Step::pick(&h.known().trashed, s.a));
    if let Some(trashed) = trashed.filter(|_| s.b.is_multiple_of(3)) {
        let ask = at("delete_task", Method::DELETE, trashed, "?permanent=true");
        if h.ask(h.actor(&s), &s, ask).await.is_some() {
            let mut known = h.known_mut();
            known.trashed.retain(|other| *other != trashed);
            known.tasks.retain(|other| other.id != trashed);
        }
    } else if h
        .ask(h.actor(&s), &s, at("delete_task", Method::DELETE, task.id, ""))
        .await
        .is_some()
    {
        h.known_mut().trashed.push(task.id);
    }
    Some(())
}

pub async fn restore_task(h: &History, s: Step) -> Option<()> {
    let task = Step::pick(&h.known().trashed, s.a)?;
    if h.ask(h.actor(&s), &s, at("restore_task", Method::POST, task, "/restore"))
        .await
        .is_some()
    {
        h.known_mut().trashed.retain(|other| *other != task);
    }
    Some(())
}

pub async fn complete_task(h: &History, s: Step) -> Option<()> {
    let task = h.known().task(s.a)?;
    if h.ask(h.actor(&s), &s, at("complete_task", Method::POST, task.id, "/complete"))
        .await
        .is_some()
    {
        h.known_mut().completed.push(task.id);
    }
    Some(())
}

pub async fn reopen_task(h: &History, s: Step) -> Option<()> {
    let task = Step::pick(&h.known().completed, s.a).or_else(|| h.known().task(s.a).map(|task| task.id))?;
    h.ask(h.actor(&s), &s, at("reopen_task", Method::POST, task, "/reopen")).await;
    Some(())
}

/// Two lines.
pub async fn quick_add(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let ws = h.ws;
    let second = ["Again every day tomorrow", "Plain !high ~2h", "Third"][usize::from(s.b % 3)];
    let body = json!({ "text": format!("{} 2026-10-20 +me\n{second}", word(s.b)), "project_id": project, "tz": "UTC" });
    let path = format!("/workspaces/{ws}/tasks/quick");
    h.ask(h.actor(&s), &s, Ask::new("quick_add", Method::POST, path).json(body))
        .await;
    Some(())
}

/// Of whatever task: those that do not repeat refuse it.
pub async fn skip_occurrence(h: &History, s: Step) -> Option<()> {
    let task = h.known().task(s.a)?;
    if s.b.is_multiple_of(2) {
        let body =
            json!({ "due": { "date": "2026-10-20" }, "recurrence": { "rrule": "FREQ=DAILY;COUNT=3" } });
        h.ask(h.actor(&s), &s, at("update_task", Method::PATCH, task.id, "").json(body))
            .await;
    }
    h.ask(h.actor(&s), &s, at("skip_occurrence", Method::POST, task.id, "/skip-occurrence"))
        .await;
    Some(())
}

pub async fn archive_task(h: &History, s: Step) -> Option<()> {
    let task = h.known().task(s.a)?;
    if h.ask(h.actor(&s), &s, at("archive_task", Method::POST, task.id, "/archive"))
        .await
        .is_some()
    {
        h.known_mut().archived.push(task.id);
    }
    Some(())
}

pub async fn unarchive_task(h: &History, s: Step) -> Option<()> {
    // One that is not archived stays as it is: that is an answer, too.
    let task = Step::pick(&h.known().archived, s.a).or_else(|| h.known().task(s.a).map(|task| task.id))?;
    h.ask(h.actor(&s), &s, at("unarchive_task", Method::POST, task, "/unarchive"))
        .await;
    Some(())
}

/// Next to another task, into another column, into another project.
pub async fn move_task(h: &History, s: Step) -> Option<()> {
    let task = h.known().task(s.a)?;
    let (neighbour, project) = (h.known().neighbour(task, s.b), h.known().project(s.b)?);
    let place = if s.b.is_multiple_of(2) { "before_id" } else { "after_id" };
    let there = h
        .known()
        .tasks
        .iter()
        .find(|other| other.project == project)
        .map(|other| other.id);
    let body = match s.b % 4 {
        0 if s.once_in(2) => json!({ "project_id": project, "after_id": there }),
        0 => json!({ "project_id": project }),
        1 => json!({ "status_id": h.known().status_of(task.project, s.c) }),
        _ => fields(vec![(place, json!(neighbour)), ("after_id", json!(h.known().neighbour(task, s.c)))], &s),
    };
    let ask = at("move_task", Method::POST, task.id, "/move").json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        let project = reply.id_at("/project_id");
        let mut known = h.known_mut();
        known
            .tasks
            .iter_mut()
            .filter(|other| other.id == task.id)
            .for_each(|other| other.project = project);
    }
    Some(())
}

pub async fn create_relation(h: &History, s: Step) -> Option<()> {
    let (task, other) = (h.known().task(s.a)?, h.known().task(s.b)?);
    let kinds = ["blocks", "blocked_by", "relates_to", "duplicates", "duplicated_by"];
    let body = json!({ "kind": kinds[usize::from(s.c % 5)], "task_id": other.id });
    let ask = at("create_relation", Method::POST, task.id, "/relations").json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().relations.push(reply.id());
    }
    Some(())
}

pub async fn delete_relation(h: &History, s: Step) -> Option<()> {
    let relation = Step::pick(&h.known().relations, s.a)?;
    let ask = Ask::new("delete_relation", Method::DELETE, format!("/relations/{relation}"));
    if h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().relations.retain(|other| *other != relation);
    }
    Some(())
}

pub async fn write_shared_text(h: &History, s: Step) -> Option<()> {
    let (task, who) = (h.known().task(s.a)?, h.actor(&s));
    let opened = h
        .ask(who, &s, at("open_shared_text", Method::POST, task.id, "/shared-text"))
        .await?;
    let update = typed(opened.text_at("/state"), &word(s.b));
    let body = json!({ "generation": opened.text_at("/generation"), "update": update, "settle": true });
    h.ask(who, &s, at("write_shared_text", Method::POST, task.id, "/shared-text/updates").json(body))
        .await;
    Some(())
}
