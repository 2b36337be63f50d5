//! Follows the log of workspaces: runs the rules that an entry sets off, and sets the timers of those that wait for due dates.

use std::collections::hash_map::Entry as Slot;
use std::collections::{BTreeSet, HashMap};

use uuid::Uuid;

use super::model::{Rule, RunOutcome, TYPES, Trigger};
use super::run::{self, Because, Ready};
use super::{due, rules, store};
use crate::base::{Error, Result};
use crate::event::{self, Consumer, Cx, Entity, Entry, Idle};
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
    for (entry, fired) in fired(cx, waiting, entries)? {
        let Some(task) = run::task_of(cx, entry)? else {
            continue;
        };
        for rule in fired {
            let id = rule.id;
            if let Slot::Vacant(unknown) = ready.entry(id) {
                unknown.insert(run::ready(cx, rule.clone())?);
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

/// The rules that each entry sets off: those that were made before it, as the log has it. Clocks of several servers differ.
fn fired<'a>(
    cx: &mut Cx<'_, '_>,
    waiting: &'a [Rule],
    entries: &'a [Entry],
) -> Result<Vec<(&'a Entry, Vec<&'a Rule>)>> {
    let mut all = Vec::new();
    for entry in entries.iter().filter(|entry| TYPES.contains(&entry.kind.as_str())) {
        let changes = entry.read_payload()?.map(|payload| payload.changes).unwrap_or_default();
        let fires = |rule: &&Rule| rules::fires(&rule.trigger, &entry.kind, &changes);
        all.push((entry, waiting.iter().filter(fires).collect::<Vec<_>>()));
    }
    let ids: BTreeSet<Uuid> = all.iter().flat_map(|(_, rules)| rules).map(|rule| rule.id).collect();
    if let Some((entry, _)) = all.first() {
        let made = event::made_at(cx, entry.stream_id, &ids.into_iter().collect::<Vec<_>>())?;
        for (entry, rules) in &mut all {
            rules.retain(|rule| made.get(&rule.id).is_none_or(|made| *made < entry.seq));
        }
    }
    all.retain(|(_, rules)| !rules.is_empty());
    Ok(all)
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
