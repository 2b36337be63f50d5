//! Opening a shared text and writing into it.

use uuid::Uuid;

use super::document::{Document, Unfit};
use super::model::{NewTextUpdate, SharedText, TextAdded, base64, not_an_update};
use super::settle::settle;
use super::store::{self, Shared, Written};
use crate::base::error::Faults;
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::task::{TaskAccess, rules};

/// Bytes of a document, however little text is left in it.
const MOST: usize = 2 * 1024 * 1024;

/// The document of a task that was opened, and locked, to be edited; made from its description when there is none.
///
/// # Errors
/// Those of the database.
pub fn open(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<SharedText> {
    let task = access.task();
    let (shared, state) = match store::lock(cx, task.id)? {
        Some(shared) => {
            let written = store::after(cx, task.id, shared.settled)?;
            let state = document(&shared, &written)?.state();
            (shared, state)
        }
        None => {
            let state = Document::of(&task.description).state();
            let shared = Shared {
                task_id: task.id,
                workspace_id: task.workspace_id,
                generation: cx.new_id(),
                state: state.clone(),
                settled: 0,
                head: 0,
                dirty_since: None,
                touched_at: cx.now(),
            };
            store::insert(cx, &shared)?;
            (shared, state)
        }
    };
    Ok(SharedText {
        task_id: task.id,
        generation: shared.generation,
        head: shared.head,
        state: base64(&state),
        version: task.version,
    })
}

/// Merges what somebody typed. Once this is committed it is in the document, and soon in the description.
///
/// # Errors
/// `text_renewed` when it was written in another document, `text_incomplete` when something before it is missing here,
/// `Invalid` when it cannot be read or makes no description.
pub fn add(cx: &mut Cx<'_, '_>, access: &TaskAccess, new: &NewTextUpdate) -> Result<TextAdded> {
    let task = access.task();
    let bytes = new.bytes()?;
    let shared = store::lock(cx, task.id)?.filter(|shared| shared.generation == new.generation);
    let Some(mut shared) = shared else {
        let detail =
            "The description is another document now. Open it again and write what you have into that.";
        return Err(Error::conflict("text_renewed", detail));
    };
    if let Some(bytes) = bytes {
        put(cx, access.user_id(), &mut shared, bytes)?;
    }
    let version = match new.settle {
        true => settle(cx, task)?.map(|task| task.version),
        false => None,
    };
    Ok(TextAdded {
        generation: shared.generation,
        head: shared.head,
        version: version.unwrap_or(task.version),
    })
}

fn put(cx: &mut Cx<'_, '_>, actor: Uuid, shared: &mut Shared, bytes: Vec<u8>) -> Result<()> {
    let written = store::after(cx, shared.task_id, shared.settled)?;
    let mut document = document(shared, &written)?;
    let brought = document.apply(&bytes).map_err(|unfit| match unfit {
        Unfit::Incomplete => {
            let detail = "Something that was written before is missing here. Send it along.";
            Error::conflict("text_incomplete", detail)
        }
        Unfit::Unreadable => not_an_update(),
        Unfit::Foreign => Error::invalid("/update", "invalid_update", "Bring plain text and nothing else."),
    })?;
    if !brought {
        return Ok(());
    }
    let mut faults = Faults::default();
    rules::description(&mut faults, &document.text());
    let held =
        shared.state.len() + bytes.len() + written.iter().map(|written| written.bytes.len()).sum::<usize>();
    faults.require(held <= MOST, "/update", "too_long", "The document has become too large.");
    faults.pointing(|_| "/update".to_owned()).check()?;
    let now = cx.now();
    shared.head += 1;
    shared.dirty_since = shared.dirty_since.or(Some(now));
    shared.touched_at = now;
    let written = Written { n: shared.head, actor_id: Some(actor), bytes };
    store::append(cx, shared.task_id, &written, now)?;
    store::grow(cx, shared)
}

/// The document with all that was written into it.
///
/// # Errors
/// `Internal` when what is kept cannot be read.
pub fn document(shared: &Shared, written: &[Written]) -> Result<Document> {
    let updates = std::iter::once(&shared.state).chain(written.iter().map(|written| &written.bytes));
    Document::open(updates.map(Vec::as_slice))
        .map_err(|unfit| Error::internal(format!("the shared text of {} is {unfit:?}", shared.task_id)))
}
