//! The entries cycles leave in the log. All of them are in the activity of their project.

use super::model::Cycle;
use crate::event::{Entity, NewEvent, Stream};

/// What becomes of the tasks of one that is deleted.
pub const TAKEN_OFF: &str = "task.cycle_cleared";
/// What becomes of the unfinished tasks of one that is completed.
pub const ROLLED_OVER: &str = "task.rolled_over";
pub const STARTED: &str = "cycle.started";
pub const COMPLETED: &str = "cycle.completed";

fn entry(kind: &'static str, cycle: &Cycle) -> NewEvent {
    placed(NewEvent::upsert(Stream::Workspace(cycle.workspace_id), kind, cycle), cycle)
}

fn placed(entry: NewEvent, cycle: &Cycle) -> NewEvent {
    let project = Some(cycle.project_id);
    entry.about(cycle.project_id).in_project(project, project)
}

pub fn created(cycle: &Cycle) -> NewEvent {
    entry("cycle.created", cycle).changed("name", (), &cycle.name)
}

pub fn updated(before: &Cycle, after: &Cycle) -> NewEvent {
    // The log carries the text itself; for people its length says enough.
    let (from, to) = (before.goal.chars().count(), after.goal.chars().count());
    entry("cycle.updated", after)
        .changed("name", &before.name, &after.name)
        .changed("goal", from, to)
        .changed("start_on", &before.start_on, &after.start_on)
        .changed("end_on", &before.end_on, &after.end_on)
}

/// Started, or completed.
pub fn turned(kind: &'static str, before: &Cycle, after: &Cycle) -> NewEvent {
    entry(kind, after).changed("state", before.state, after.state)
}

pub fn deleted(cycle: &Cycle) -> NewEvent {
    let stream = Stream::Workspace(cycle.workspace_id);
    let gone = NewEvent::remove(stream, "cycle.deleted", Cycle::NAME, cycle.id, cycle.version + 1);
    placed(gone, cycle).changed("name", &cycle.name, ())
}
