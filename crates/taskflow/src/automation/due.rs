//! Rules that run at a time before or after tasks are due: a timer for each rule and task.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::model::{Rule, Trigger};
use super::run::{self, Because};
use super::store;
use crate::base::{Error, Result, Stamp};
use crate::event::{self, Alarm, Cx, Timer};
use crate::notification;
use crate::task::{self, Task};
use crate::workspace::{OnArrival, OnRezone};

/// The key is the rule's id and the task's.
const DUE: &str = "automation.due";
/// The key is the rule's id.
const LOOK: &str = "automation.due_look";
/// Tasks looked at in one go.
const BATCH: usize = 500;

const MINUTE_MS: i64 = 60_000;
/// No two zones are further apart.
const WORLD_MS: i64 = 26 * 3_600_000;

/// By how many minutes a rule runs after tasks are due; `None` when it waits for something else, or is off.
pub fn minutes(rule: &Rule) -> Option<i64> {
    match rule.trigger {
        Trigger::Due { minutes } if rule.enabled => Some(minutes),
        _ => None,
    }
}

/// Has a rule that was made or changed look at the tasks that are there already.
///
/// # Errors
/// Those of the database.
pub fn set(cx: &mut Cx<'_, '_>, rule: &Rule) -> Result<()> {
    let key = rule.id.to_string();
    if minutes(rule).is_none() {
        return event::cancel_timer(cx, LOOK, &key);
    }
    look(cx, &key, Seen { after: Uuid::nil(), since: rule.updated_at })
}

fn look(cx: &mut Cx<'_, '_>, key: &str, seen: Seen) -> Result<()> {
    let now = cx.now();
    event::set_timer(cx, LOOK, key, now, &json!(seen))
}

inventory::submit! { OnRezone(rezoned) }
// No timer came along.
inventory::submit! { OnArrival(rezoned) }

/// Days begin at another instant: what waited for one that has passed by that runs now.
fn rezoned(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    let now = cx.now();
    for rule in store::of_workspace(cx, workspace)? {
        if minutes(&rule).is_some() {
            let key = rule.id.to_string();
            // A look that has not ended begins anew.
            let begun = event::timer_of(cx, LOOK, &key)?
                .and_then(|timer| serde_json::from_value::<Seen>(timer.body).ok());
            let since = begun.map_or(now, |seen| seen.since);
            look(cx, &key, Seen { after: Uuid::nil(), since })?;
        }
    }
    Ok(())
}

/// Whatever waits for single tasks finds no rule.
///
/// # Errors
/// Those of the database.
pub fn cancel(cx: &mut Cx<'_, '_>, rule: &Rule) -> Result<()> {
    event::cancel_timer(cx, LOOK, &rule.id.to_string())
}

/// When a rule runs for a task; `None` for what is not due, is done or is put away.
fn time(task: &Task, minutes: i64, zone: &TimeZone) -> Option<Stamp> {
    let due = notification::due_instant(task, zone).filter(|_| notification::is_open(task))?;
    Some(due.plus_ms(minutes * MINUTE_MS))
}

/// What a timer waits for. A day is the same one in another zone, where it begins at another instant.
#[derive(Deserialize, Serialize)]
struct Waits {
    due: Option<String>,
    minutes: i64,
    /// It has run for that: nothing is waited for, but for as long as another zone could bring the instant again.
    #[serde(default)]
    ran: bool,
}

