//! Cards become tasks, their checklists' items subtasks, what was said on them comments.

use std::collections::HashMap;

use uuid::Uuid;

use super::bundle::{Card, Item, Remark};
use super::frame::{Frame, remember};
use super::people;
use super::plan::Plan;
use crate::base::{Actor, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::{self, NewComment, NewTask};
use crate::workspace::Action;

/// What every card of a batch is taken with.
struct Batch<'a> {
    actor: &'a Actor,
    access: ProjectAccess,
    plan: &'a Plan,
    frame: &'a Frame,
    /// What was taken before, by key.
    known: HashMap<String, Uuid>,
}

/// Takes a batch of cards; those that were taken before only get what is new on them.
///
/// # Errors
/// Those of the commands it calls: then nothing of the batch stays.
pub fn take(cx: &mut Cx<'_, '_>, actor: &Actor, plan: &Plan, frame: &Frame, cards: &[&Card]) -> Result<()> {
    let access = project::open(cx, actor, frame.project_id, Action::EditTasks)?.not_archived()?;
    let parents = cards.iter().filter_map(|card| card.parent.as_ref());
    let parents = parents.map(|parent| plan.key("card", parent));
    let keys = cards.iter().flat_map(|card| plan.card_keys(card)).chain(parents).collect();
    let known = plan.known(cx, keys)?;
    let mut batch = Batch { actor, access, plan, frame, known };
    cards.iter().try_for_each(|card| batch.take(cx, card))
}

impl Batch<'_> {
    fn take(&mut self, cx: &mut Cx<'_, '_>, card: &Card) -> Result<()> {
        let key = self.plan.key("card", &card.external_id);
        let (task_id, is_new) = match self.known.get(&key) {
            Some(id) => (*id, false),
            None => (self.make_task(cx, card, &key)?, true),
        };
        self.known.insert(key, task_id);
        if !is_new && !stands(cx, self.frame, task_id)? {
            // Somebody threw it away or moved it to another project: that is their word on it.
            return Ok(());
        }
        let items = card.items.iter().map(|item| (self.plan.key("item", &item.external_id), item));
        let fresh: Vec<_> = items.filter(|(key, _)| !self.known.contains_key(key)).collect();
        for (key, item) in fresh {
            self.make_subtask(cx, task_id, item, &key)?;
        }
        self.take_comments(cx, task_id, card)?;
        if is_new && card.archived {
            let opened = task::lock(cx, self.actor, task_id, Action::EditTasks)?;
            task::archive(cx, &opened)?;
        }
        Ok(())
    }

    fn make_task(&self, cx: &mut Cx<'_, '_>, card: &Card, key: &str) -> Result<Uuid> {
        let (plan, frame) = (self.plan, self.frame);
        let mut description = card.description.clone();
        if let Some(line) = people::left_out(&plan.names, card, &plan.members) {
            description = format!("{}\n\n{line}", description.trim_end()).trim_start().to_owned();
        }
        let new = NewTask {
            title: card.title.clone(),
            description: Some(description),
            status_id: frame.statuses.get(&card.column).copied(),
            assignee_ids: Some(ids_of(&plan.members, &card.people)),
            tag_ids: Some(ids_of(&frame.tags, &card.labels)),
            priority: Some(card.priority),
            start_on: card.start_on.clone(),
            due: card.due.clone(),
            recurrence: card.recurrence.clone(),
            estimate: card.estimate,
            parent_id: self.parent(cx, card)?,
            milestone_id: card.goal.as_ref().and_then(|goal| frame.milestones.get(goal).copied()),
            ..NewTask::default()
        };
        let task = task::create(cx, self.actor, &self.access, &new)?;
        remember(cx, plan, key, ("task", task.id))?;
        Ok(task.id)
    }

    /// What it is a part of, if that is still where it was put.
    fn parent(&self, cx: &mut Cx<'_, '_>, card: &Card) -> Result<Option<Uuid>> {
        let key = card.parent.as_ref().map(|parent| self.plan.key("card", parent));
        let Some(id) = key.and_then(|key| self.known.get(&key).copied()) else {
            return Ok(None);
        };
        Ok(stands(cx, self.frame, id)?.then_some(id))
    }

    fn make_subtask(&self, cx: &mut Cx<'_, '_>, parent: Uuid, item: &Item, key: &str) -> Result<()> {
        let new = NewTask {
            title: item.title.clone(),
            description: Some(item.description.clone()),
            status_id: Some(if item.done { self.frame.done } else { self.frame.open }),
            parent_id: Some(parent),
            ..NewTask::default()
        };
        let task = task::create(cx, self.actor, &self.access, &new)?;
        remember(cx, self.plan, key, ("task", task.id))
    }

    fn take_comments(&self, cx: &mut Cx<'_, '_>, task_id: Uuid, card: &Card) -> Result<()> {
        let keys = card
            .comments
            .iter()
            .map(|remark| (self.plan.key("comment", &remark.external_id), remark));
        let fresh: Vec<_> = keys.filter(|(key, _)| !self.known.contains_key(key)).collect();
        if fresh.is_empty() {
            return Ok(());
        }
        let access = task::lock(cx, self.actor, task_id, Action::Comment)?;
        for (key, remark) in fresh {
            let new = NewComment { body: said(remark), ..NewComment::default() };
            let comment = task::create_comment(cx, &access, &new)?;
            remember(cx, self.plan, &key, ("comment", comment.id))?;
        }
        Ok(())
    }
}

fn ids_of(map: &HashMap<String, Uuid>, keys: &[String]) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = keys.iter().filter_map(|key| map.get(key).copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whether a task that was imported before is still where it was put.
fn stands(cx: &mut Cx<'_, '_>, frame: &Frame, id: Uuid) -> Result<bool> {
    let task = task::load_many(cx, &[id])?.pop();
    Ok(task.is_some_and(|task| task.project_id == frame.project_id && !task.is_trashed()))
}

/// A comment is the importer's, so it says who spoke, and when.
fn said(remark: &Remark) -> String {
    let at = remark.at.map(|at| at.to_string()).unwrap_or_default();
    let time = match (at.get(..10), at.get(11..16)) {
        (Some(day), Some(time)) => format!(", {day} {time} UTC"),
        _ => String::new(),
    };
    format!("**{}**{time}:\n\n{}", remark.author, remark.text)
}
