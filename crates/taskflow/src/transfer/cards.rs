//! Cards become tasks, their checklists' items subtasks, what was said on them comments.

use std::collections::HashMap;

use uuid::Uuid;

use super::bundle::{Card, Item, Remark};
use super::frame::{Frame, remember};
use super::import::Plan;
use super::people;
use crate::base::{Actor, Result, Stamp};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::{self, Due, NewComment, NewTask};
use crate::workspace::Action;

/// Takes a batch of cards; those that were taken before only get what is new on them.
///
/// # Errors
/// Those of the commands it calls: then nothing of the batch stays.
pub fn take(cx: &mut Cx<'_, '_>, actor: &Actor, plan: &Plan, frame: &Frame, cards: &[&Card]) -> Result<()> {
    let access = project::open(cx, actor, frame.project_id, Action::EditTasks)?.not_archived()?;
    let keys = cards.iter().flat_map(|card| plan.card_keys(card)).collect();
    let known = plan.known(cx, keys)?;
    for card in cards {
        let key = plan.key("card", &card.external_id);
        let (task_id, is_new) = match known.get(&key) {
            Some(id) => (*id, false),
            None => (make_task(cx, actor, &access, plan, frame, card, &key)?, true),
        };
        if !is_new && !stands(cx, frame, task_id)? {
            // Somebody threw it away or moved it to another project: that is their word on it.
            continue;
        }
        let items = card.items.iter().map(|item| (plan.key("item", &item.external_id), item));
        for (key, item) in items.filter(|(key, _)| !known.contains_key(key)) {
            make_subtask(cx, actor, &access, plan, frame, task_id, item, &key)?;
        }
        take_comments(cx, actor, plan, &known, task_id, card)?;
        if is_new && card.archived {
            let opened = task::lock(cx, actor, task_id, Action::EditTasks)?;
            task::archive(cx, &opened)?;
        }
    }
    Ok(())
}

/// Whether a task that was imported before is still where it was put.
fn stands(cx: &mut Cx<'_, '_>, frame: &Frame, id: Uuid) -> Result<bool> {
    let task = task::load_many(cx, &[id])?.pop();
    Ok(task.is_some_and(|task| task.project_id == frame.project_id && !task.is_trashed()))
}

fn make_task(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    plan: &Plan,
    frame: &Frame,
    card: &Card,
    key: &str,
) -> Result<Uuid> {
    let members = &plan.members;
    let mut description = card.description.clone();
    if let Some(line) = people::left_out(&plan.bundle, card, members) {
        description = format!("{}\n\n{line}", description.trim_end()).trim_start().to_owned();
    }
    let ids = |map: &HashMap<String, Uuid>, keys: &[String]| {
        let mut ids: Vec<Uuid> = keys.iter().filter_map(|key| map.get(key).copied()).collect();
        ids.sort_unstable();
        ids.dedup();
        Some(ids)
    };
    let new = NewTask {
        title: card.title.clone(),
        description: Some(description),
        status_id: frame.statuses.get(&card.column).copied(),
        assignee_ids: ids(members, &card.people),
        tag_ids: ids(&frame.tags, &card.labels),
        due: card.due.map(due),
        ..NewTask::default()
    };
    let task = task::create(cx, actor, access, &new)?;
    remember(cx, plan, key, ("task", task.id))?;
    Ok(task.id)
}

fn make_subtask(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    plan: &Plan,
    frame: &Frame,
    parent: Uuid,
    item: &Item,
    key: &str,
) -> Result<()> {
    let new = NewTask {
        title: item.title.clone(),
        description: Some(item.description.clone()),
        status_id: Some(if item.done { frame.done } else { frame.open }),
        parent_id: Some(parent),
        ..NewTask::default()
    };
    let task = task::create(cx, actor, access, &new)?;
    remember(cx, plan, key, ("task", task.id))
}

fn take_comments(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    plan: &Plan,
    known: &HashMap<String, Uuid>,
    task_id: Uuid,
    card: &Card,
) -> Result<()> {
    let mut opened = None;
    for remark in &card.comments {
        let key = plan.key("comment", &remark.external_id);
        if known.contains_key(&key) {
            continue;
        }
        let access = match opened.take() {
            Some(access) => access,
            None => task::lock(cx, actor, task_id, Action::Comment)?,
        };
        let new = NewComment { body: said(remark), ..NewComment::default() };
        let comment = task::create_comment(cx, &access, &new)?;
        remember(cx, plan, &key, ("comment", comment.id))?;
        opened = Some(access);
    }
    Ok(())
}

/// A comment is the importer's, so it says who spoke, and when.
fn said(remark: &Remark) -> String {
    let at = remark.at.to_string();
    let (day, time) = (at.get(..10).unwrap_or_default(), at.get(11..16).unwrap_or_default());
    format!("**{}**, {day} {time} UTC:\n\n{}", remark.author, remark.text)
}

/// The exporting product keeps instants; here that is a time in UTC.
fn due(at: Stamp) -> Due {
    let text = at.to_string();
    Due {
        date: text.get(..10).unwrap_or_default().to_owned(),
        time: text.get(11..16).map(str::to_owned),
        timezone: Some("UTC".to_owned()),
    }
}
