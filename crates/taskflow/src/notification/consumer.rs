//! Reads workspaces' logs for what people are to be told, and for what will be due.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::alarms::zone_of;
use super::commands::{self, News, tell};
use super::due;
use super::rules::{self, TaskSide, Told};
use crate::auth;
use crate::base::{Error, Result, Stamp};
use crate::event::{Consumer, Cx, Entity, Entry, Op, OpKind};
use crate::task::{self, Comment, Task};
use crate::workspace::{self, Invitation};

/// See the module.
pub struct Notifications;

/// Changes of a task after which its alerts and reminders may be wrong.
const DUE_FIELDS: &[&str] = &["due", "status_category", "deleted_at", "archived_at"];
/// Changes of a task that people are told.
const TOLD_FIELDS: &[&str] = &["assignee_ids", "status_id"];

impl Consumer for Notifications {
    fn name(&self) -> &'static str {
        "notifications"
    }

    fn wants(&self, entry: &Entry) -> bool {
        match entry.kind.as_str() {
            "comment.created" | "comment.updated" | "invitation.created" => true,
            "task.rebalanced" | "task.untagged" => false,
            "task.purged" => true,
            // What can be told from the entry alone is not left to the transaction: most changes are no news. In doubt, that
            // is for it to find.
            kind => kind.starts_with("task.") && of_use(entry).unwrap_or(true),
        }
    }

    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()> {
        let mut batch = Batch::default();
        for entry in entries {
            batch.read(cx, entry)?;
        }
        batch.finish(cx)
    }
}

/// Whether an entry about a task changes what people are told or what will be due.
fn of_use(entry: &Entry) -> Result<bool> {
    let Some(payload) = entry.read_payload()? else {
        return Ok(false);
    };
    let changes = |fields: &[&str]| fields.iter().any(|field| payload.changes.contains_key(*field));
    if payload.ops.len() > 1 || changes(DUE_FIELDS) || changes(TOLD_FIELDS) {
        return Ok(true);
    }
    let image = payload.ops.first().map(image::<Task>).transpose()?.flatten();
    Ok(entry.kind == "task.created"
        && image.is_none_or(|task| task.due.is_some() || !task.assignee_ids.is_empty()))
}

/// What an entry says of a task, before it is asked who watches it.
enum Said {
    Task {
        created: bool,
        task: Box<Task>,
        changes: serde_json::Map<String, serde_json::Value>,
    },
    Comment {
        created: bool,
        comment: Box<Comment>,
    },
}

struct Fact {
    entry: Uuid,
    at: Stamp,
    actor: Option<Uuid>,
    task: Uuid,
    said: Said,
}

/// Entries that are handled together: what they need is asked once.
#[derive(Default)]
struct Batch {
    facts: Vec<Fact>,
    news: Vec<News>,
    gone: Vec<Uuid>,
    /// Tasks whose due date counts anew, as the last entry left them, and since when.
    due: BTreeMap<Uuid, (Task, Stamp)>,
}

impl Batch {
    fn read(&mut self, cx: &mut Cx<'_, '_>, entry: &Entry) -> Result<()> {
        let Some(payload) = entry.read_payload()? else {
            return Ok(());
        };
        let quiet = is_import(entry);
        let fact = |task: Uuid, said: Said| Fact {
            entry: entry.id,
            at: entry.at,
            actor: entry.actor_id,
            task,
            said,
        };
        match entry.kind.as_str() {
            "comment.created" | "comment.updated" => {
                if let Some(comment) = payload.ops.first().map(image::<Comment>).transpose()?.flatten()
                    && comment.deleted_at.is_none()
                    && !quiet
                {
                    let said = Said::Comment {
                        created: entry.kind == "comment.created",
                        comment: Box::new(comment),
                    };
                    self.facts.push(fact(entry.subject_id.unwrap_or(entry.entity_id), said));
                }
            }
            "invitation.created" => {
                if let Some(invitation) = payload.ops.first().map(image::<Invitation>).transpose()?.flatten()
                {
                    self.invited(cx, entry, &invitation)?;
                }
            }
            "task.purged" => self.gone.extend(
                payload
                    .ops
                    .iter()
                    .filter(|op| op.entity == Task::NAME && op.op == OpKind::Remove)
                    .map(|op| op.id),
            ),
            _ => {
                let created = entry.kind == "task.created";
                let moved = created || DUE_FIELDS.iter().any(|field| payload.changes.contains_key(*field));
                for (place, op) in payload.ops.iter().enumerate() {
                    let Some(task) = image::<Task>(op)? else { continue };
                    if place > 0 || moved {
                        self.due.insert(task.id, (task.clone(), entry.at));
                    }
                    let of_people =
                        created || TOLD_FIELDS.iter().any(|field| payload.changes.contains_key(*field));
                    if place == 0 && of_people && !quiet {
                        let changes = payload.changes.clone();
                        self.facts
                            .push(fact(task.id, Said::Task { created, task: Box::new(task), changes }));
                    }
                }
            }
        }
        Ok(())
    }

