//! Reading the inbox.

mod items;
mod list;

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Preferences, PushSubscription, Reminder};
use super::store;
use crate::base::{Actor, Cursor, Page, Result};
use crate::event::Image;

pub use items::items;
pub use list::{Asked, groups, list, unread};

/// How the actor wants to be told.
///
/// # Errors
/// Those of the database.
pub fn preferences(tx: &mut Tx<'_>, actor: &Actor) -> Result<Preferences> {
    let user = actor.user_id;
    Ok(store::preferences_of(tx, &[user])?
        .remove(&user)
        .unwrap_or_else(|| Preferences::unsaid(user)))
}

/// A page of the actor's reminders on a task they see, in the order they were set.
///
/// # Errors
/// `invalid_cursor`.
pub fn reminders(
    tx: &mut Tx<'_>,
    access: &crate::task::TaskAccess,
    limit: i64,
    cursor: Option<&str>,
) -> Result<Page<Reminder>> {
    const ORDER: &str = "set";
    let after = cursor.map_or(Ok(Uuid::nil()), |text| Cursor::decode(text, ORDER, 1)?.id(0))?;
    let rows = store::reminders(tx, access.task().id, access.user_id(), after, limit + 1)?;
    Ok(Page::cut(rows, limit, |one| Cursor::new(ORDER, vec![one.id.to_string().into()])))
}

/// Browsers that the actor is pushed to, the oldest first. There are few.
///
/// # Errors
/// Those of the database.
pub fn subscriptions(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<PushSubscription>> {
    store::subscriptions(tx, actor.user_id)
}

/// What this service's tables hold of a person's stream, as the log shows it.
///
/// # Errors
/// Those of the database.
pub fn images(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<Image>> {
    let mut images = Vec::new();
    images.extend(store::inbox(tx, stream)?.as_ref().map(Image::of).transpose()?);
    images.extend(
        store::preferences_of(tx, &[stream])?
            .values()
            .map(Image::of)
            .collect::<Result<Vec<_>>>()?,
    );
    for one in store::all(tx, stream)? {
        images.push(Image::of(&one)?);
    }
    for one in store::all_reminders(tx, stream)? {
        images.push(Image::of(&one)?);
    }
    for one in store::subscriptions(tx, stream)? {
        images.push(Image::of(&one)?);
    }
    Ok(images)
}
