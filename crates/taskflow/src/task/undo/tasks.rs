//! Taking back what entries did to tasks.

use uuid::Uuid;

use super::commands::{Step, made};
use super::rules::{self, Outcome};
use super::talk;
use crate::base::error::Faults;
use crate::base::{Actor, Error, Patch, Result};
use crate::event::{Cx, Entity};
use crate::project;
use crate::task::commands::{
    self, Change, References, Spot, change_each, place, restore_tree, trash_tree, trash_tree_since,
};
use crate::task::model::Task;
use crate::task::{TaskAccess, access, events, past};
use crate::workspace::{self, Action, Membership};

/// # Errors
/// What the inverse change is refused with.
pub fn take_back(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    step: &Step<'_>,
) -> Result<Outcome> {
    let first = step.entry.entity_id;
    match step.entry.kind.as_str() {
        events::TRASHED => return out_of_the_trash(cx, actor, step, first),
        events::RESTORED => return into_the_trash(cx, actor, step, first),
        "task.purged" => return Ok(Outcome::Never("It was deleted for good.")),
        "task.rebalanced" => return Ok(Outcome::Never("It changed nothing that anybody sees.")),
        events::CREATED if commands::opened_by_date(step.entry) => {
            return Ok(Outcome::Never("Its date came. Leave it out, or put it into the trash."));
        }
        _ => {}
    }
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for op in step.ops_on(Task::NAME) {
        let Some(made) = made::<Task>(op)? else { continue };
        match step.former(Task::NAME, op.id).map(past::read).transpose()? {
            Some(was) if rules::own(&was) != rules::own(&made) => changed.push((was, made)),
            Some(_) => {}
            None => new.push(made),
        }
    }
    // Before anything goes to the trash, where nobody can begin to watch again.
    talk::unwatch(cx, actor, step)?;
    let mut outcome = Outcome::Unchanged;
    for made in new {
        match unmake(cx, actor, &made)? {
            Outcome::Unchanged => {}
            Outcome::Done => outcome = Outcome::Done,
            other => return Ok(other),
        }
    }
    match put_back(cx, actor, member, changed)? {
        Outcome::Unchanged => {}
        Outcome::Done => outcome = Outcome::Done,
        other => return Ok(other),
    }
    Ok(outcome)
}

fn out_of_the_trash(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>, id: Uuid) -> Result<Outcome> {
    let access = access::lock_trashed(cx, actor, id, Action::EditTasks)?;
    let op = step.ops_on(Task::NAME).next();
    let made = op.map(made::<Task>).transpose()?.flatten();
    match access.task().deleted_at {
        None => Ok(Outcome::Unchanged),
        Some(since) if made.and_then(|task| task.deleted_at) != Some(since) => {
            Ok(Outcome::Conflict { entity: Task::NAME, id, fields: vec!["deleted_at"] })
        }
        Some(_) => restore_tree(cx, &access).map(|_| Outcome::Done),
    }
}

fn into_the_trash(cx: &mut Cx<'_, '_>, actor: &Actor, step: &Step<'_>, id: Uuid) -> Result<Outcome> {
    let access = access::lock_trashed(cx, actor, id, Action::EditTasks)?;
    if access.task().is_trashed() {
        return Ok(Outcome::Unchanged);
    }
    let was = step.former(Task::NAME, id).map(past::read).transpose()?;
    trash_tree_since(cx, &access, was.and_then(|task| task.deleted_at)).map(|_| Outcome::Done)
}

/// A task that an entry made goes to the trash, if nobody did anything with it.
fn unmake(cx: &mut Cx<'_, '_>, actor: &Actor, made: &Task) -> Result<Outcome> {
    let access = access::lock_trashed(cx, actor, made.id, Action::EditTasks)?;
    let now = access.task();
    if now.is_trashed() {
        return Ok(Outcome::Unchanged);
    }
    let content = |task: &Task| Task { counts: task.counts, position: String::new(), ..rules::own(task) };
    if content(now) != content(made) {
        return Ok(Outcome::Conflict { entity: Task::NAME, id: made.id, fields: Vec::new() });
    }
    trash_tree(cx, &access).map(|_| Outcome::Done)
}

