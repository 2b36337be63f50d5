//! What is due at its time: reminders, due alerts, the end of snoozing, digests.

use jiff::tz::TimeZone;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::channel::{DIGEST, MAIL};
use super::commands::{self, News, tell};
use super::model::Kind;
use super::rules::{self, DueStep, Told};
use super::store;
use crate::base::{Error, Result};
use crate::event::{self, Alarm, Cx, NewDelivery, Stream, Timer};
use crate::task::{self, Task};
use crate::workspace;

pub const REMINDER: &str = "notification.reminder";
pub const DUE: &str = "notification.due";
pub const SNOOZE: &str = "notification.snooze";
pub const DIGEST_ALARM: &str = "notification.digest";

const DAY_MS: i64 = 86_400_000;

fn id_of(timer: &Timer) -> Result<Uuid> {
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

/// Tells that a task is due within the hour, and that it is overdue; the key is the task's id.
pub struct DueAlerts;

impl Alarm for DueAlerts {
    fn name(&self) -> &'static str {
        DUE
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let id = id_of(timer)?;
        let Some(task) = task::load_many(cx, &[id])?.into_iter().find(rules::is_open) else {
            return Ok(());
        };
        let zone = zone_of(cx, task.workspace_id)?;
        let Some(end) = rules::overdue_at(&task, &zone) else {
            return Ok(());
        };
        let now = cx.now();
        // As things stand now: its due date may have moved since, and hours may have passed while nobody was there.
        let (kind, next) = if end <= now {
            (Some(Kind::Overdue), None)
        } else {
            match rules::due_step(&task, &zone, now) {
                Some((DueStep::Soon, at)) if at <= now => (Some(Kind::DueSoon), Some(end)),
                step => (None, step.map(|(_, at)| at)),
            }
        };
        if let Some(next) = next {
            event::set_timer(cx, DUE, &timer.key, next, &json!({}))?;
        }
        match kind {
            Some(kind) => tell_of(cx, &task, kind, end.0),
            None => Ok(()),
        }
    }
}

/// Whoever is to do it; who made it, if that is nobody.
fn tell_of(cx: &mut Cx<'_, '_>, task: &Task, kind: Kind, end: i64) -> Result<()> {
    let mut users = task.assignee_ids.clone();
    if users.is_empty() {
        users.push(task.creator_id);
    }
    let news = users.into_iter().map(|user_id| News {
        told: Told { user_id, kind, source: format!("{}/{end}", task.id), comment_id: None },
        workspace_id: task.workspace_id,
        project_id: Some(task.project_id),
        task_id: Some(task.id),
        actor_id: None,
        text: String::new(),
    });
    tell(cx, news.collect())
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
