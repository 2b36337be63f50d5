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
    let mut faults = Faults::default();
    let mut after = rules::apply(&mut faults, before, patch);
    let column = if after.status_id == before.status_id {
        None
    } else {
        let column = project::hold_status(cx, before.project_id, after.status_id)?;
        faults.require(column.is_some(), "/status_id", "unknown_status", "The project has no such status.");
        column
    };
    let mut references = References::new(actor);
    references.put_values(cx, &mut faults, &patch.custom_fields, &mut after)?;
    references.check(cx, &mut faults, Some(before), &after)?;
    faults.check()?;
    if let Some(column) = column {
        after.position = place::place(cx, column.id, &Spot::Bottom, after.id)?;
        after.status_category = column.category;
    }
    change(cx, events::UPDATED, access.project(), before, after)
}
