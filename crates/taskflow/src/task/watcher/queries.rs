//! Reading watchers.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::Watcher;
use super::store;
use crate::base::page::Cursor;
use crate::base::{Page, Result};
use crate::event::Image;
use crate::task::TaskAccess;

const ORDER: &str = "added";

/// A page of a task's watchers, in the order they came.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    access: &TaskAccess,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<Watcher>> {
    let after = match cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.id(0)?,
        None => Uuid::nil(),
    };
    let task = access.task().id;
    let rows = store::list(tx, task, after, limit + 1)?;
    let mut page = Page::cut(rows, limit, |watcher| Cursor::new(ORDER, vec![watcher.id.to_string().into()]));
    if total {
        page.total = Some(store::count(tx, task)?);
    }
    Ok(page)
}

/// Every watcher of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}

/// Whether somebody watches a task.
///
/// # Errors
/// Those of the database.
pub fn is_watching(tx: &mut Tx<'_>, access: &TaskAccess, user: Uuid) -> Result<bool> {
    Ok(store::find(tx, access.task().id, user)?.is_some())
}

/// Whether somebody watches a task since this very beginning.
///
/// # Errors
/// Those of the database.
pub fn is(tx: &mut Tx<'_>, access: &TaskAccess, user: Uuid, id: Uuid) -> Result<bool> {
    Ok(store::find(tx, access.task().id, user)?.is_some_and(|watcher| watcher.id == id))
}
