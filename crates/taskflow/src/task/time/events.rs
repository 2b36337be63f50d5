//! The entries tracked time leaves in the log. All of them are in the activity of their task.

use super::model::TimeEntry;
use crate::event::{Entity, NewEvent, Stream};
use crate::task::model::Task;

pub const CREATED: &str = "time_entry.created";
pub const UPDATED: &str = "time_entry.updated";
pub const STARTED: &str = "time_entry.started";
pub const STOPPED: &str = "time_entry.stopped";

/// Tracked time as it is now, on a task that shows its total.
pub fn tracked(kind: &'static str, entry: &TimeEntry, task: &Task) -> NewEvent {
    placed(NewEvent::upsert(Stream::Workspace(entry.workspace_id), kind, entry), task)
}

/// Tracked time that was taken back.
pub fn deleted(entry: &TimeEntry, task: &Task) -> NewEvent {
    let stream = Stream::Workspace(entry.workspace_id);
    let gone = NewEvent::remove(stream, "time_entry.deleted", TimeEntry::NAME, entry.id, entry.version + 1);
    placed(gone, task).changed("seconds", entry.seconds, ())
}

fn placed(event: NewEvent, task: &Task) -> NewEvent {
    event.about(task.id).in_project(Some(task.project_id), Some(task.project_id))
}
