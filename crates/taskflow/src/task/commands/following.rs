//! Changing one occurrence of a series alone, or with those that follow.

use super::effects::{Change, change, change_each};
use super::patch::{changed, patch as patch_one, put};
use super::references::References;
use crate::base::error::Faults;
use crate::base::{Actor, Error, Patch, Result};
use crate::event::Cx;
use crate::task::model::{SeriesScope, Task, TaskPatch};
use crate::task::{TaskAccess, events, rules, store};

/// Later occurrences that are changed with one.
const MOST: i64 = 100;

/// Changes an occurrence, and as much of its series as is meant.
///
/// # Errors
/// `Invalid` with all that is wrong.
pub fn patch_in_series(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &TaskAccess,
    patch: &TaskPatch,
    scope: SeriesScope,
) -> Result<Task> {
    match scope {
        SeriesScope::This => this_alone(cx, actor, access, patch),
        SeriesScope::Following => with_following(cx, actor, access, patch),
    }
}

fn this_alone(cx: &mut Cx<'_, '_>, actor: &Actor, access: &TaskAccess, patch: &TaskPatch) -> Result<Task> {
    if !matches!(patch.recurrence, Patch::Keep) {
        return Err(rule_of_series("The rule is the whole series': change it for the following ones, too."));
    }
    let before = access.task();
    let mut after = changed(cx, &mut References::new(actor), before, patch)?;
    if let (Some(was), Some(is)) = (&before.recurrence, &mut after.recurrence) {
        is.following.clone_from(&was.following);
    }
    rules::keep_for_following(before, &mut after);
    let after = put(cx, before, after)?;
    change(cx, events::UPDATED, access.project(), before, after)
}

/// A new rule goes to the latest occurrence, which has the one there is.
fn with_following(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &TaskAccess,
    patch: &TaskPatch,
) -> Result<Task> {
    let before = access.task();
    let sort = rules::due_sort(before.due.as_ref(), before.due_at);
    let (Some(series), Some(sort), None) = (before.series_id, sort, &before.recurrence) else {
        return patch_one(cx, actor, access, patch);
    };
    let ids = store::later_of_series(cx, (series, before.project_id, before.id), sort, MOST)?;
    let mut later = store::lock_many(cx, &ids)?;
    // Some may have gone elsewhere until they were locked.
    later.retain(|task| {
        let here = task.project_id == before.project_id && task.deleted_at.is_none();
        here && task.status_category.is_open()
    });
    let has_rule = later.iter().any(|task| task.recurrence.is_some());
    if !matches!(patch.recurrence, Patch::Keep) && !has_rule {
        return Err(rule_of_series("The rule stands on the latest occurrence: change it there."));
    }
    let mut references = References::new(actor);
    let own = TaskPatch { recurrence: Patch::Keep, ..patch.clone() };
    let after = changed(cx, &mut references, before, &own)?;
    let mut tasks = vec![];
    for task in later {
        let own = rules::along(patch, before, &after, &task);
        let changed = changed(cx, &mut references, &task, &own)?;
        tasks.push((task, changed));
    }
    let after = put(cx, before, after)?;
    tasks.insert(0, (before.clone(), after.clone()));
    let changes = tasks.into_iter().filter(|(before, after)| before != after).map(|pair| Change {
        kind: events::UPDATED,
        project: access.project(),
        tasks: vec![pair],
        back: false,
    });
    let changes: Vec<Change<'_>> = changes.collect();
    let written = change_each(cx, changes)?;
    let own = written.into_iter().filter_map(|tasks| tasks.into_iter().next());
    Ok(own.into_iter().find(|task| task.id == after.id).unwrap_or(after))
}

fn rule_of_series(message: &str) -> Error {
    let mut faults = Faults::default();
    faults.add("/recurrence", "rule_of_series", message);
    faults
        .check()
        .err()
        .unwrap_or_else(|| Error::internal("a fault without a fault"))
}
