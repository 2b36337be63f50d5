//! Reading favourites.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::Favourite;
use super::store;
use crate::base::{Cursor, Page, Result};
use crate::event::Image;
use crate::workspace::Membership;

const ORDER: &str = "place";

/// A page of the member's favourites in the workspace, in their order.
///
/// # Errors
/// `invalid_cursor`.
pub fn list(
    tx: &mut Tx<'_>,
    member: &Membership,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Favourite>> {
    let after = match cursor.map(|text| Cursor::decode(text, ORDER, 2)).transpose()? {
        Some(cursor) => (cursor.text(0)?, cursor.id(1)?),
        None => (String::new(), Uuid::nil()),
    };
    let after = (after.0.as_str(), after.1);
    let rows = store::list(tx, member.user_id(), member.workspace_id(), after, limit + 1)?;
    let place =
        |one: &Favourite| Cursor::new(ORDER, vec![one.position.as_str().into(), one.id.to_string().into()]);
    Ok(Page::cut(rows, limit, place))
}

/// Every favourite of a person's stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    store::of_person(tx, stream)?.iter().map(Image::of).collect()
}
