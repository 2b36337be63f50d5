//! What happens at its time: reminders, the end of snoozing, digests. Of due dates see [`super::due`].

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::channel::{DIGEST, MAIL};
use super::{commands, store};
use crate::base::{Error, Result};
use crate::event::{self, Alarm, Cx, NewDelivery, Stream, Timer};
use crate::workspace;

pub const REMINDER: &str = "notification.reminder";
pub const SNOOZE: &str = "notification.snooze";
pub const DIGEST_ALARM: &str = "notification.digest";

const DAY_MS: i64 = 86_400_000;

/// The id that a timer's key is.
pub fn id_of(timer: &Timer) -> Result<Uuid> {
    timer.key.parse().map_err(Error::internal)
}

/// Rings reminders; the key is the reminder's id.
pub struct Reminders;

impl Alarm for Reminders {
    fn name(&self) -> &'static str {
        REMINDER
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        commands::fire_reminder(cx, id_of(timer)?, timer.due)
    }
}

/// Brings back what was snoozed; the key is the notification's id.
pub struct Snoozes;

impl Alarm for Snoozes {
    fn name(&self) -> &'static str {
        SNOOZE
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        commands::wake(cx, id_of(timer)?)
    }
}

/// The zone in which a workspace's days end.
///
/// # Errors
/// Those of the database.
pub fn zone_of(cx: &mut Cx<'_, '_>, ws: Uuid) -> Result<TimeZone> {
    match workspace::timezone_of(cx, ws) {
        Ok(name) => Ok(TimeZone::get(&name).unwrap_or(TimeZone::UTC)),
        Err(Error::NotFound(_)) => Ok(TimeZone::UTC),
        Err(error) => Err(error),
    }
}

/// Has digests sent; the key is the person's id and the period.
pub struct Digests;

#[derive(Deserialize)]
struct Whose {
    user_id: Uuid,
    period: String,
}

impl Alarm for Digests {
    fn name(&self) -> &'static str {
        DIGEST_ALARM
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let Whose { user_id, period } =
            serde_json::from_value(timer.body.clone()).map_err(Error::internal)?;
        let Some(wishes) = store::preferences_of(cx, &[user_id])?.remove(&user_id) else {
            return Ok(());
        };
        let days = if period == "weekly" { 7 } else { 1 };
        let (from, to) = (timer.due.plus_ms(-days * DAY_MS), cx.now());
        if !store::between(cx, user_id, from, to, 1)?.is_empty() {
            let new = NewDelivery {
                sender: MAIL,
                stream: Stream::Person(user_id),
                seq: timer.due.0,
                target: format!("digest:{period}"),
                lane: user_id.to_string(),
                body: json!({ "kind": DIGEST, "user_id": user_id, "period": period, "from": from, "to": to }),
                at: to,
            };
            event::deliver(cx, &new)?;
        }
        commands::set_digest(cx, user_id, &wishes.settings, &period)
    }
}
