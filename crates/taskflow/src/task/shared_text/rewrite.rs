//! A description that is changed by a command while people write it: the command's change becomes one of the document's.

use super::commands::document;
use super::document::Document;
use super::store::{self, Written};
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::task::Task;

/// Tells the document of a task, if it has one, that a command gives it another description. What is typed and not yet
/// in the description stays, and comes into it later.
///
/// # Errors
/// `Invalid` when both together are too long.
pub fn rewritten(cx: &mut Cx<'_, '_>, before: &Task, after: &Task) -> Result<()> {
    if before.description == after.description {
        return Ok(());
    }
    let Some(mut shared) = store::lock(cx, before.id)? else {
        return Ok(());
    };
    // In the document as it was when it said what the description did: so the change is the command's alone.
    let mut settled = document(&shared, &[])?;
    let update = settled.rewrite(&after.description);
    let written = store::after(cx, before.id, shared.settled)?;
    let mut live: Document = document(&shared, &written)?;
    if live.apply(&update).is_err() {
        return Err(Error::internal("a document does not take its own change"));
    }
    let mut faults = crate::base::error::Faults::default();
    crate::task::rules::description(&mut faults, &live.text());
    faults.check()?;
    let now = cx.now();
    shared.head += 1;
    shared.state = settled.state();
    shared.touched_at = now;
    if shared.dirty_since.is_none() {
        shared.settled = shared.head;
    }
    store::append(cx, before.id, &Written { n: shared.head, actor_id: None, bytes: update }, now)?;
    store::save(cx, &shared)
}
