//! Changing a task's fields.

use super::effects::change;
use super::place::{self, Spot};
use super::references::References;
use crate::base::error::Faults;
use crate::base::{Actor, Result};
use crate::event::Cx;
use crate::project;
use crate::task::model::{Task, TaskPatch};
use crate::task::{TaskAccess, events, rules};

/// Changes what the patch names. A patch that changes nothing leaves no trace.
///
/// # Errors
/// `Invalid` with all that is wrong.
pub fn patch(cx: &mut Cx<'_, '_>, actor: &Actor, access: &TaskAccess, patch: &TaskPatch) -> Result<Task> {
    let before = access.task();
    let after = changed(cx, &mut References::new(actor), before, patch)?;
    let after = put(cx, before, after)?;
    change(cx, events::UPDATED, access.project(), before, after)
}

/// The task as the patch makes it, with the new status, if any, and not yet a place in that column.
///
/// # Errors
/// `Invalid` with all that is wrong.
pub fn changed(
    cx: &mut Cx<'_, '_>,
    references: &mut References<'_>,
    before: &Task,
    patch: &TaskPatch,
) -> Result<Task> {
    let mut faults = Faults::default();
    let mut after = rules::apply(&mut faults, before, patch);
    let column = if after.status_id == before.status_id {
        None
    } else {
        let column = project::hold_status(cx, before.project_id, after.status_id)?;
        faults.require(column.is_some(), "/status_id", "unknown_status", "The project has no such status.");
        column
    };
    references.put_values(cx, &mut faults, &patch.custom_fields, &mut after)?;
    references.check(cx, &mut faults, Some(before), &after)?;
    faults.check()?;
    if let Some(column) = column {
        after.status_category = column.category;
    }
    rules::take_over(before, &mut after);
    Ok(after)
}

/// Puts a task that has a new status at the end of that column.
///
/// # Errors
/// Those of the database.
pub fn put(cx: &mut Cx<'_, '_>, before: &Task, after: Task) -> Result<Task> {
    if after.status_id == before.status_id {
        return Ok(after);
    }
    let position = place::place(cx, after.status_id, &Spot::Bottom, after.id)?;
    Ok(Task { position, ..after })
}