/// Tasks that were changed become as they were, but for what was changed since by others.
fn put_back(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    changed: Vec<(Task, Task)>,
) -> Result<Outcome> {
    if changed.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    if changed
        .iter()
        .any(|(was, made)| was.project_id != made.project_id || was.parent_id != made.parent_id)
    {
        workspace::lock(cx, member.workspace_id())?;
    }
    let ids: Vec<Uuid> = changed.iter().map(|(was, _)| was.id).collect();
    let proofs = access::lock_each(cx, actor, member.workspace_id(), &ids, false)?;
    let mut references = References::new(actor);
    let mut changes: Vec<(TaskAccess, Task)> = Vec::new();
    for ((was, made), (_, proof)) in changed.iter().zip(proofs) {
        let access = proof?;
        let merged = rules::merged(was, made, access.task());
        if !merged.conflicts.is_empty() {
            return Ok(Outcome::Conflict { entity: Task::NAME, id: was.id, fields: merged.conflicts });
        }
        let after = checked(cx, actor, &mut references, access.task(), merged)?;
        if after != *access.task() {
            changes.push((access, after));
        }
    }
    if changes.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    let mut homes = Vec::with_capacity(changes.len());
    for (access, after) in &changes {
        homes.push(if after.project_id == access.task().project_id {
            access.project().clone()
        } else {
            project::open(cx, actor, after.project_id, Action::EditTasks)?.not_archived()?
        });
    }
    let changes = changes
        .iter()
        .zip(&homes)
        .map(|((access, after), home)| Change {
            kind: kind(access.task(), after),
            project: home,
            tasks: vec![(access.task().clone(), after.clone())],
            back: true,
        })
        .collect();
    change_each(cx, changes)?;
    Ok(Outcome::Done)
}

/// The task to be written, once everything it refers to is found to be there.
fn checked(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    references: &mut References<'_>,
    now: &Task,
    merged: rules::Merged,
) -> Result<Task> {
    let rules::Merged { mut task, values, displaced, .. } = merged;
    let mut faults = Faults::default();
    if task.project_id != now.project_id {
        project::open(cx, actor, task.project_id, Action::EditTasks)?.not_archived()?;
        let able = references.able(cx, task.project_id, &task.assignee_ids)?;
        if task.assignee_ids.iter().any(|person| !able.contains(person)) {
            faults.add(
                "/assignee_ids",
                "unknown_assignee",
                "Somebody it is assigned to may not see that project.",
            );
        }
    }
    if task.status_id != now.status_id {
        match project::hold_status(cx, task.project_id, task.status_id)? {
            Some(status) => {
                task.status_category = status.category;
                if displaced {
                    task.position = place(cx, status.id, &Spot::Bottom, task.id)?;
                }
            }
            None => return Err(Error::conflict("unknown_status", "The status it had is no more.")),
        }
    }
    if !values.is_empty() {
        references.put_values(cx, &mut faults, &Patch::Set(values), &mut task)?;
    }
    references.check(cx, &mut faults, Some(now), &task)?;
    faults.check()?;
    Ok(task)
}

fn kind(now: &Task, after: &Task) -> &'static str {
    match () {
        () if now.project_id != after.project_id => events::MOVED,
        () if after.is_done() && !now.is_done() => events::COMPLETED,
        () if now.is_done() && !after.is_done() => events::REOPENED,
        () if now.archived_at.is_none() && after.archived_at.is_some() => events::ARCHIVED,
        () if now.archived_at.is_some() && after.archived_at.is_none() => events::UNARCHIVED,
        () if now.status_id != after.status_id || now.position != after.position => events::MOVED,
        () => events::UPDATED,
    }
}
