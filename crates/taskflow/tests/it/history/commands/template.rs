//! Templates, and what is made of them.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::history::known::Task;
use crate::history::play::{Ask, History, fields, word};
use crate::history::step::Step;

/// A task with a subtask, which refers to what the history knows.
fn task(h: &History, s: &Step) -> Value {
    let known = h.known();
    let mut task = json!({
        "title": word(s.a), "due_in": { "days": s.b % 30 }, "subtasks": [{ "title": word(s.b), "priority": "high" }],
    });
    if s.once_in(2) {
        task["tag_ids"] = json!(Step::pick(&known.tags, s.b).into_iter().collect::<Vec<Uuid>>());
    }
    if s.once_in(3) {
        task["assignee_ids"] = json!([known.anybody(s.b).1.user.id]);
    }
    if s.b.is_multiple_of(4) {
        task["recurrence"] = json!({ "rrule": "weekly" });
    }
    task
}

pub async fn create_template(h: &History, s: Step) -> Option<()> {
    let projects = s.a.is_multiple_of(2);
    let mut body = json!({ "name": word(s.b) });
    if projects {
        let tasks = [task(h, &s), json!({ "title": word(s.c), "status": "Doing", "milestone": "one" })];
        let statuses =
            json!([{ "name": "Doing", "category": "in_progress" }, { "name": "Done", "category": "done" }]);
        body["project"] = json!({ "statuses": statuses, "milestones": [{ "name": "one", "target_in": 9 }], "tasks": tasks });
    } else {
        body["task"] = task(h, &s);
    }
    let ask = Ask::new("create_template", Method::POST, format!("/workspaces/{}/templates", h.ws)).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().templates.push((reply.id(), None, projects));
    }
    Some(())
}

pub async fn create_project_template(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let body = json!({ "name": word(s.b), "task": task(h, &s) });
    let path = format!("/projects/{project}/templates");
    let ask = Ask::new("create_project_template", Method::POST, path).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().templates.push((reply.id(), Some(project), false));
    }
    Some(())
}

pub async fn update_template(h: &History, s: Step) -> Option<()> {
    let (template, _, projects) = Step::pick(&h.known().templates, s.a)?;
    let mut choices = vec![("name", json!(word(s.b))), ("description", json!(word(s.a)))];
    if !projects {
        choices.push(("task", task(h, &s)));
    }
    let ask = Ask::new("update_template", Method::PATCH, format!("/templates/{template}"));
    h.ask(h.actor(&s), &s, ask.json(fields(choices, &s))).await;
    Some(())
}

pub async fn delete_template(h: &History, s: Step) -> Option<()> {
    let (template, ..) = Step::pick(&h.known().templates, s.a)?;
    let ask = Ask::new("delete_template", Method::DELETE, format!("/templates/{template}"));
    if s.once_in(3) && h.ask(h.actor(&s), &s, ask).await.is_some() {
        h.known_mut().templates.retain(|(other, ..)| *other != template);
    }
    Some(())
}

/// One of a type.
fn of_type(h: &History, s: &Step, projects: bool) -> Option<Uuid> {
    let known = h.known();
    let fitting: Vec<Uuid> = known
        .templates
        .iter()
        .filter(|(.., of)| *of == projects)
        .map(|(id, ..)| *id)
        .collect();
    Step::pick(&fitting, s.b)
}

pub async fn create_tasks_from_template(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let mut body = json!({ "template_id": of_type(h, &s, false)?, "on": "2027-03-01" });
    if s.once_in(2) {
        body["ids"] = json!([Uuid::now_v7()]);
        body["task"] = json!({ "title": word(s.c) });
    }
    let path = format!("/projects/{project}/tasks/from-template");
    let ask = Ask::new("create_tasks_from_template", Method::POST, path).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        let id = reply.id_at("/task/id");
        h.known_mut().tasks.push(Task { id, project });
    }
    Some(())
}

pub async fn create_project_from_template(h: &History, s: Step) -> Option<()> {
    let body = json!({ "template_id": of_type(h, &s, true)?, "project": { "name": word(s.c) } });
    let path = format!("/workspaces/{}/projects/from-template", h.ws);
    let ask = Ask::new("create_project_from_template", Method::POST, path).json(body);
    let who = h.actor(&s);
    if let Some(reply) = h.ask(who, &s, ask).await {
        let client = h.known().people[who].user.clone();
        h.learn_project(&client, reply.id_at("/project/id")).await;
    }
    Some(())
}

pub async fn save_task_as_template(h: &History, s: Step) -> Option<()> {
    let task = h.known().task(s.a)?;
    let shared = s.b.is_multiple_of(2);
    let body = json!({ "name": word(s.c), "shared": shared });
    let ask =
        Ask::new("save_task_as_template", Method::POST, format!("/tasks/{}/template", task.id)).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut()
            .templates
            .push((reply.id(), (!shared).then_some(task.project), false));
    }
    Some(())
}

pub async fn save_project_as_template(h: &History, s: Step) -> Option<()> {
    let project = h.known().project(s.a)?;
    let body = json!({ "name": word(s.c), "tasks": s.b.is_multiple_of(2) });
    let ask = Ask::new("save_project_as_template", Method::POST, format!("/projects/{project}/template"))
        .json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        h.known_mut().templates.push((reply.id(), None, true));
    }
    Some(())
}
