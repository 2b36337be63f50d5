//! Changing many tasks for one reason: a bounded number of them, some in each entry of the log.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::model::Task;
use crate::base::Result;
use crate::event::{Cx, NewEvent, Stream};

/// Tasks that change at once: more would hold up everybody else's writes.
pub const MOST_TASKS: usize = 5_000;
/// How many to look for, to know whether they are too many.
pub const LOOK_FOR: i64 = MOST_TASKS as i64 + 1;
/// Tasks in one entry of the log.
const TASKS_AN_ENTRY: usize = 200;

/// Changes tasks of one project. `change` writes some of them, with new versions, and gives them as they are now.
///
/// # Errors
/// Those of `change`.
pub fn in_pieces(
    cx: &mut Cx<'_, '_>,
    (stream, project): (Stream, Uuid),
    kind: &'static str,
    tasks: &[Uuid],
    mut change: impl FnMut(&mut Cx<'_, '_>, &[Uuid]) -> Result<Vec<Task>>,
) -> Result<()> {
    for some in tasks.chunks(TASKS_AN_ENTRY) {
        let changed = change(cx, some)?;
        let Some((first, rest)) = changed.split_first() else {
            continue;
        };
        let event = NewEvent::upsert(stream, kind, first);
        let event = rest.iter().fold(event, NewEvent::also);
        cx.emit(event.in_project(Some(project), Some(project)))?;
    }
    Ok(())
}

/// The same for tasks of several projects, each given with its own: nobody is shown those of a project they may not see.
///
/// # Errors
/// Those of `change`.
pub fn in_pieces_of_each(
    cx: &mut Cx<'_, '_>,
    stream: Stream,
    kind: &'static str,
    tasks: Vec<(Uuid, Uuid)>,
    mut change: impl FnMut(&mut Cx<'_, '_>, &[Uuid]) -> Result<Vec<Task>>,
) -> Result<()> {
    let mut by_project: BTreeMap<Uuid, Vec<Uuid>> = BTreeMap::new();
    for (task, project) in tasks {
        by_project.entry(project).or_default().push(task);
    }
    for (project, tasks) in by_project {
        in_pieces(cx, (stream, project), kind, &tasks, &mut change)?;
    }
    Ok(())
}
