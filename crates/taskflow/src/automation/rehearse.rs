//! What a rule would have done with what happened lately: nothing is done.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Slot;

use serde_json::{Map, Value, json};
use taskflow_db::Tx;
use uuid::Uuid;

use super::act;
use super::model::{Act, Rehearsal, Rehearse, Rule, Trigger, WouldDo, WouldRun};
use super::{access, alarm, commands, due, rules, run};
use crate::base::{Actor, Error, Result, Stamp};
use crate::event::{self, Cx, Entry};
use crate::task::{self, Condition, Subject, Task};
use crate::workspace::{Action, Membership};
use crate::{notification, project};

const USUAL: i64 = 200;
const MOST: i64 = 1_000;
/// Runs that are told.
const TOLD: usize = 100;
/// Entries read at once.
const BATCH: i64 = 200;

/// Rehearses a rule on the last entries of the log, with the actor's rights.
///
/// # Errors
/// `Invalid`; `Forbidden`.
pub fn rehearse(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    asked: &Rehearse,
) -> Result<Rehearsal> {
    let new = &asked.rule;
    let count = asked.events.unwrap_or(USUAL);
    if !(1..=MOST).contains(&count) {
        return Err(Error::invalid("/events", "out_of_range", "Give 1 to 1,000 entries."));
    }
    access::may_have(cx, actor, member, new.project_id)?;
    let draft = rules::drafted(new)?;
    let condition = access::filter(cx, actor, member, new.project_id, &draft.filter)?;
    access::may_do(cx, actor, member, &draft.actions)?;
    let rule = commands::ruled(draft, cx.new_id(), member, new.project_id, cx);
    match rule.trigger {
        Trigger::Event { .. } => past(cx, actor, member, &rule, condition.as_ref(), count),
        Trigger::Due { minutes } => coming(cx, actor, &rule, minutes),
        Trigger::Schedule { .. } => {
            let tasks = alarm::tasks(cx, &rule)?;
            let looked_at = i64::try_from(tasks.len()).unwrap_or(i64::MAX);
            let tasks = tasks.into_iter().take(TOLD);
            let runs: Result<Vec<WouldRun>> =
                tasks.map(|task| would(cx, actor, &rule, None, &task)).collect();
            Ok(Rehearsal { looked_at, would_run: runs? })
        }
    }
}

/// The tasks that a rule would run on when their time comes, the earliest first.
fn coming(cx: &mut Cx<'_, '_>, actor: &Actor, rule: &Rule, minutes: i64) -> Result<Rehearsal> {
    let filter = match rule.filter.as_str() {
        "" => "is open and due != null".to_owned(),
        filter => format!("({filter}) and is open and due != null"),
    };
    let tasks = alarm::tasks(cx, &Rule { filter, ..rule.clone() })?;
    let (zone, now) = (notification::zone_of(cx, rule.workspace_id)?, cx.now());
    let looked_at = i64::try_from(tasks.len()).unwrap_or(i64::MAX);
    let timed = |task: Task| due::next(&task, minutes, &zone, now).map(|at| (at, task));
    let mut tasks: Vec<(Stamp, Task)> = tasks.into_iter().filter_map(timed).collect();
    tasks.sort_by_key(|(at, task)| (*at, task.id));
    tasks.truncate(TOLD);
    let would = |(at, task): &(Stamp, Task)| {
        let run = would(cx, actor, rule, None, task)?;
        Ok(WouldRun { at: Some(*at), ..run })
    };
    let runs: Result<Vec<WouldRun>> = tasks.iter().map(would).collect();
    Ok(Rehearsal { looked_at, would_run: runs? })
}

fn past(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    rule: &Rule,
    condition: Option<&Condition>,
    count: i64,
) -> Result<Rehearsal> {
    let head = event::head(cx, rule.workspace_id)?.seq;
    let mut after = (head - count).max(0);
    let looked_at = head - after;
    let seen = project::visible(cx, member)?;
    let mut would_run = Vec::new();
    while after < head {
        let entries = event::entries_after(cx, rule.workspace_id, after, BATCH.min(head - after))?;
        let Some(last) = entries.last() else { break };
        after = last.seq;
        for entry in &entries {
            let task = matched(cx, rule, condition, entry)?;
            if let Some(task) = task.filter(|task| seen.contains_key(&task.project_id)) {
                would_run.push((entry.clone(), task));
            }
        }
    }
    would_run.reverse();
    would_run.truncate(TOLD);
    let told: Result<Vec<WouldRun>> = would_run
        .iter()
        .map(|(entry, task)| would(cx, actor, rule, Some(entry), task))
        .collect();
    Ok(Rehearsal { looked_at, would_run: told? })
}

