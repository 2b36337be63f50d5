//! Done, and not done after all.

use super::columns::Columns;
use super::effects::change;
use super::place::{self, Spot};
use crate::base::Result;
use crate::event::Cx;
use crate::project::Status;
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
    let column = Columns::default().done(cx, access.project())?;
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
