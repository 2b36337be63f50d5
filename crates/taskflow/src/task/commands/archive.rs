//! Out of the way, and back.

use super::effects::change;
use crate::base::Result;
use crate::event::Cx;
use crate::task::model::Task;
use crate::task::{TaskAccess, events};

/// Takes a task off the boards and lists. It keeps its place.
///
/// # Errors
/// Those of the database.
pub fn archive(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    let before = access.task();
    let after = Task { archived_at: before.archived_at.or(Some(cx.now())), ..before.clone() };
    change(cx, events::ARCHIVED, access.project(), before, after)
}

/// Puts it back to its place.
///
/// # Errors
/// Those of the database.
pub fn unarchive(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    let before = access.task();
    let after = Task { archived_at: None, ..before.clone() };
    change(cx, events::UNARCHIVED, access.project(), before, after)
}