    fn invited(&mut self, cx: &mut Cx<'_, '_>, entry: &Entry, invitation: &Invitation) -> Result<()> {
        let person = auth::user_by_email(cx, &invitation.email)?;
        // Whoever registered with somebody else's address is not to learn who invites that somebody, and where to.
        let person = person.filter(|person| person.email_verified && Some(person.id) != entry.actor_id);
        let Some(person) = person else {
            return Ok(());
        };
        // Taken up or taken back since: it is no news.
        if !workspace::invitation_is_open(cx, invitation.workspace_id, invitation.id)? {
            return Ok(());
        }
        self.news.push(News {
            told: rules::of_invitation(invitation, person.id),
            workspace_id: invitation.workspace_id,
            project_id: None,
            task_id: None,
            actor_id: entry.actor_id,
            text: String::new(),
        });
        Ok(())
    }

    fn finish(mut self, cx: &mut Cx<'_, '_>) -> Result<()> {
        commands::forget_tasks(cx, &self.gone)?;
        self.set_alerts(cx)?;
        let ids: Vec<Uuid> = self
            .facts
            .iter()
            .map(|fact| fact.task)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect();
        if !ids.is_empty() {
            let tasks: HashMap<Uuid, Task> =
                task::load_many(cx, &ids)?.into_iter().map(|task| (task.id, task)).collect();
            let mut watchers: HashMap<Uuid, Vec<(Uuid, Stamp)>> = HashMap::new();
            for watcher in task::watchers_of(cx, &ids)? {
                watchers
                    .entry(watcher.task_id)
                    .or_default()
                    .push((watcher.user_id, watcher.created_at));
            }
            for fact in &self.facts {
                // What is gone since is nothing to tell of; where it is now says who may be told.
                let Some(now) = tasks.get(&fact.task).filter(|task| !task.is_trashed()) else {
                    continue;
                };
                let watching = watchers.get(&fact.task).into_iter().flatten();
                let side = TaskSide {
                    watchers: watching
                        .filter(|(_, since)| *since <= fact.at)
                        .map(|(user, _)| *user)
                        .collect(),
                };
                self.news.extend(told(fact, &side).into_iter().map(|told| News {
                    told,
                    workspace_id: now.workspace_id,
                    project_id: Some(now.project_id),
                    task_id: Some(now.id),
                    actor_id: fact.actor,
                    text: String::new(),
                }));
            }
        }
        tell(cx, self.news)
    }

    /// Sets, moves and takes back what will be due.
    fn set_alerts(&self, cx: &mut Cx<'_, '_>) -> Result<()> {
        let mut zones: HashMap<Uuid, TimeZone> = HashMap::new();
        for (task, since) in self.due.values() {
            let zone = match zones.get(&task.workspace_id) {
                Some(zone) => zone.clone(),
                None => zone_of(cx, task.workspace_id)?,
            };
            zones.entry(task.workspace_id).or_insert_with(|| zone.clone());
            due::wind(cx, task, &zone, *since)?;
        }
        let changed = self.due.values().map(|(task, since)| (task.clone(), Some(*since)));
        commands::retime(cx, &changed.collect::<Vec<_>>())
    }
}

fn told(fact: &Fact, side: &TaskSide) -> Vec<Told> {
    match &fact.said {
        Said::Task { created, task, changes } => {
            rules::of_task(fact.entry, *created, task, changes, fact.actor, side)
        }
        Said::Comment { created, comment } => rules::of_comment(*created, comment, fact.actor, side),
    }
}

/// Whether an import did it: thousands of tasks of long ago are no news.
fn is_import(entry: &Entry) -> bool {
    entry.request_id.starts_with("import:")
}

/// The thing that an op leaves, if it is one of this kind.
fn image<E: Entity + DeserializeOwned>(op: &Op) -> Result<Option<E>> {
    match &op.data {
        Some(data) if op.entity == E::NAME => {
            serde_json::from_str(data.get()).map(Some).map_err(Error::internal)
        }
        _ => Ok(None),
    }
}
