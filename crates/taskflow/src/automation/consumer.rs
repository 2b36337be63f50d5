//! Follows the log of workspaces: runs the rules that an entry sets off, and sets the timers of those that wait for due dates.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use uuid::Uuid;

use super::model::{Rule, RunOutcome, TYPES, Trigger};
use super::run::{self, Because, Ready};
use super::{due, rules, store};
use crate::base::{Error, Result};
use crate::event::{Consumer, Cx, Entity, Entry, Idle};
use crate::notification;
use crate::task::Task;

/// Changes of a task after which rules that wait for its due date may run at another time.
const DATED: &[&str] = &["due", "status_category", "project_id", "archived_at", "deleted_at"];

/// The consumer of the log that runs rules.
#[derive(Debug)]
pub struct Automation {
    idle: Idle,
}

impl Default for Automation {
    fn default() -> Self {
        Self { idle: Idle::without(Rule::NAME) }
    }
}

/// Rules of a workspace by what they wait for.
#[derive(Default)]
struct Waiting {
    events: Vec<Rule>,
    due: Vec<Rule>,
}

impl Consumer for Automation {
    fn name(&self) -> &'static str {
        super::NAME
    }

    fn wants(&self, entry: &Entry) -> bool {
        let may_have = self.idle.may_have(entry);
        may_have && (TYPES.contains(&entry.kind.as_str()) || is_dated(entry))
    }

    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()> {
        let Some(workspace) = entries.first().map(|entry| entry.stream_id) else {
            return Ok(());
        };
        let mut waiting = Waiting::default();
        let all = store::of_workspace(cx, workspace)?;
        if all.is_empty() {
            self.idle.has_none(workspace);
        }
        for rule in all.into_iter().filter(|rule| rule.enabled) {
            match rule.trigger {
                Trigger::Event { .. } => waiting.events.push(rule),
                Trigger::Due { .. } => waiting.due.push(rule),
                Trigger::Schedule { .. } => {}
            }
        }
        if !waiting.events.is_empty() {
            run_all(cx, &waiting.events, entries)?;
        }
        if !waiting.due.is_empty() {
            wind_all(cx, &waiting.due, workspace, entries)?;
        }
        Ok(())
    }
}

/// Whether an entry may move what is due.
fn is_dated(entry: &Entry) -> bool {
    let quiet = ["task.rebalanced", "task.untagged", "task.purged"];
    entry.kind.starts_with("task.") && !quiet.contains(&entry.kind.as_str())
}

fn run_all(cx: &mut Cx<'_, '_>, waiting: &[Rule], entries: &[Entry]) -> Result<()> {
    let mut ready: HashMap<Uuid, Option<Ready>> = HashMap::new();
    for entry in entries.iter().filter(|entry| TYPES.contains(&entry.kind.as_str())) {
        let changes = entry.read_payload()?.map(|payload| payload.changes).unwrap_or_default();
        let fired = waiting.iter().filter(|rule| rules::fires(&rule.trigger, &entry.kind, &changes));
        // A rule is for what happens after it was made.
        let fired: Vec<Rule> = fired.filter(|rule| rule.created_at <= entry.at).cloned().collect();
        if fired.is_empty() {
            continue;
        }
        let Some(task) = run::task_of(cx, entry)? else {
            continue;
        };
        for rule in fired {
            let id = rule.id;
            if let Slot::Vacant(unknown) = ready.entry(id) {
                unknown.insert(run::ready(cx, rule)?);
            }
            let Some(Some(one)) = ready.get(&id) else { continue };
            if one.is_about(cx, &task)?
                && one.run(cx, Because::Entry(entry), task.id)? == RunOutcome::Disabled
            {
                ready.insert(id, None);
            }
        }
    }
    Ok(())
}

/// Sets the timers of rules for tasks as the last entry left each.
fn wind_all(cx: &mut Cx<'_, '_>, waiting: &[Rule], workspace: Uuid, entries: &[Entry]) -> Result<()> {
    let zone = notification::zone_of(cx, workspace)?;
    let mut moved = HashMap::new();
    for entry in entries.iter().filter(|entry| is_dated(entry)) {
        let Some(payload) = entry.read_payload()? else {
            continue;
        };
        let created = entry.kind == "task.created";
        let dated = created || DATED.iter().any(|field| payload.changes.contains_key(*field));
        for (place, op) in payload.ops.iter().enumerate() {
            let Some(data) = op.data.as_ref().filter(|_| op.entity == Task::NAME) else {
                continue;
            };
            if place > 0 || dated {
                let task: Task = serde_json::from_str(data.get()).map_err(Error::internal)?;
                moved.insert(task.id, (task, entry.at));
            }
        }
    }
    for (task, since) in moved.values() {
        for rule in waiting {
            due::wind(cx, rule, task, &zone, *since)?;
        }
    }
    Ok(())
}
