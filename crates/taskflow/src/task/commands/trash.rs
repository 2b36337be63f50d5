//! Into the trash, and out of it. Subtasks come along both ways.

use uuid::Uuid;

use super::effects::count_on_parents;
use super::series;
use crate::base::{Error, Result, Stamp};
use crate::event::Cx;
use crate::task::model::Task;
use crate::task::{TaskAccess, events, rules, store};
use crate::workspace;

/// Puts a task and all below it into the trash. One that is there stays as it is.
///
/// # Errors
/// Those of the database.
pub fn trash(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    Ok(first(trash_tree(cx, access)?, access))
}

/// The same; answers all that changed with it, the task itself first, and nothing when it stays as it is.
pub fn trash_tree(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Vec<Task>> {
    trash_tree_since(cx, access, None)
}

/// The same as of an earlier instant, when it was there before and was taken out.
pub fn trash_tree_since(cx: &mut Cx<'_, '_>, access: &TaskAccess, was: Option<Stamp>) -> Result<Vec<Task>> {
    let before = access.task();
    if before.is_trashed() {
        return Ok(Vec::new());
    }
    // No subtask is added below while the tree is taken away.
    workspace::lock(cx, before.workspace_id)?;
    let below = store::descendants(cx, before.id)?;
    // What went with a task is known by its instant, so no earlier trashing below may have the same.
    let latest = below.iter().filter_map(|branch| branch.deleted_at).max();
    let fresh = latest.map_or(cx.now(), |latest| cx.now().max(latest.plus_ms(1)));
    let since = was
        .filter(|was| below.iter().all(|branch| branch.deleted_at != Some(*was)))
        .unwrap_or(fresh);
    let ids: Vec<Uuid> = below
        .iter()
        .filter(|branch| branch.deleted_at.is_none())
        .map(|branch| branch.id)
        .collect();
    mark(cx, events::TRASHED, before, ids, Some(since))
}

/// Takes a task out of the trash, with what went there with it. One that is not there stays as it is.
///
/// # Errors
/// `parent_in_trash`.
pub fn restore(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    Ok(first(restore_tree(cx, access)?, access))
}

fn first(changed: Vec<Task>, access: &TaskAccess) -> Task {
    changed.into_iter().next().unwrap_or_else(|| access.task().clone())
}

/// The same; answers all that changed with it, the task itself first, and nothing when it stays as it is.
pub fn restore_tree(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Vec<Task>> {
    let before = access.task();
    if before.deleted_at.is_none() {
        return Ok(Vec::new());
    }
    workspace::lock(cx, before.workspace_id)?;
    if let Some(parent) = before.parent_id
        && store::find(cx, parent)?.is_some_and(|parent| parent.is_trashed())
    {
        let detail = "The task this is a subtask of is in the trash, too. Restore that one first.";
        return Err(Error::conflict("parent_in_trash", detail));
    }
    let below = store::descendants(cx, before.id)?;
    let ids = below
        .iter()
        .filter(|branch| branch.deleted_at == before.deleted_at)
        .map(|branch| branch.id)
        .collect();
    mark(cx, events::RESTORED, before, ids, None)
}

fn mark(
    cx: &mut Cx<'_, '_>,
    kind: &'static str,
    before: &Task,
    below: Vec<Uuid>,
    since: Option<Stamp>,
) -> Result<Vec<Task>> {
    let now = cx.now();
    store::lock_many(cx, &below)?;
    let all: Vec<Uuid> = std::iter::once(before.id).chain(below).collect();
    store::mark_trashed(cx, &all, since, now)?;
    let mut tasks = store::load_many(cx, &all)?;
    series::rewind(cx, &tasks)?;
    let after = tasks.first().ok_or(Error::NotFound("task"))?;
    let counts = rules::count_changes(Some(before), Some(after));
    tasks.extend(count_on_parents(cx, &counts, now)?);
    if let Some((after, others)) = tasks.split_first() {
        cx.emit(events::changed(kind, before, after, others))?;
    }
    Ok(tasks)
}
