//! Series by the calendar: a timer for each, by which the next occurrence opens on its date.

use serde::Deserialize;
use serde_json::json;
use taskflow_db::Tx;
use uuid::Uuid;

use super::effects::count_on_parents;
use super::occurrence;
use crate::base::{Result, Stamp};
use crate::event::{self, Alarm, Cx, Entry, Timer};
use crate::project::{self, OnReturn, ProjectAccess};
use crate::recurring::{self, Missed};
use crate::task::model::Task;
use crate::task::{events, rules, store, watcher};
use crate::workspace::{self, OnArrival, OnRezone};

/// The key is the id of the task that has the rule.
const SERIES: &str = "task.series";
/// The key is the workspace's id.
const ANEW: &str = "task.series_anew";
/// When it is looked again at a series whose project is archived or in the trash, should nobody bring that back before.
const LATER_MS: i64 = 86_400_000;
/// Series wound anew at once.
const BATCH: i64 = 200;

/// Sets the timer of a series to when its next occurrence opens, or takes it away: wherever a task was written.
///
/// # Errors
/// Those of the database.
pub fn wind(tx: &mut Tx<'_>, before: Option<&Task>, after: &Task) -> Result<()> {
    let was = before.filter(|before| rules::runs(before));
    if !rules::runs(after) {
        return was.map_or(Ok(()), |task| event::cancel_timer(tx, SERIES, &task.id.to_string()));
    }
    match was {
        Some(before) if rules::times(before) == rules::times(after) => Ok(()),
        _ => set(tx, after),
    }
}

/// The same for tasks that went into the trash or came out of it.
///
/// # Errors
/// Those of the database.
pub fn rewind(tx: &mut Tx<'_>, tasks: &[Task]) -> Result<()> {
    for task in tasks {
        let open = Task { deleted_at: None, ..task.clone() };
        if rules::runs(&open) {
            match task.deleted_at {
                Some(_) => event::cancel_timer(tx, SERIES, &task.id.to_string())?,
                None => set(tx, task)?,
            }
        }
    }
    Ok(())
}

fn set(tx: &mut Tx<'_>, task: &Task) -> Result<()> {
    let key = task.id.to_string();
    let pattern = rules::pattern(task)?;
    let Some((rule, due)) = rules::rule_of(&pattern)? else {
        return Ok(());
    };
    let timezone = workspace::timezone_of(tx, task.workspace_id)?;
    match recurring::opening(&rule, &due, rules::lead(&pattern), &timezone)? {
        Some(opening) => event::set_timer(tx, SERIES, &key, opening.at, &json!({})),
        None => event::cancel_timer(tx, SERIES, &key),
    }
}

/// Opens the occurrence whose date has come.
pub struct Series;

impl Alarm for Series {
    fn name(&self) -> &'static str {
        SERIES
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let Ok(id) = timer.key.parse() else { return Ok(()) };
        let Some(task) = store::find_locked(cx, id)?.filter(rules::runs) else {
            return Ok(());
        };
        let Some(project) = project::by_itself(cx, task.project_id, task.creator_id)? else {
            let later = cx.now().plus_ms(LATER_MS);
            return event::set_timer(cx, SERIES, &timer.key, later, &json!({}));
        };
        match due_now(cx, &task)? {
            Some((pattern, next)) => open(cx, &project, &task, &pattern, &next),
            // The zone was changed since, or the project came back.
            None => set(cx, &task),
        }
    }
}

/// Whether an entry is of an occurrence that opened by itself.
pub fn opened_by_date(entry: &Entry) -> bool {
    let reason = entry.request_id.split_once('/').map(|(alarm, _)| alarm);
    entry.actor_id.is_none() && reason == Some(SERIES)
}

fn due_now(cx: &mut Cx<'_, '_>, task: &Task) -> Result<Option<(Task, recurring::Next)>> {
    let pattern = occurrence::pattern(cx, task)?;
    let Some((rule, due)) = rules::rule_of(&pattern)? else {
        return Ok(None);
    };
    let missed = task.recurrence.as_ref().map_or(Missed::Latest, |rule| rule.missed);
    let timezone = workspace::timezone_of(cx, task.workspace_id)?;
    let (lead, now): (i64, Stamp) = (rules::lead(&pattern), cx.now());
    let next = recurring::opened(&rule, &due, lead, &timezone, missed, now)?;
    Ok(next.map(|next| (pattern, next)))
}

/// The rule goes over to the new occurrence, and with it the timer; the one before is a task like any other.
fn open(
    cx: &mut Cx<'_, '_>,
    project: &ProjectAccess,
    before: &Task,
    pattern: &Task,
    next: &recurring::Next,
) -> Result<()> {
    let now = cx.now();
    let after = Task {
        recurrence: None,
        series_id: before.series_id.or(Some(before.id)),
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    store::save_all(cx, &[&(before.clone(), after.clone())])?;
    let fresh = occurrence::made(cx, project, pattern, next)?;
    let fresh = occurrence::put(cx, fresh)?;
    let audience = occurrence::audience(cx, &fresh, before.id)?;
    let watchers = watcher::ensure(cx, &fresh, &audience)?;
    let mut others = vec![after];
    others.extend(count_on_parents(cx, &rules::count_changes(None, Some(&fresh)), now)?);
    let entry = events::created(&fresh, &others);
    cx.emit(watchers.iter().fold(entry, |entry, watcher| entry.also(watcher)))
}

/// Winds the series of a workspace anew, some at a time.
pub struct SeriesAnew;

#[derive(Deserialize)]
struct Seen {
    after: Uuid,
}

impl Alarm for SeriesAnew {
    fn name(&self) -> &'static str {
        ANEW
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let Ok(workspace) = timer.key.parse() else {
            return Ok(());
        };
        let after = serde_json::from_value(timer.body.clone()).map_or(Uuid::nil(), |seen: Seen| seen.after);
        let ids = store::by_calendar(cx, workspace, after, BATCH)?;
        let tasks = store::lock_many(cx, &ids)?;
        for task in tasks.iter().filter(|task| rules::runs(task)) {
            set(cx, task)?;
        }
        match ids.last() {
            Some(last) if ids.len() as i64 == BATCH => {
                let now = cx.now();
                event::set_timer(cx, ANEW, &timer.key, now, &json!({ "after": last }))
            }
            _ => Ok(()),
        }
    }
}

// Days begin at another instant then.
inventory::submit! { OnRezone(wind_anew) }
// No timer came along.
inventory::submit! { OnArrival(wind_anew) }
// What waited for its project waits no more.
inventory::submit! { OnReturn(wind_anew) }

fn wind_anew(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    let now = cx.now();
    event::set_timer(cx, ANEW, &workspace.to_string(), now, &json!({ "after": Uuid::nil() }))
}
