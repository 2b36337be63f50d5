//! The seam for what hangs on tasks: when it changes what a task shows, the task gets a new version, too.

use uuid::Uuid;

use crate::base::{Error, Result};
use crate::event::Cx;
use crate::task::model::Task;
use crate::task::store;

/// What became more or fewer on a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountChange {
    Comments(i64),
    Attachments(i64),
    /// Seconds of tracked time.
    Tracked(i64),
}

/// Counts on a task and answers it as it is now, for the entry's `.also`.
///
/// # Errors
/// `NotFound` when it is gone.
pub fn touch(cx: &mut Cx<'_, '_>, task: Uuid, change: CountChange) -> Result<Task> {
    let now = cx.now();
    match change {
        CountChange::Comments(by) => store::add_comments(cx, task, by, now)?,
        CountChange::Attachments(by) => store::add_attachments(cx, task, by, now)?,
        CountChange::Tracked(by) => store::add_tracked(cx, task, by, now)?,
    }
    store::find(cx, task)?.ok_or(Error::NotFound("task"))
}

/// Gives tasks a new version after something in their image changed, such as a tag that was deleted, and answers
/// them as they are now, for the entry's `.also`. Change their rows first.
///
/// # Errors
/// Those of the database.
pub fn touch_all(cx: &mut Cx<'_, '_>, tasks: &[Uuid]) -> Result<Vec<Task>> {
    let now = cx.now();
    store::touch_all(cx, tasks, now)?;
    store::load_many(cx, tasks)
}
