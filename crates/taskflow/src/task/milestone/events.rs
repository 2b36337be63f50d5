//! The entries milestones leave in the log. All of them are in the activity of their project.

use super::model::{Milestone, MilestoneState};
use crate::event::{Entity, NewEvent, Stream};

/// What becomes of the tasks of one that is deleted.
pub const TAKEN_OFF: &str = "task.milestone_cleared";

fn entry(kind: &'static str, milestone: &Milestone) -> NewEvent {
    placed(NewEvent::upsert(Stream::Workspace(milestone.workspace_id), kind, milestone), milestone)
}

fn placed(entry: NewEvent, milestone: &Milestone) -> NewEvent {
    let project = Some(milestone.project_id);
    entry.about(milestone.project_id).in_project(project, project)
}

pub fn created(milestone: &Milestone) -> NewEvent {
    entry("milestone.created", milestone).changed("name", (), &milestone.name)
}

/// Named for what people will look for: reached or not after all, another place, other words.
pub fn changed(before: &Milestone, after: &Milestone) -> NewEvent {
    let moved = Milestone {
        position: after.position.clone(),
        version: after.version,
        updated_at: after.updated_at,
        ..before.clone()
    };
    let kind = match (before.state, after.state) {
        (MilestoneState::Open, MilestoneState::Completed) => "milestone.completed",
        (MilestoneState::Completed, MilestoneState::Open) => "milestone.reopened",
        _ if moved == *after => "milestone.moved",
        _ => "milestone.updated",
    };
    // The log carries the text itself; for people its length says enough.
    let (from, to) = (before.description.chars().count(), after.description.chars().count());
    entry(kind, after)
        .changed("name", &before.name, &after.name)
        .changed("description", from, to)
        .changed("target_on", &before.target_on, &after.target_on)
        .changed("state", before.state, after.state)
}

pub fn deleted(milestone: &Milestone) -> NewEvent {
    let stream = Stream::Workspace(milestone.workspace_id);
    let gone =
        NewEvent::remove(stream, "milestone.deleted", Milestone::NAME, milestone.id, milestone.version + 1);
    placed(gone, milestone).changed("name", &milestone.name, ())
}
