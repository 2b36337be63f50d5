//! Setting reminders, moving them with their task's due date, and letting them ring.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde_json::json;
use uuid::Uuid;

use super::tell::{News, tell};
use crate::auth::{self, User};
use crate::base::error::Faults;
use crate::base::{Actor, Error, Result, Scope, Stamp};
use crate::event::{self, Cx, NewEvent, Stream, matching};
use crate::notification::alarms::REMINDER;
use crate::notification::model::{Kind, NewReminder, Reminder};
use crate::notification::rules::{self, Told};
use crate::notification::store;
use crate::task::{self, Task, TaskAccess};
use crate::workspace::require_scope;

/// Reminders of one person on one task.
const MOST: i64 = 20;
/// A year.
const LONGEST_MINUTES: i64 = 525_600;

/// One of the actor's own, locked.
///
/// # Errors
/// `NotFound` for others'; `missing_scope`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<Reminder> {
    let found = store::reminder_locked(cx, id)?.filter(|found| found.user_id == actor.user_id);
    let found = found.ok_or(Error::NotFound("reminder"))?;
    require_scope(actor, Scope::Write)?;
    cx.in_stream(Stream::Person(actor.user_id));
    Ok(found)
}

/// Sets a reminder for the actor, who may see the task.
///
/// # Errors
/// `Invalid`; `too_many_reminders`, `id_taken`, `missing_scope`.
pub fn create(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &TaskAccess,
    new: &NewReminder,
) -> Result<Reminder> {
    require_scope(actor, Scope::Write)?;
    let (task, user, now) = (access.task(), actor.user_id, cx.now());
    cx.in_stream(Stream::Person(user));
    if let Some(known) = new.id.map(|id| store::reminder(cx, id)).transpose()?.flatten() {
        if known.user_id == user && known.task_id == task.id {
            return Ok(known);
        }
        return Err(Error::id_taken());
    }
    let mut faults = Faults::default();
    let one = new.at.is_some() != new.before_minutes.is_some();
    faults.require(one, "/at", "one_of", "Give either `at` or `before_minutes`.");
    let minutes = new
        .before_minutes
        .is_none_or(|minutes| (0..=LONGEST_MINUTES).contains(&minutes));
    faults.require(minutes, "/before_minutes", "out_of_range", "Give 0 to 525,600 minutes.");
    let ahead = new.at.is_none_or(|at| at > now);
    faults.require(ahead, "/at", "in_the_past", "Give an instant that is still to come.");
    faults.check()?;
    if store::count_reminders(cx, task.id, user)? >= MOST {
        let detail = "You have 20 reminders on this task. Delete one first.";
        return Err(Error::conflict("too_many_reminders", detail));
    }
    let mut reminder = Reminder {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        user_id: user,
        workspace_id: task.workspace_id,
        task_id: task.id,
        at: new.at,
        before_minutes: new.before_minutes,
        fires_at: None,
        fired_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let zone = zone_of(auth::users_by_id(cx, &[user])?.get(&user));
    reminder.fires_at = rings_at(&reminder, task, &zone).filter(|at| *at > now);
    store::insert_reminder(cx, &reminder)?;
    set(cx, &reminder)?;
    cx.emit(NewEvent::upsert(Stream::Person(user), "reminder.created", &reminder))?;
    Ok(reminder)
}

/// Deletes a reminder that [`open`] gave.
///
/// # Errors
/// `Stale`.
pub fn delete(cx: &mut Cx<'_, '_>, reminder: &Reminder, if_match: Option<i64>) -> Result<()> {
    matching(reminder, if_match)?;
    super::forget::forget_reminders(cx, vec![reminder.clone()])
}

/// Moves reminders that count from their task's due date to where it is now, as of when it was changed; `None` where its person alone
/// lives elsewhere now. One that rang rings again for another date.
///
/// # Errors
/// Those of the database.
pub fn retime(cx: &mut Cx<'_, '_>, tasks: &[(Task, Option<Stamp>)]) -> Result<()> {
    let ids: Vec<Uuid> = tasks.iter().map(|(task, _)| task.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let now = cx.now();
    let reminders = store::reminders_of_tasks(cx, &ids)?;
    let owners: BTreeSet<Uuid> = reminders.iter().map(|one| one.user_id).collect();
    let people = auth::users_by_id(cx, &owners.into_iter().collect::<Vec<_>>())?;
    for before in reminders {
        let Some((task, since)) = tasks.iter().find(|(task, _)| task.id == before.task_id) else {
            continue;
        };
        if before.at.is_some() {
            continue;
        }
        let zone = zone_of(people.get(&before.user_id));
        // What would have rung before anybody asked for it keeps still, and what has rung until the date is another. What was to
        // come then and is past now, since nobody was at work meanwhile or in another zone, rings late.
        let quiet = before.fired_at.max(Some(before.created_at)).max(*since);
        let waits = |at: Stamp| match since {
            Some(_) => Some(at) > quiet || Some(at) == before.fires_at,
            None => at > now || before.fires_at.is_some(),
        };
        let fires_at = rings_at(&before, task, &zone).filter(|at| waits(*at));
        if fires_at == before.fires_at {
            continue;
        }
        let after = Reminder { fires_at, version: before.version + 1, updated_at: now, ..before };
        store::update_reminder(cx, &after)?;
        set(cx, &after)?;
        cx.emit(NewEvent::upsert(Stream::Person(after.user_id), "reminder.moved", &after))?;
    }
    Ok(())
}

/// Lets a reminder ring, if it is still due then, and its task still to be done and to be seen.
///
/// # Errors
/// Those of the database.
pub fn fire(cx: &mut Cx<'_, '_>, id: Uuid, due: Stamp) -> Result<()> {
    let Some(before) = store::reminder_locked(cx, id)?.filter(|one| one.fires_at == Some(due)) else {
        return Ok(());
    };
    let now = cx.now();
    let after = Reminder {
        fires_at: None,
        fired_at: Some(now),
        version: before.version + 1,
        updated_at: now,
        ..before
    };
    store::update_reminder(cx, &after)?;
    cx.emit(NewEvent::upsert(Stream::Person(after.user_id), "reminder.fired", &after))?;
    let Some(task) = task::load_many(cx, &[after.task_id])?.into_iter().find(rules::is_open) else {
        return Ok(());
    };
    let told = Told {
        user_id: after.user_id,
        kind: Kind::Reminder,
        // A day is the same one in another zone.
        source: match rules::due_key(&task).filter(|_| after.at.is_none()) {
            Some(date) => format!("{id}/{date}"),
            None => format!("{id}/{}", due.0),
        },
        comment_id: None,
    };
    let news = News {
        told,
        workspace_id: task.workspace_id,
        project_id: Some(task.project_id),
        task_id: Some(task.id),
        actor_id: None,
        text: String::new(),
    };
    tell(cx, vec![news])
}

fn rings_at(reminder: &Reminder, task: &Task, zone: &TimeZone) -> Option<Stamp> {
    match (reminder.at, reminder.before_minutes) {
        (Some(at), _) => Some(at),
        (None, Some(minutes)) => Some(rules::due_instant(task, zone)?.plus_ms(-minutes * 60_000)),
        (None, None) => None,
    }
}

fn set(cx: &mut Cx<'_, '_>, reminder: &Reminder) -> Result<()> {
    let key = reminder.id.to_string();
    match reminder.fires_at {
        Some(at) => event::set_timer(cx, REMINDER, &key, at, &json!({})),
        None => event::cancel_timer(cx, REMINDER, &key),
    }
}

fn zone_of(person: Option<&User>) -> TimeZone {
    person
        .and_then(|person| TimeZone::get(&person.timezone).ok())
        .unwrap_or(TimeZone::UTC)
}
