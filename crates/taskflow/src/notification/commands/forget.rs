//! Taking back what is about things that are gone.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::preferences::PERIODS;
use super::subscriptions::forget as forget_subscription;
use super::tell::count;
use crate::base::Result;
use crate::event::{self, Cx, Entity, NewEvent, Stream};
use crate::notification::alarms::{DIGEST_ALARM, REMINDER, SNOOZE};
use crate::notification::due::DUE;
use crate::notification::model::{Inbox, Notification, Preferences, Reminder};
use crate::notification::store;

/// Forgets what people were told of these tasks, and their reminders: the tasks are gone for good.
///
/// # Errors
/// Those of the database.
pub fn forget_tasks(cx: &mut Cx<'_, '_>, tasks: &[Uuid]) -> Result<()> {
    if tasks.is_empty() {
        return Ok(());
    }
    for task in tasks {
        event::cancel_timer(cx, DUE, &task.to_string())?;
    }
    let (rows, reminders) = (store::of_tasks(cx, tasks)?, store::reminders_of_tasks(cx, tasks)?);
    forget(cx, rows)?;
    forget_reminders(cx, reminders)
}

/// Forgets notifications.
///
/// # Errors
/// Those of the database.
pub fn forget(cx: &mut Cx<'_, '_>, rows: Vec<Notification>) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    store::delete(cx, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?;
    let mut of_person: BTreeMap<Uuid, Vec<Notification>> = BTreeMap::new();
    for row in rows {
        if row.snoozed_until.is_some() {
            event::cancel_timer(cx, SNOOZE, &row.id.to_string())?;
        }
        of_person.entry(row.user_id).or_default().push(row);
    }
    for (user, rows) in of_person {
        let by = -(rows.iter().filter(|row| row.is_unread()).count() as i64);
        let Some((first, others)) = rows.split_first() else {
            continue;
        };
        let name = Notification::NAME;
        let stream = Stream::Person(user);
        let event = NewEvent::remove(stream, "notification.removed", name, first.id, first.version + 1);
        let event = others
            .iter()
            .fold(event, |event, row| event.also_remove(name, row.id, row.version + 1));
        let inbox = if by == 0 { None } else { Some(count(cx, user, by)?) };
        cx.emit(inbox.iter().fold(event, NewEvent::also))?;
    }
    Ok(())
}

/// Forgets how somebody wanted to be told, and all they were: they are no more.
///
/// # Errors
/// Those of the database.
pub fn forget_person(cx: &mut Cx<'_, '_>, user: Uuid) -> Result<()> {
    let (rows, reminders) = (store::all(cx, user)?, store::all_reminders(cx, user)?);
    forget(cx, rows)?;
    forget_reminders(cx, reminders)?;
    for one in store::subscriptions(cx, user)? {
        forget_subscription(cx, one.id)?;
    }
    for period in PERIODS {
        event::cancel_timer(cx, DIGEST_ALARM, &format!("{user}/{period}"))?;
    }
    let stream = Stream::Person(user);
    if let Some(wishes) = store::take_preferences(cx, user)? {
        let (name, version) = (Preferences::NAME, wishes.version + 1);
        cx.emit(NewEvent::remove(stream, "notification_preferences.removed", name, user, version))?;
    }
    if let Some(inbox) = store::take_inbox(cx, user)? {
        cx.emit(NewEvent::remove(stream, "inbox.removed", Inbox::NAME, user, inbox.version + 1))?;
    }
    Ok(())
}

/// Forgets reminders.
///
/// # Errors
/// Those of the database.
pub fn forget_reminders(cx: &mut Cx<'_, '_>, reminders: Vec<Reminder>) -> Result<()> {
    if reminders.is_empty() {
        return Ok(());
    }
    store::delete_reminders(cx, &reminders.iter().map(|one| one.id).collect::<Vec<_>>())?;
    for one in reminders {
        event::cancel_timer(cx, REMINDER, &one.id.to_string())?;
        let stream = Stream::Person(one.user_id);
        cx.emit(NewEvent::remove(stream, "reminder.deleted", Reminder::NAME, one.id, one.version + 1))?;
    }
    Ok(())
}