/// Sets the timer of a rule for a task to when it runs, if that comes after `since`; takes it away else, unless it waits already
/// for that very date: then it is still to run, however late. For a date for which it ran it does not run again.
///
/// # Errors
/// Those of the database.
pub fn wind(cx: &mut Cx<'_, '_>, rule: &Rule, task: &Task, zone: &TimeZone, since: Stamp) -> Result<()> {
    let Some(minutes) = minutes(rule) else {
        return Ok(());
    };
    let key = format!("{}/{}", rule.id, task.id);
    let here = rule.project_id.is_none_or(|project| project == task.project_id);
    let waits = Waits { due: notification::due_key(task), minutes, ran: false };
    let known = event::timer_of(cx, DUE, &key)?
        .and_then(|timer| serde_json::from_value::<Waits>(timer.body).ok())
        .filter(|known| (&known.due, known.minutes) == (&waits.due, minutes));
    if known.as_ref().is_some_and(|known| known.ran) {
        return Ok(());
    }
    match time(task, minutes, zone).filter(|_| here) {
        Some(at) if at > since || known.is_some() => event::set_timer(cx, DUE, &key, at, &json!(waits)),
        _ => event::cancel_timer(cx, DUE, &key),
    }
}

/// When a rule would run next for a task, after an instant: for a rehearsal.
pub fn next(task: &Task, minutes: i64, zone: &TimeZone, since: Stamp) -> Option<Stamp> {
    time(task, minutes, zone).filter(|at| *at > since)
}

/// Runs a rule for a task whose time has come. What was missed while no server ran is done once.
#[derive(Debug, Default)]
pub struct Due;

impl Alarm for Due {
    fn name(&self) -> &'static str {
        DUE
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        if serde_json::from_value::<Waits>(timer.body.clone()).is_ok_and(|waits| waits.ran) {
            return Ok(());
        }
        let Some((rule, task)) = timer.key.split_once('/') else {
            return Ok(());
        };
        let (Ok(rule), Ok(task)) = (rule.parse(), task.parse::<Uuid>()) else {
            return Ok(());
        };
        let Some(rule) = store::find(cx, rule)? else {
            return Ok(());
        };
        let Some(minutes) = minutes(&rule) else {
            return Ok(());
        };
        let Some(task) = task::load_many(cx, &[task])?.pop() else {
            return Ok(());
        };
        let (zone, now) = (notification::zone_of(cx, task.workspace_id)?, cx.now());
        let Some(at) = time(&task, minutes, &zone) else {
            return Ok(());
        };
        let waits = Waits { due: notification::due_key(&task), minutes, ran: false };
        // As things stand now: the workspace may be in another zone since.
        if at > now {
            return event::set_timer(cx, DUE, &timer.key, at, &json!(waits));
        }
        // The rule may have been changed, and the timer set again, when it had run.
        if store::has_run(cx, rule.id, task.id, at)? {
            return Ok(());
        }
        let Some(ready) = run::ready(cx, rule)? else {
            return Ok(());
        };
        if !ready.is_about(cx, &task)? {
            return Ok(());
        }
        ready.run(cx, Because::Time, task.id)?;
        match task.due_at {
            Some(_) => Ok(()),
            None => {
                let until = now.plus_ms(2 * WORLD_MS);
                event::set_timer(cx, DUE, &timer.key, until, &json!(Waits { ran: true, ..waits }))
            }
        }
    }
}

/// Goes through the tasks of a workspace for a rule, some at a time.
#[derive(Debug, Default)]
pub struct Look;

/// How far the tasks were gone through, and since when what came due counts.
#[derive(Deserialize, Serialize)]
struct Seen {
    after: Uuid,
    since: Stamp,
}

impl Alarm for Look {
    fn name(&self) -> &'static str {
        LOOK
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let Ok(id) = timer.key.parse() else { return Ok(()) };
        let Some(rule) = store::find(cx, id)?.filter(|rule| minutes(rule).is_some()) else {
            return Ok(());
        };
        let Seen { after, since } = serde_json::from_value(timer.body.clone()).map_err(Error::internal)?;
        let tasks = task::dated_after(cx, rule.workspace_id, after, BATCH)?;
        let zone = notification::zone_of(cx, rule.workspace_id)?;
        for task in &tasks {
            // What came due since the rule was made counts, too, however late this is.
            wind(cx, &rule, task, &zone, since)?;
        }
        match tasks.last() {
            Some(last) if tasks.len() == BATCH => look(cx, &timer.key, Seen { after: last.id, since }),
            _ => Ok(()),
        }
    }
}
