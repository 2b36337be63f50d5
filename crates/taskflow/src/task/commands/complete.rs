//! Done, and not done after all.

use super::effects::change;
use super::place::{self, Spot};
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::project::{self, Status, StatusCategory};
use crate::task::model::Task;
use crate::task::{TaskAccess, events};

/// Puts a task into the project's first `done` status. One that is done already stays as it is.
///
/// # Errors
/// `no_done_status`.
pub fn complete(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    if access.task().is_done() {
        return Ok(access.task().clone());
    }
    let statuses = project::statuses(cx, access.project())?;
    let done = statuses.iter().find(|status| status.category == StatusCategory::Done);
    let column = match done {
        Some(status) => project::hold_status(cx, status.project_id, status.id)?,
        None => None,
    };
    let column = column.ok_or_else(|| {
        Error::conflict("no_done_status", "The project has no status of category done. Give it one first.")
    })?;
    put(cx, events::COMPLETED, access, &column)
}

/// Puts a done or cancelled task back into the status that new tasks get. An open one stays as it is.
///
/// # Errors
/// `no_status`.
pub fn reopen(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    if access.task().status_category.is_open() {
        return Ok(access.task().clone());
    }
    let column = place::default_column(cx, access.task().project_id)?;
    put(cx, events::REOPENED, access, &column)
}

fn put(cx: &mut Cx<'_, '_>, kind: &'static str, access: &TaskAccess, column: &Status) -> Result<Task> {
    let before = access.task();
    if column.id == before.status_id {
        return Ok(before.clone());
    }
    let after = Task {
        position: place::place(cx, column.id, &Spot::Bottom, before.id)?,
        status_id: column.id,
        status_category: column.category,
        ..before.clone()
    };
    change(cx, kind, access.project(), before, after)
}
