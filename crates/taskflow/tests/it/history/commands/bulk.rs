//! Many tasks at once.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::task::content;
use crate::history::play::{Ask, History, fields};
use crate::history::step::Step;

/// Some tasks, neighbours in the order they were made, so that trees and projects are mixed.
fn some(h: &History, s: &Step) -> Vec<Uuid> {
    let known = h.known();
    let count = known.tasks.len().max(1);
    let start = usize::from(s.a) % count;
    let tasks = known.tasks.iter().cycle().skip(start).take(usize::from(s.b % 6 + 1));
    tasks.map(|task| task.id).collect()
}

/// A different change each time. What it did to whom, later steps find out by themselves.
pub async fn bulk_edit_tasks(h: &History, s: Step) -> Option<()> {
    let (project, ids) = (h.known().project(s.b)?, some(h, &s));
    let tags: Vec<Uuid> = Step::pick(&h.known().tags, s.b).into_iter().collect();
    let (_, person) = h.known().anybody(s.c);
    let mut set = fields(content(h, &s, project), &s);
    if let Some(set) = set.as_object_mut() {
        // Tags that were just deleted refuse the whole request.
        set.remove("tag_ids");
    }
    let changes = match s.c % 8 {
        0 => json!({ "set": set, "remove_tag_ids": tags }),
        1 => json!({ "action": "complete", "add_assignee_ids": [person.user.id] }),
        2 => json!({ "action": "reopen", "set": { "estimate": 3 } }),
        3 => json!({ "project_id": project, "remove_assignee_ids": [person.user.id] }),
        4 => json!({ "action": "trash" }),
        5 => json!({ "action": "restore" }),
        6 => json!({ "action": if s.b.is_multiple_of(2) { "archive" } else { "unarchive" } }),
        _ => {
            json!({ "set": { "priority": "high" }, "add_tag_ids": tags, "add_assignee_ids": [person.user.id] })
        }
    };
    let mut body = json!({ "ids": ids, "changes": changes, "dry_run": s.a.is_multiple_of(9) });
    if s.a.is_multiple_of(4) {
        body["versions"] = json!({ (ids.first()?.to_string()): s.c % 5 + 1 });
    }
    if s.b.is_multiple_of(3)
        && let Some(body) = body.as_object_mut()
    {
        body.remove("ids");
        body.insert("filter".to_owned(), json!("is open and priority != urgent"));
    }
    let ask =
        Ask::new("bulk_edit_tasks", Method::POST, format!("/workspaces/{}/tasks/bulk", h.ws)).json(body);
    if let Some(reply) = h.ask(h.actor(&s), &s, ask).await {
        learn(h, s.c % 8, reply.at("/changed"), project);
    }
    Some(())
}

fn learn(h: &History, what: u16, changed: &Value, project: Uuid) {
    let id = |item: &Value| item["id"].as_str().and_then(|id| id.parse().ok());
    let ids: Vec<Uuid> = changed.as_array().into_iter().flatten().filter_map(id).collect();
    let mut known = h.known_mut();
    match what {
        1 => known.completed.extend(ids),
        3 => known
            .tasks
            .iter_mut()
            .filter(|task| ids.contains(&task.id))
            .for_each(|task| task.project = project),
        4 => known.trashed.extend(ids),
        6 => known.archived.extend(ids),
        _ => {}
    }
}

/// One's own last change, or the last undo: whatever it was.
pub async fn undo(h: &History, s: Step) -> Option<()> {
    let last = if s.once_in(3) { "undo" } else { "change" };
    let ask =
        Ask::new("undo", Method::POST, format!("/workspaces/{}/undo", h.ws)).json(json!({ "last": last }));
    h.ask(h.actor(&s), &s, ask).await;
    Some(())
}