/// The task that an entry would have the rule run on, if its author sees it.
fn matched(
    cx: &mut Cx<'_, '_>,
    rule: &Rule,
    condition: Option<&Condition>,
    entry: &Entry,
) -> Result<Option<Task>> {
    let Some(payload) = entry.read_payload()? else {
        return Ok(None);
    };
    if !rules::fires(&rule.trigger, &entry.kind, &payload.changes) {
        return Ok(None);
    }
    let Some(task) = run::task_of(cx, entry)? else {
        return Ok(None);
    };
    if rule.project_id.is_some_and(|project| project != task.project_id) {
        return Ok(None);
    }
    let subject = Subject { task: &task, blocked: false };
    let matches = condition.is_none_or(|condition| task::matches(condition, &subject));
    Ok(matches.then_some(task))
}

fn would(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    rule: &Rule,
    entry: Option<&Entry>,
    task: &Task,
) -> Result<WouldRun> {
    let mut refused: HashMap<Action, Option<String>> = HashMap::new();
    let now = task::load_many(cx, &[task.id])?.pop().unwrap_or_else(|| task.clone());
    let mut effects = Vec::with_capacity(rule.actions.len());
    for one in &rule.actions {
        let code = match refused.entry(act::takes(one)) {
            Slot::Occupied(known) => known.get().clone(),
            Slot::Vacant(unknown) => {
                let opened = task::open(cx, actor, task.id, *unknown.key());
                let code = opened.err().map(act::refusal).transpose()?.map(|refused| refused.code);
                unknown.insert(code).clone()
            }
        };
        effects.push(WouldDo {
            action: rules::name(one).to_owned(),
            changes: changes(cx, one, &now)?,
            code,
        });
    }
    Ok(WouldRun {
        event_id: entry.map(|entry| entry.id),
        seq: entry.map(|entry| entry.seq),
        kind: entry.map(|entry| entry.kind.clone()),
        at: entry.map(|entry| entry.at),
        task_id: task.id,
        task_key: now.key.clone(),
        task_title: now.title.clone(),
        effects,
    })
}

/// Field → `{from, to}` of what differs, or what would be made.
fn changes(tx: &mut Tx<'_>, act: &Act, task: &Task) -> Result<Map<String, Value>> {
    let now = serde_json::to_value(task).map_err(Error::internal)?;
    let from = |field: &str| now.get(field).cloned().unwrap_or_default();
    let mut changes = Map::new();
    let mut differs = |field: &str, to: Value| {
        if from(field) != to {
            changes.insert(field.to_owned(), json!({ "from": from(field), "to": to }));
        }
    };
    match act {
        Act::Set { fields } => fields.iter().for_each(|(field, to)| differs(field, to.clone())),
        Act::Assign { .. } => {
            differs("assignee_ids", set(act::patch(act, task)?.map(|patch| patch.assignee_ids)))
        }
        Act::Tag { .. } => differs("tag_ids", set(act::patch(act, task)?.map(|patch| patch.tag_ids))),
        Act::Move { project_id, status_id } => {
            project_id.iter().for_each(|id| differs("project_id", json!(id)));
            status_id.iter().for_each(|id| differs("status_id", json!(id)));
        }
        Act::Complete {} => differs("status_category", json!("done")),
        Act::Comment { body } => {
            changes.insert("body".to_owned(), json!(rules::filled(body, task)));
        }
        Act::CreateTask { project_id, .. } => {
            let new = act::new_task(act, task);
            changes.insert("title".to_owned(), json!(new.title));
            changes.insert("project_id".to_owned(), json!(project_id.unwrap_or(task.project_id)));
            changes.insert("parent_id".to_owned(), json!(new.parent_id));
        }
        Act::Notify { text, .. } => {
            changes.insert("user_ids".to_owned(), json!(act::told(tx, act, task)?));
            changes.insert("text".to_owned(), json!(rules::filled(text.trim(), task)));
        }
        Act::CallWebhook { webhook_id, body } => {
            changes.insert("webhook_id".to_owned(), json!(webhook_id));
            changes.insert("body".to_owned(), json!(body.as_ref().map(|body| rules::filled(body, task))));
        }
    }
    Ok(changes)
}

/// Sorted, as a task shows it.
fn set(patch: Option<crate::base::Patch<Vec<Uuid>>>) -> Value {
    let mut ids = patch.and_then(|patch| patch.change()).flatten().unwrap_or_default();
    ids.sort_unstable();
    json!(ids)
}
