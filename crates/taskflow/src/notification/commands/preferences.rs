//! Saying how one wants to be told.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use serde_json::json;
use uuid::Uuid;

use super::reminders::retime;
use crate::auth;
use crate::base::{Actor, Result, Scope};
use crate::event::{self, Cx, NewEvent, Stream, matching};
use crate::notification::alarms::DIGEST_ALARM;
use crate::notification::model::{Preferences, PreferencesPatch, Settings};
use crate::notification::{rules, store};
use crate::task;
use crate::workspace::require_scope;

/// Changes the actor's preferences.
///
/// # Errors
/// `Invalid`, `Stale`, `missing_scope`.
pub fn change(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    patch: PreferencesPatch,
    if_match: Option<i64>,
) -> Result<Preferences> {
    require_scope(actor, Scope::Write)?;
    let user = actor.user_id;
    cx.in_stream(Stream::Person(user));
    let before = store::preferences_locked(cx, user)?.unwrap_or_else(|| Preferences::unsaid(user));
    matching(&before, if_match)?;
    let settings = rules::patched(&before.settings, patch)?;
    if settings == before.settings {
        return Ok(before);
    }
    let now = cx.now();
    let after = Preferences {
        user_id: user,
        settings,
        version: before.version + 1,
        created_at: before.created_at.or(Some(now)),
        updated_at: Some(now),
    };
    store::put_preferences(cx, &after)?;
    set_digests(cx, user, &after.settings)?;
    cx.emit(NewEvent::upsert(Stream::Person(user), "notification_preferences.updated", &after))?;
    Ok(after)
}

/// The digests there are.
pub const PERIODS: &[&str] = &["daily", "weekly"];

fn set_digests(cx: &mut Cx<'_, '_>, user: Uuid, settings: &Settings) -> Result<()> {
    PERIODS.iter().try_for_each(|period| set_digest(cx, user, settings, period))
}

/// Somebody's clock is another: their digests come by it, and reminders of days without a time ring by it.
///
/// # Errors
/// Those of the database.
pub fn moved(cx: &mut Cx<'_, '_>, user: Uuid) -> Result<()> {
    if let Some(wishes) = store::preferences_of(cx, &[user])?.remove(&user) {
        set_digests(cx, user, &wishes.settings)?;
    }
    let tasks: BTreeSet<Uuid> = store::all_reminders(cx, user)?.iter().map(|one| one.task_id).collect();
    for some in tasks.into_iter().collect::<Vec<_>>().chunks(100) {
        let tasks = task::load_many(cx, some)?;
        retime(cx, &tasks.into_iter().map(|task| (task, None)).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Sets when a person's digest comes next, on their own clock.
///
/// # Errors
/// Those of the database.
pub fn set_digest(cx: &mut Cx<'_, '_>, user: Uuid, settings: &Settings, period: &str) -> Result<()> {
    let zone = auth::users_by_id(cx, &[user])?
        .remove(&user)
        .and_then(|person| TimeZone::get(&person.timezone).ok())
        .unwrap_or(TimeZone::UTC);
    let now = cx.now();
    let next = match (period, &settings.daily_digest, &settings.weekly_digest) {
        ("daily", Some(time), _) => rules::next_day(time, now, &zone),
        ("weekly", _, Some(weekly)) => rules::next_week(weekly.day, &weekly.time, now, &zone),
        _ => None,
    };
    let key = format!("{user}/{period}");
    match next {
        // One that is late comes first, and then sets the next.
        Some(_) if event::timer_of(cx, DIGEST_ALARM, &key)?.is_some_and(|late| late.due <= now) => Ok(()),
        Some(next) => {
            let body = json!({ "user_id": user, "period": period });
            event::set_timer(cx, DIGEST_ALARM, &key, next, &body)
        }
        None => event::cancel_timer(cx, DIGEST_ALARM, &key),
    }
}
