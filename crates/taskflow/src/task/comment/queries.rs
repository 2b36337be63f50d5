//! Reading comments.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::Comment;
use super::store;
use crate::base::page::Cursor;
use crate::base::{Actor, Error, Page, Result};
use crate::event::Image;
use crate::task::{TaskAccess, access};
use crate::workspace::Action;

/// Which end a list starts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Oldest,
    Newest,
}

impl Order {
    /// Reads the parameter `sort`.
    ///
    /// # Errors
    /// `Invalid`.
    pub fn parse(text: Option<&str>) -> Result<Self> {
        match text {
            None | Some("created_at") => Ok(Self::Oldest),
            Some("-created_at") => Ok(Self::Newest),
            Some(_) => Err(Error::invalid("?sort", "invalid_sort", "Sort by created_at or -created_at.")),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Oldest => "created_at",
            Self::Newest => "-created_at",
        }
    }
}

/// A page of a task's comments, answers among them, deleted ones with their place only.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    access: &TaskAccess,
    order: Order,
    limit: i64,
    cursor: Option<&str>,
    total: bool,
) -> Result<Page<Comment>> {
    let after = match cursor {
        Some(text) => {
            let cursor = Cursor::decode(text, order.name(), 2)?;
            (cursor.int(0)?, cursor.id(1)?)
        }
        None if order == Order::Oldest => (i64::MIN, Uuid::nil()),
        None => (i64::MAX, Uuid::max()),
    };
    let task = access.task().id;
    let rows = match order {
        Order::Oldest => store::list(tx, task, after, limit + 1)?,
        Order::Newest => store::list_newest(tx, task, after, limit + 1)?,
    };
    let place = |comment: &Comment| {
        Cursor::new(order.name(), vec![comment.created_at.0.into(), comment.id.to_string().into()])
    };
    let mut page = Page::cut(rows, limit, place);
    if total {
        page.total = Some(store::count(tx, task)?);
    }
    Ok(page)
}

/// One comment, for those who may see its task.
///
/// # Errors
/// `NotFound`.
pub fn one(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<Comment> {
    let comment = store::find(tx, id)?.ok_or(Error::NotFound("comment"))?;
    access::open(tx, actor, comment.task_id, Action::ViewProject).map_err(Error::hiding("comment"))?;
    Ok(comment)
}

/// The comments with these ids. Access is the caller's to prove; bound their number.
///
/// # Errors
/// Those of the database.
pub fn by_ids(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Comment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    store::by_ids(tx, ids)
}

/// Every comment of a stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::all(tx, stream)?.iter().map(Image::of).collect()
}
