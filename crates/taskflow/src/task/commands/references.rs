//! Whether what a task refers to exists, is visible, and may be referred to.

use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Actor, Result};
use crate::event::Cx;
use crate::project;
use crate::task::model::Task;
use crate::task::{cycle, milestone, rules, store};
use crate::workspace::{self, Action};

/// Looks up what is new among the references of a task; faults point into the body.
pub fn check(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    faults: &mut Faults,
    before: Option<&Task>,
    after: &Task,
) -> Result<()> {
    let new = |ids: &[Uuid], old: Option<&Vec<Uuid>>| -> Vec<Uuid> {
        let known = |id: &&Uuid| !old.is_some_and(|old| old.contains(id));
        ids.iter().filter(known).copied().collect()
    };
    let people = new(&after.assignee_ids, before.map(|task| &task.assignee_ids));
    if people.len() <= rules::MAX_LIST {
        let able = project::roles_of(cx, after.project_id, &people)?;
        for person in people.iter().filter(|person| !able.contains_key(*person)) {
            let message = format!("{person} is no active member who can see the project.");
            faults.add("/assignee_ids", "unknown_assignee", message);
        }
    }
    let tags = new(&after.tag_ids, before.map(|task| &task.tag_ids));
    if tags.len() <= rules::MAX_LIST {
        let known = store::known_tags(cx, after.workspace_id, &tags)?;
        for tag in tags.iter().filter(|tag| !known.contains(tag)) {
            faults.add("/tag_ids", "unknown_tag", format!("The workspace has no tag {tag}."));
        }
    }
    if let Some(id) = after.milestone_id
        && before.and_then(|task| task.milestone_id) != Some(id)
        && !milestone::hold(cx, after.project_id, id)?
    {
        faults.add("/milestone_id", "unknown_milestone", "The project has no such milestone.");
    }
    if let Some(id) = after.cycle_id
        && before.and_then(|task| task.cycle_id) != Some(id)
    {
        match cycle::hold(cx, after.project_id, id)? {
            None => faults.add("/cycle_id", "unknown_cycle", "The project has no such cycle."),
            Some(held) if held.completed => {
                faults.add("/cycle_id", "cycle_completed", "That cycle is completed. Choose another one.");
            }
            Some(_) => {}
        }
    }
    if let Some(parent) = after.parent_id
        && before.and_then(|task| task.parent_id) != Some(parent)
    {
        check_parent(cx, actor, faults, before, after, parent)?;
    }
    Ok(())
}

fn check_parent(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    faults: &mut Faults,
    before: Option<&Task>,
    task: &Task,
    parent: Uuid,
) -> Result<()> {
    // Two changes of the tree at once could make a cycle that neither sees.
    workspace::lock(cx, task.workspace_id)?;
    let mut fault = |code, message| faults.add("/parent_id", code, message);
    let visible = match store::find_locked(cx, parent)? {
        Some(parent) if parent.workspace_id == task.workspace_id => {
            let seen = project::open(cx, actor, parent.project_id, Action::ViewProject).is_ok();
            seen.then_some(parent)
        }
        _ => None,
    };
    let Some(parent) = visible else {
        fault("unknown_task", "There is no such task, or you may not see it.");
        return Ok(());
    };
    if parent.is_trashed() {
        fault("parent_in_trash", "That task is in the trash. Restore it first.");
        return Ok(());
    }
    let above = store::ancestors(cx, parent.id)?;
    if parent.id == task.id || above.contains(&task.id) {
        fault("cycle", "A task cannot be below itself.");
        return Ok(());
    }
    let height = match before {
        Some(task) => store::descendants(cx, task.id)?.last().map_or(0, |deepest| deepest.depth),
        None => 0,
    };
    if above.len() + 1 + height > rules::MAX_DEPTH {
        fault("too_deep", "Subtasks go five levels deep at most.");
    }
    if parent.counts.subtasks >= rules::MAX_SUBTASKS {
        fault("too_many_subtasks", "A task has at most 500 subtasks.");
    }
    Ok(())
}
