//! Alerts of what is due within the hour and of what is overdue: a timer for each task.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::alarms::{id_of, zone_of};
use super::commands::{News, tell};
use super::model::Kind;
use super::rules::{self, DueStep, Told};
use crate::base::{Error, Result, Stamp};
use crate::event::{self, Alarm, Cx, Timer};
use crate::project;
use crate::task::{self, Task};
use crate::workspace::{OnArrival, OnRezone};

/// The key is the task's id.
pub const DUE: &str = "notification.due";
/// The key is the workspace's id.
const LOOK: &str = "notification.due_look";
/// Tasks looked at in one go.
const BATCH: usize = 500;

inventory::submit! { OnRezone(rezoned) }
inventory::submit! { OnArrival(arrived) }

/// Days end at another instant.
fn rezoned(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    let since = cx.now();
    // A look that has not ended begins anew.
    let begun = event::timer_of(cx, LOOK, &workspace.to_string())?
        .and_then(|timer| serde_json::from_value::<Seen>(timer.body).ok());
    let all = begun.is_some_and(|seen| seen.all);
    look(cx, workspace, &Seen { after: Uuid::nil(), since, all })
}

/// No timer came along. What became due elsewhere was told there.
fn arrived(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    let since = cx.now();
    look(cx, workspace, &Seen { after: Uuid::nil(), since, all: true })
}

/// Which due date a timer is for.
fn body(date: &str) -> Value {
    json!({ "of": date })
}

/// Sets a task's timer to when there is something to tell of its due date, if it is not over by `since`. What is late then is still
/// told if a timer waits for this very date; else there is nothing to wait for.
///
/// # Errors
/// Those of the database.
pub fn wind(cx: &mut Cx<'_, '_>, task: &Task, zone: &TimeZone, since: Stamp) -> Result<()> {
    let key = task.id.to_string();
    if let Some(date) = rules::due_key(task).filter(|_| rules::is_open(task)) {
        let body = body(&date);
        if let Some((_, at)) = rules::due_step(task, zone, since) {
            return event::set_timer(cx, DUE, &key, at, &body);
        }
        let late = event::timer_of(cx, DUE, &key)?.filter(|timer| timer.body == body);
        if let (Some(_), Some(end)) = (late, rules::overdue_at(task, zone)) {
            return event::set_timer(cx, DUE, &key, end, &body);
        }
    }
    event::cancel_timer(cx, DUE, &key)
}

/// Tells that a task is due within the hour, and that it is overdue.
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
        let (Some(date), Some(end)) = (rules::due_key(&task), rules::overdue_at(&task, &zone)) else {
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
            event::set_timer(cx, DUE, &timer.key, next, &body(&date))?;
        }
        match kind {
            // What was put away with its project is nobody's business now; it may come back before the next step.
            Some(kind) if project::is_live(cx, task.project_id)? => tell_of(cx, &task, kind, &date),
            _ => Ok(()),
        }
    }
}

/// Whoever is to do it; who made it, if that is nobody. Each once for each due date.
fn tell_of(cx: &mut Cx<'_, '_>, task: &Task, kind: Kind, date: &str) -> Result<()> {
    let mut users = task.assignee_ids.clone();
    if users.is_empty() {
        users.push(task.creator_id);
    }
    let news = users.into_iter().map(|user_id| News {
        told: Told { user_id, kind, source: format!("{}/{date}", task.id), comment_id: None },
        workspace_id: task.workspace_id,
        project_id: Some(task.project_id),
        task_id: Some(task.id),
        actor_id: None,
        text: String::new(),
    });
    tell(cx, news.collect())
}

/// Goes through the tasks of a workspace that is in another time zone, or on another server, some at a time.
pub struct DueLook;

/// How far the tasks were gone through, and since when what becomes due counts.
#[derive(Deserialize, Serialize)]
struct Seen {
    after: Uuid,
    since: Stamp,
    /// Those that are due at a time, too.
    #[serde(default)]
    all: bool,
}

fn look(cx: &mut Cx<'_, '_>, workspace: Uuid, seen: &Seen) -> Result<()> {
    let now = cx.now();
    event::set_timer(cx, LOOK, &workspace.to_string(), now, &json!(seen))
}

impl Alarm for DueLook {
    fn name(&self) -> &'static str {
        LOOK
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let workspace = id_of(timer)?;
        let seen: Seen = serde_json::from_value(timer.body.clone()).map_err(Error::internal)?;
        let zone = zone_of(cx, workspace)?;
        let tasks = task::dated_after(cx, workspace, seen.after, BATCH)?;
        // In another zone nothing has moved of those with a time.
        for task in tasks.iter().filter(|task| seen.all || task.due_at.is_none()) {
            wind(cx, task, &zone, seen.since)?;
        }
        match tasks.last() {
            Some(last) if tasks.len() == BATCH => look(cx, workspace, &Seen { after: last.id, ..seen }),
            _ => Ok(()),
        }
    }
}
