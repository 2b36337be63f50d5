//! Changing all tasks of a plan, a bounded piece at a time.

use uuid::Uuid;

use super::store::{self, Plan};
use crate::base::{Error, Result};
use crate::event::{Cx, NewEvent};
use crate::project::ProjectAccess;
use crate::task::store::load_many;

/// Tasks that change at once: more would hold up everybody else's writes.
pub const MOST_TASKS: usize = 5_000;
/// Tasks in one entry of the log.
const TASKS_AN_ENTRY: usize = 200;

/// Takes a plan off all its tasks, which are in the project: some of them in each entry.
///
/// # Errors
/// `in_use`, the given code, when there are more than 5,000 of them.
pub fn take_off(
    cx: &mut Cx<'_, '_>,
    project: &ProjectAccess,
    (plan, id): (Plan, Uuid),
    kind: &'static str,
    in_use: &'static str,
) -> Result<()> {
    let limit = i64::try_from(MOST_TASKS + 1).unwrap_or(i64::MAX);
    let tasks = store::tasks(cx, plan, id, limit)?;
    if tasks.len() > MOST_TASKS {
        let detail = format!("More than {MOST_TASKS} tasks are planned for it. Take some of them off first.");
        return Err(Error::conflict(in_use, detail));
    }
    let now = cx.now();
    in_pieces(cx, project, kind, &tasks, |cx, some| store::take_off(cx, plan, some, now))
}

/// Changes tasks, which are locked and in the project: some of them in each entry. `change` writes them, with new versions.
///
/// # Errors
/// Those of `change`.
pub fn in_pieces(
    cx: &mut Cx<'_, '_>,
    project: &ProjectAccess,
    kind: &'static str,
    tasks: &[Uuid],
    mut change: impl FnMut(&mut Cx<'_, '_>, &[Uuid]) -> Result<()>,
) -> Result<()> {
    for some in tasks.chunks(TASKS_AN_ENTRY) {
        change(cx, some)?;
        let images = load_many(cx, some)?;
        let Some((first, rest)) = images.split_first() else {
            continue;
        };
        let event = NewEvent::upsert(project.stream(), kind, first);
        let within = Some(project.project_id());
        cx.emit(rest.iter().fold(event, NewEvent::also).in_project(within, within))?;
    }
    Ok(())
}
