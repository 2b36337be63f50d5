//! Reading tags.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::Tag;
use super::{rules, store};
use crate::base::page::Cursor;
use crate::base::{Page, Result};
use crate::event::Image;
use crate::workspace::Membership;

const ORDER: &str = "name";

/// A page of tags by name.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    member: &Membership,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<Tag>> {
    let after = match cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.text(0)?,
        None => String::new(),
    };
    let rows = store::list(tx, member.workspace_id(), &after, limit + 1)?;
    let mut page = Page::cut(rows, limit, |tag| Cursor::new(ORDER, vec![rules::key(&tag.name).into()]));
    if total {
        page.total = Some(store::count(tx, member.workspace_id())?);
    }
    Ok(page)
}

/// The tags with these names, whatever the case of their letters. Bound their number.
///
/// # Errors
/// Those of the database.
pub fn by_names(tx: &mut Tx<'_>, workspace: Uuid, names: &[String]) -> Result<Vec<Tag>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    store::by_keys(tx, workspace, names.iter().map(|name| rules::key(name)).collect())
}

/// The tags with these ids. Bound their number.
///
/// # Errors
/// Those of the database.
pub fn by_ids(tx: &mut Tx<'_>, workspace: Uuid, ids: &[Uuid]) -> Result<Vec<Tag>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    store::by_ids(tx, workspace, ids)
}

/// Whether tasks carry it.
///
/// # Errors
/// Those of the database.
pub fn is_used(tx: &mut Tx<'_>, tag: Uuid) -> Result<bool> {
    Ok(!store::tasks(tx, tag, 1)?.is_empty())
}

/// Every tag of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}

/// Tags by id, after one: for copies that others keep.
///
/// # Errors
/// Those of the database.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Image>> {
    store::after(tx, workspace, after, limit)?.iter().map(Image::of).collect()
}
