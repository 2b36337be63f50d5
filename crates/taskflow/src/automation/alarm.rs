//! Rules that wait for a time of the day: one timer a rule.

use serde_json::json;
use uuid::Uuid;

use super::model::{Rule, RunOutcome, Trigger};
use super::run::{self, Because};
use super::{rules, store};
use crate::base::{Actor, Result};
use crate::event::{self, Alarm, Cx, Timer};
use crate::project;
use crate::task::{self, Reader};
use crate::workspace::{Action, OnArrival, WorkspaceRef, member_of};

const SCHEDULE: &str = "automation.schedule";
/// Tasks of one run.
const MOST_TASKS: i64 = 200;

/// Sets the timer of a rule to when it comes next, or takes it away.
///
/// # Errors
/// Those of the database.
pub fn set(cx: &mut Cx<'_, '_>, rule: &Rule) -> Result<()> {
    let due = rules::next_time(&rule.trigger, cx.now()).filter(|_| rule.enabled);
    match due {
        Some(due) => event::set_timer(cx, SCHEDULE, &rule.id.to_string(), due, &json!({})),
        None => cancel(cx, rule),
    }
}

/// Sets it again after the rule was changed. A run whose time has come, and that nobody got to yet, is still to be done.
///
/// # Errors
/// Those of the database.
pub fn changed(cx: &mut Cx<'_, '_>, before: &Rule, rule: &Rule) -> Result<()> {
    let (key, now) = (rule.id.to_string(), cx.now());
    let stays = rule.enabled && before.trigger == rule.trigger;
    let waits = if stays { event::timer_of(cx, SCHEDULE, &key)? } else { None };
    match waits.filter(|timer| timer.due <= now) {
        // Whoever carries it out sets the next one.
        Some(late) if late.attempts == 0 => Ok(()),
        // What failed is tried anew: the change may have mended it.
        Some(late) => event::set_timer(cx, SCHEDULE, &key, late.due, &json!({})),
        None => set(cx, rule),
    }
}

/// # Errors
/// Those of the database.
pub fn cancel(cx: &mut Cx<'_, '_>, rule: &Rule) -> Result<()> {
    event::cancel_timer(cx, SCHEDULE, &rule.id.to_string())
}

inventory::submit! { OnArrival(arrived) }

/// No timer came along.
fn arrived(cx: &mut Cx<'_, '_>, workspace: Uuid) -> Result<()> {
    store::of_workspace(cx, workspace)?.iter().try_for_each(|rule| set(cx, rule))
}

/// Fires rules whose time has come. What was missed while no server ran is done once.
#[derive(Debug, Default)]
pub struct Schedule;

impl Alarm for Schedule {
    fn name(&self) -> &'static str {
        SCHEDULE
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        let Ok(id) = timer.key.parse() else { return Ok(()) };
        let Some(rule) = store::find(cx, id)?.filter(|rule| rule.enabled) else {
            return Ok(());
        };
        let Trigger::Schedule { .. } = rule.trigger else {
            return Ok(());
        };
        set(cx, &rule)?;
        let Some(ready) = run::ready(cx, rule)? else {
            return Ok(());
        };
        for task in tasks(cx, &ready.rule)? {
            if ready.is_about(cx, &task)? && ready.run(cx, Because::Time, task.id)? == RunOutcome::Disabled {
                break;
            }
        }
        Ok(())
    }
}

/// The tasks that a rule's filter matches now, as far as its author sees them.
///
/// # Errors
/// Those of the database; `Invalid`.
pub fn tasks(cx: &mut Cx<'_, '_>, rule: &Rule) -> Result<Vec<task::Task>> {
    let author = Actor::absent(rule.author_id);
    let member = member_of(cx, &author, &WorkspaceRef::Id(rule.workspace_id), Action::ViewWorkspace)?;
    let projects: Vec<Uuid> = match rule.project_id {
        Some(project) => vec![project],
        None => project::visible(cx, &member)?.into_keys().collect(),
    };
    let now = cx.now();
    let reader = Reader {
        actor: &author,
        workspace_id: rule.workspace_id,
        projects: &projects,
        now,
        timezone: None,
    };
    task::matching(cx, &reader, &rule.filter, MOST_TASKS)
}
