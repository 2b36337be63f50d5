//! The entries tasks leave in the log.

use serde::Serialize;
use uuid::Uuid;

use super::model::Task;
use crate::event::{Entity, NewEvent, Stream};

pub const CREATED: &str = "task.created";
pub const UPDATED: &str = "task.updated";
pub const MOVED: &str = "task.moved";
pub const COMPLETED: &str = "task.completed";
pub const REOPENED: &str = "task.reopened";
pub const SKIPPED: &str = "task.occurrence_skipped";
pub const ARCHIVED: &str = "task.archived";
pub const UNARCHIVED: &str = "task.unarchived";
pub const TRASHED: &str = "task.trashed";
pub const RESTORED: &str = "task.restored";
const PURGED: &str = "task.purged";
const REBALANCED: &str = "task.rebalanced";

fn stream(task: &Task) -> Stream {
    Stream::Workspace(task.workspace_id)
}

/// A task that was not there before.
pub fn created(task: &Task, others: &[Task]) -> NewEvent {
    let entry = NewEvent::upsert(stream(task), CREATED, task)
        .about(task.id)
        .in_project(None, Some(task.project_id));
    with(entry, others)
}

/// A task that is different now, and what changed with it.
pub fn changed(kind: &'static str, before: &Task, after: &Task, others: &[Task]) -> NewEvent {
    let entry = NewEvent::upsert(stream(after), kind, after)
        .about(after.id)
        .in_project(Some(before.project_id), Some(after.project_id));
    with(noted(entry, before, after), others)
}

/// A description that several people wrote, and who did when it was more than one.
pub fn written(before: &Task, after: &Task, editors: &[Uuid]) -> NewEvent {
    let entry = changed(UPDATED, before, after, &[]);
    if editors.len() > 1 { entry.changed("editors", (), editors) } else { entry }
}

fn with(entry: NewEvent, others: &[Task]) -> NewEvent {
    others.iter().fold(entry, NewEvent::also)
}

/// What people read as activity. A description is long: only its length is told.
fn noted(entry: NewEvent, was: &Task, is: &Task) -> NewEvent {
    fn note<T: Serialize>(entry: NewEvent, field: &str, was: &T, is: &T) -> NewEvent {
        entry.changed(field, was, is)
    }
    let entry = if was.description == is.description {
        entry
    } else {
        let length = |task: &Task| task.description.chars().count();
        let is = serde_json::json!({ "characters": length(is), "edited": true });
        entry.changed("description", serde_json::json!({ "characters": length(was) }), is)
    };
    let entry = note(entry, "project_id", &was.project_id, &is.project_id);
    let entry = note(entry, "key", &was.key, &is.key);
    let entry = note(entry, "title", &was.title, &is.title);
    let entry = note(entry, "status_id", &was.status_id, &is.status_id);
    let entry = note(entry, "status_category", &was.status_category, &is.status_category);
    let entry = note(entry, "priority", &was.priority, &is.priority);
    let entry = note(entry, "assignee_ids", &was.assignee_ids, &is.assignee_ids);
    let entry = note(entry, "tag_ids", &was.tag_ids, &is.tag_ids);
    let entry = note(entry, "parent_id", &was.parent_id, &is.parent_id);
    let entry = note(entry, "position", &was.position, &is.position);
    let entry = note(entry, "start_on", &was.start_on, &is.start_on);
    let entry = note(entry, "due", &was.due, &is.due);
    let entry = note(entry, "estimate", &was.estimate, &is.estimate);
    let entry = note(entry, "custom_fields", &was.custom_fields, &is.custom_fields);
    let entry = note(entry, "recurrence", &was.recurrence, &is.recurrence);
    let entry = note(entry, "milestone_id", &was.milestone_id, &is.milestone_id);
    let entry = note(entry, "cycle_id", &was.cycle_id, &is.cycle_id);
    let entry = note(entry, "completed_at", &was.completed_at, &is.completed_at);
    let entry = note(entry, "archived_at", &was.archived_at, &is.archived_at);
    note(entry, "deleted_at", &was.deleted_at, &is.deleted_at)
}

/// New positions for tasks whose neighbourhood had no room left; nobody sees a difference.
pub fn rebalanced(tasks: &[Task]) -> Option<NewEvent> {
    let (first, others) = tasks.split_first()?;
    let entry = NewEvent::upsert(stream(first), REBALANCED, first)
        .in_project(Some(first.project_id), Some(first.project_id));
    Some(with(entry, others))
}

/// A task that is gone for good, with everything that went with it: entity, id and last version.
pub fn purged(task: &Task, gone: &[(&'static str, Uuid, i64)], others: &[Task]) -> NewEvent {
    let entry = NewEvent::remove(stream(task), PURGED, Task::NAME, task.id, task.version + 1)
        .about(task.id)
        .in_project(Some(task.project_id), None);
    let entry = gone
        .iter()
        .fold(entry, |entry, (entity, id, version)| entry.also_remove(entity, *id, version + 1));
    with(entry, others)
}
