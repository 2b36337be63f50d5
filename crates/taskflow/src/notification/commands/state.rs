//! Reading, snoozing, archiving.

use serde_json::json;
use uuid::Uuid;

use super::tell::announce;
use crate::base::{Actor, Error, Result, Scope, Stamp};
use crate::event::{self, Cx, Stream};
use crate::notification::alarms::SNOOZE;
use crate::notification::model::Notification;
use crate::notification::store;
use crate::workspace::require_scope;

/// The longest something may be put off.
const LONGEST_MS: i64 = 366 * 86_400_000;
/// Notifications read at once.
const AT_ONCE: i64 = 2_000;

/// One of the actor's own, locked.
///
/// # Errors
/// `NotFound` for others'; `missing_scope`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<Notification> {
    require_scope(actor, Scope::Write)?;
    let found = store::find_locked(cx, id)?.filter(|found| found.user_id == actor.user_id);
    let found = found.ok_or(Error::NotFound("notification"))?;
    cx.in_stream(Stream::Person(actor.user_id));
    Ok(found)
}

/// Writes what is different; nothing when nothing is.
fn change(
    cx: &mut Cx<'_, '_>,
    kind: &'static str,
    before: &Notification,
    mut after: Notification,
) -> Result<Notification> {
    if *before == after {
        return Ok(after);
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::set_state(cx, &after)?;
    if before.snoozed_until != after.snoozed_until {
        let key = after.id.to_string();
        match after.snoozed_until {
            Some(until) => event::set_timer(cx, SNOOZE, &key, until, &json!({}))?,
            None => event::cancel_timer(cx, SNOOZE, &key)?,
        }
    }
    let by = i64::from(after.is_unread()) - i64::from(before.is_unread());
    announce(cx, kind, std::slice::from_ref(&after), by)?;
    Ok(after)
}

/// # Errors
/// Those of the database.
pub fn read(cx: &mut Cx<'_, '_>, one: &Notification) -> Result<Notification> {
    let read_at = Some(one.read_at.unwrap_or(cx.now()));
    change(cx, "notification.read", one, Notification { read_at, ..one.clone() })
}

/// Back into the inbox, unread, also out of the archive.
///
/// # Errors
/// Those of the database.
pub fn unread(cx: &mut Cx<'_, '_>, one: &Notification) -> Result<Notification> {
    let after = Notification { read_at: None, archived_at: None, snoozed_until: None, ..one.clone() };
    change(cx, "notification.unread", one, after)
}

/// # Errors
/// `Invalid` for an instant that is past, or more than a year away.
pub fn snooze(cx: &mut Cx<'_, '_>, one: &Notification, until: Stamp) -> Result<Notification> {
    if until <= cx.now() || until > cx.now().plus_ms(LONGEST_MS) {
        let message = "Give an instant from now on and within a year.";
        return Err(Error::invalid("/until", "out_of_range", message));
    }
    let after = Notification { snoozed_until: Some(until), archived_at: None, ..one.clone() };
    change(cx, "notification.snoozed", one, after)
}

/// # Errors
/// Those of the database.
pub fn archive(cx: &mut Cx<'_, '_>, one: &Notification) -> Result<Notification> {
    let now = cx.now();
    let after = Notification {
        archived_at: Some(one.archived_at.unwrap_or(now)),
        read_at: Some(one.read_at.unwrap_or(now)),
        snoozed_until: None,
        ..one.clone()
    };
    change(cx, "notification.archived", one, after)
}

/// What was snoozed comes back, unread.
///
/// # Errors
/// Those of the database.
pub fn wake(cx: &mut Cx<'_, '_>, id: Uuid) -> Result<()> {
    let Some(one) = store::find_locked(cx, id)?.filter(|one| one.snoozed_until.is_some()) else {
        return Ok(());
    };
    let after = Notification { snoozed_until: None, read_at: None, ..one.clone() };
    change(cx, "notification.returned", &one, after).map(|_| ())
}

/// Reads everything that came until now, in one workspace or all; at most 2,000 at once.
///
/// # Errors
/// `missing_scope`.
pub fn read_all(cx: &mut Cx<'_, '_>, actor: &Actor, workspace: Option<Uuid>) -> Result<i64> {
    require_scope(actor, Scope::Write)?;
    cx.in_stream(Stream::Person(actor.user_id));
    let now = cx.now();
    let mut rows = store::unread(cx, actor.user_id, workspace, now, AT_ONCE)?;
    for row in &mut rows {
        row.read_at = Some(now);
        row.version += 1;
        row.updated_at = now;
        store::set_state(cx, row)?;
    }
    let count = i64::try_from(rows.len()).unwrap_or(AT_ONCE);
    announce(cx, "notification.read", &rows, -count)?;
    Ok(count)
}
