//! What follows from a changed task: when it was completed, what its parent counts, its next occurrence, the entry.

use std::collections::{BTreeMap, HashMap};

use taskflow_db::Tx;
use uuid::Uuid;

use super::{occurrence, series};
use crate::base::{Error, Result, Stamp};
use crate::event::Cx;
use crate::project::ProjectAccess;
use crate::task::model::Task;
use crate::task::{Watcher, events, rules, shared_text, store, watcher};

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
    tasks: Vec<(Task, Task)>,
) -> Result<Task> {
    let written = change_each(cx, vec![Change { kind, project, tasks, back: false }])?.pop();
    let first = written.and_then(|tasks| tasks.into_iter().next());
    first.ok_or_else(|| Error::internal("no task to change"))
}

/// A change that gets an entry of its own: what it is about first, then what comes along.
pub struct Change<'a> {
    pub kind: &'static str,
    /// Where the tasks are now.
    pub project: &'a ProjectAccess,
    /// Before and after.
    pub tasks: Vec<(Task, Task)>,
    /// The tasks are put back to how they once were: nothing follows from that.
    pub back: bool,
}

/// What a change brings along besides its tasks.
#[derive(Default)]
struct Along {
    others: Vec<Task>,
    watchers: Vec<Watcher>,
}

/// As [`change_all`], for several changes of different tasks: each gets its entry, and all are written at once. Answers
/// what each entry holds, the task it is about first.
pub fn change_each(cx: &mut Cx<'_, '_>, mut changes: Vec<Change<'_>>) -> Result<Vec<Vec<Task>>> {
    let now = cx.now();
    let mut counts = CountChanges::new();
    let (mut assigned, mut following) = (Vec::new(), Vec::new());
    for (place, change) in changes.iter_mut().enumerate() {
        for (before, after) in &mut change.tasks {
            after.version = before.version + 1;
            after.updated_at = now;
            if change.back {
                sum(&mut counts, rules::count_changes(Some(before), Some(after)));
                continue;
            }
            if after.cycle_id != before.cycle_id {
                after.cycle_since = after.cycle_id.map(|_| now);
            }
            after.completed_at = after.is_done().then(|| before.completed_at.unwrap_or(now));
            if after.is_done()
                && !before.is_done()
                && let Some(next) = occurrence::follow(cx, change.project, after)?
            {
                after.recurrence = None;
                after.series_id = next.series_id;
                sum(&mut counts, rules::count_changes(None, Some(&next)));
                following.push((place, next, after.id));
            }
            let old = &before.assignee_ids;
            let new: Vec<Uuid> = after.assignee_ids.iter().filter(|id| !old.contains(id)).copied().collect();
            assigned.push((after.workspace_id, after.id, new));
            sum(&mut counts, rules::count_changes(Some(before), Some(after)));
        }
    }
    let mut along: Vec<Along> = changes.iter().map(|_| Along::default()).collect();
    let places: HashMap<Uuid, usize> = changes
        .iter()
        .enumerate()
        .flat_map(|(place, change)| change.tasks.iter().map(move |(_, after)| (after.id, place)))
        .collect();
    for watcher in watcher::ensure_all(cx, &assigned)? {
        if let Some(place) = places.get(&watcher.task_id) {
            along[*place].watchers.push(watcher);
        }
    }
    let pairs: Vec<&(Task, Task)> = changes.iter().flat_map(|change| &change.tasks).collect();
    for (before, after) in &pairs {
        shared_text::rewritten(cx, before, after)?;
    }
    store::save_all(cx, &pairs)?;
    for (before, after) in &pairs {
        series::wind(cx, Some(before), after)?;
    }
    for (_, after) in changes.iter_mut().flat_map(|change| &mut change.tasks) {
        // Its new version is in what was just saved.
        if let Some(by) = counts.remove(&after.id) {
            store::add_subtasks(cx, after.id, by, false, now)?;
            after.counts.subtasks += by.0;
            after.counts.subtasks_done += by.1;
        }
    }
    for (place, next, done) in following {
        let next = occurrence::put(cx, next)?;
        let audience = occurrence::audience(cx, &next, done)?;
        along[place].watchers.extend(watcher::ensure(cx, &next, &audience)?);
        along[place].others.push(next);
    }
    let parents = count_on_parents(cx, &counts, now)?;
    if let Some(last) = along.last_mut() {
        last.others.extend(parents);
    }
    changes
        .into_iter()
        .zip(along)
        .map(|(change, along)| announce(cx, change, along))
        .collect()
}

fn announce(cx: &mut Cx<'_, '_>, change: Change<'_>, along: Along) -> Result<Vec<Task>> {
    let mut befores = Vec::new();
    let mut tasks = Vec::new();
    for (before, after) in change.tasks {
        befores.push(before);
        tasks.push(after);
    }
    tasks.extend(along.others);
    let (Some(before), Some((after, others))) = (befores.first(), tasks.split_first()) else {
        return Err(Error::internal("a change of nothing"));
    };
    let entry = events::changed(change.kind, before, after, others);
    cx.emit(along.watchers.iter().fold(entry, |entry, watcher| entry.also(watcher)))?;
    Ok(tasks)
}
