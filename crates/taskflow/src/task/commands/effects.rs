//! What follows from a changed task: when it was completed, what its parent counts, its next occurrence, the entry.

use std::collections::BTreeMap;

use taskflow_db::Tx;
use uuid::Uuid;

use super::occurrence;
use crate::base::{Error, Result, Stamp};
use crate::event::Cx;
use crate::project::ProjectAccess;
use crate::task::model::Task;
use crate::task::{events, rules, store, watcher};

/// By how much parents' counts change.
pub type CountChanges = BTreeMap<Uuid, (i64, i64)>;

/// Adds changes to others.
pub fn sum(changes: &mut CountChanges, more: CountChanges) {
    for (parent, (all, done)) in more {
        let change = changes.entry(parent).or_default();
        *change = (change.0 + all, change.1 + done);
    }
    changes.retain(|_, change| *change != (0, 0));
}

/// Counts on parents and answers them as they are now.
pub fn count_on_parents(tx: &mut Tx<'_>, changes: &CountChanges, now: Stamp) -> Result<Vec<Task>> {
    for (parent, by) in changes {
        store::add_subtasks(tx, *parent, *by, true, now)?;
    }
    let parents: Vec<Uuid> = changes.keys().copied().collect();
    store::load_many(tx, &parents)
}

/// Writes one changed task; see [`change_all`]. When nothing changed, nothing is written.
pub fn change(
    cx: &mut Cx<'_, '_>,
    kind: &'static str,
    project: &ProjectAccess,
    before: &Task,
    after: Task,
) -> Result<Task> {
    if *before == after {
        return Ok(after);
    }
    change_all(cx, kind, project, vec![(before.clone(), after)])
}

/// Writes changed tasks that are in `project` now, with everything that follows, and announces them in one entry about
/// the first, which is answered. Their rows are locked, their versions still the old ones.
pub fn change_all(
    cx: &mut Cx<'_, '_>,
    kind: &'static str,
    project: &ProjectAccess,
    mut changes: Vec<(Task, Task)>,
) -> Result<Task> {
    let now = cx.now();
    let mut counts = CountChanges::new();
    let (mut others, mut watchers, mut following) = (Vec::new(), Vec::new(), Vec::new());
    for (before, after) in &mut changes {
        after.version = before.version + 1;
        after.updated_at = now;
        if after.cycle_id != before.cycle_id {
            after.cycle_since = after.cycle_id.map(|_| now);
        }
        after.completed_at = after.is_done().then(|| before.completed_at.unwrap_or(now));
        if after.is_done()
            && !before.is_done()
            && let Some(next) = occurrence::follow(cx, project, after)?
        {
            after.recurrence = None;
            sum(&mut counts, rules::count_changes(None, Some(&next)));
            following.push((next, after.id));
        }
        let assigned: Vec<Uuid> = after
            .assignee_ids
            .iter()
            .filter(|id| !before.assignee_ids.contains(id))
            .copied()
            .collect();
        watchers.extend(watcher::ensure(cx, after, &assigned)?);
        sum(&mut counts, rules::count_changes(Some(before), Some(after)));
    }
    for (before, after) in &mut changes {
        store::save(cx, before, after)?;
        // Its new version is in what was just saved.
        if let Some(by) = counts.remove(&after.id) {
            store::add_subtasks(cx, after.id, by, false, now)?;
            after.counts.subtasks += by.0;
            after.counts.subtasks_done += by.1;
        }
    }
    for (next, done) in following {
        let next = occurrence::put(cx, next)?;
        let audience = occurrence::audience(cx, &next, done)?;
        watchers.extend(watcher::ensure(cx, &next, &audience)?);
        others.push(next);
    }
    let mut changes = changes.into_iter();
    let Some((before, after)) = changes.next() else {
        return Err(Error::internal("no task to change"));
    };
    others.extend(changes.map(|(_, after)| after));
    others.extend(count_on_parents(cx, &counts, now)?);
    let entry = events::changed(kind, &before, &after, &others);
    cx.emit(watchers.iter().fold(entry, |entry, watcher| entry.also(watcher)))?;
    Ok(after)
}
