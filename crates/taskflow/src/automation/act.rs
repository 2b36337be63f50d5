//! Doing what a rule says, with its author's rights of today.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Act, Audience, Effect, Rule};
use super::rules;
use crate::base::{Actor, Error, Patch, Result};
use crate::event::Cx;
use crate::task::{self, MoveTask, NewComment, NewTask, Task, TaskPatch};
use crate::workspace::Action;
use crate::{notification, project, webhook};

/// What it takes to do an action with a task.
pub fn takes(act: &Act) -> Action {
    match act {
        Act::Notify { .. } | Act::CallWebhook { .. } => Action::ViewProject,
        Act::Comment { .. } => Action::Comment,
        _ => Action::EditTasks,
    }
}

/// A run of a rule for its author.
pub struct Doing<'a> {
    pub actor: &'a Actor,
    pub rule: &'a Rule,
    pub run: Uuid,
    /// The entry that set it off, if one did.
    pub event: Option<Uuid>,
}

/// Does one action with a task; tells what it changed.
///
/// # Errors
/// What a person would be refused with.
fn act(cx: &mut Cx<'_, '_>, doing: &Doing<'_>, (place, act): (usize, &Act), task: Uuid) -> Result<Effect> {
    let effect = |changed| Effect { action: rules::name(act).to_owned(), changed, people: None, code: None };
    match act {
        Act::Notify { text, .. } => {
            let access = task::open(cx, doing.actor, task, takes(act))?;
            let people = told(cx, act, access.task())?;
            let count = people.len();
            let said = notification::Said {
                text: rules::filled(text.trim(), access.task())
                    .chars()
                    .take(rules::MOST_TOLD)
                    .collect(),
                source: format!("{}/{place}", doing.run),
                actor_id: doing.actor.user_id,
            };
            notification::say_of_task(cx, access.task(), people, &said)?;
            Ok(Effect { people: Some(count), ..effect(None) })
        }
        Act::CallWebhook { webhook_id, body } => {
            let access = task::open(cx, doing.actor, task, takes(act))?;
            let call = webhook::Call {
                rule_id: doing.rule.id,
                rule_name: doing.rule.name.clone(),
                run_id: doing.run,
                place,
                event_id: doing.event,
                actor_id: doing.actor.user_id,
                task_id: task,
                body: body.as_ref().map(|body| rules::filled(body, access.task())),
            };
            let workspace = doing.rule.workspace_id;
            webhook::call(cx, doing.actor, workspace, *webhook_id, &call).map(|id| effect(Some(id)))
        }
        _ => change(cx, doing.actor, act, task).map(effect),
    }
}

/// Whom an action tells of a task: whoever may not see it is told nothing.
///
/// # Errors
/// Those of the database.
pub fn told(tx: &mut Tx<'_>, act: &Act, task: &Task) -> Result<Vec<Uuid>> {
    let Act::Notify { user_ids, roles, .. } = act else {
        return Ok(Vec::new());
    };
    let mut people = user_ids.clone();
    for role in roles {
        match role {
            Audience::Assignees => people.extend(&task.assignee_ids),
            Audience::Creator => people.push(task.creator_id),
            Audience::Watchers => {
                people.extend(task::watchers_of(tx, &[task.id])?.iter().map(|watcher| watcher.user_id));
            }
        }
    }
    people.sort_unstable();
    people.dedup();
    let able = project::roles_of(tx, task.project_id, &people)?;
    people.retain(|person| able.contains_key(person));
    Ok(people)
}

/// Does an action that changes something; tells what.
fn change(cx: &mut Cx<'_, '_>, actor: &Actor, act: &Act, task: Uuid) -> Result<Option<Uuid>> {
    let access = task::lock(cx, actor, task, takes(act))?;
    if let Act::Comment { body } = act {
        let body = rules::filled(body, access.task());
        let comment = task::create_comment(cx, &access, &NewComment { body, ..NewComment::default() })?;
        return Ok(Some(comment.id));
    }
    let before = access.task().version;
    let after = match act {
        Act::Complete {} => task::complete(cx, &access)?,
        Act::Move { project_id, status_id } => {
            let to = MoveTask { project_id: *project_id, status_id: *status_id, ..MoveTask::default() };
            task::relocate(cx, actor, &access, &to)?
        }
        Act::CreateTask { project_id, .. } => {
            let home = project_id.unwrap_or(access.task().project_id);
            let home = project::open(cx, actor, home, Action::EditTasks)?.not_archived()?;
            if home.workspace_id() != access.workspace_id() {
                return Err(Error::NotFound("project"));
            }
            let new = new_task(act, access.task());
            return task::create(cx, actor, &home, &new).map(|task| Some(task.id));
        }
        _ => match patch(act, access.task())? {
            Some(patch) => task::patch(cx, actor, &access, &patch)?,
            None => return Ok(None),
        },
    };
    Ok((after.version != before).then_some(after.id))
}

/// What is set on a task; nothing for actions that do something else.
///
/// # Errors
/// `Internal` for a rule that was not checked.
pub fn patch(act: &Act, task: &Task) -> Result<Option<TaskPatch>> {
    let with = |now: &[Uuid], add: &[Uuid], remove: &[Uuid]| {
        let mut ids: Vec<Uuid> = now.iter().filter(|id| !remove.contains(id)).copied().collect();
        ids.extend(add.iter().filter(|id| !now.contains(id)));
        Patch::Set(ids)
    };
    Ok(match act {
        Act::Set { fields } => Some(rules::task_patch(fields).map_err(Error::internal)?),
        Act::Assign { add, remove } => Some(TaskPatch {
            assignee_ids: with(&task.assignee_ids, add, remove),
            ..TaskPatch::default()
        }),
        Act::Tag { add, remove } => {
            Some(TaskPatch { tag_ids: with(&task.tag_ids, add, remove), ..TaskPatch::default() })
        }
        _ => None,
    })
}

/// The task that an action makes because of another.
pub fn new_task(act: &Act, because_of: &Task) -> NewTask {
    let Act::CreateTask { title, description, assignee_ids, subtask, .. } = act else {
        return NewTask::default();
    };
    NewTask {
        title: rules::filled(title, because_of).chars().take(500).collect(),
        description: description.as_ref().map(|text| rules::filled(text, because_of)),
        assignee_ids: Some(assignee_ids.clone()),
        parent_id: subtask.then_some(because_of.id),
        ..NewTask::default()
    }
}

/// What a run came to.
pub struct Acted {
    pub effects: Vec<Effect>,
    /// The refusal that ended it.
    pub refused: Option<Refused>,
}

/// Why an action was refused.
pub struct Refused {
    pub code: String,
    /// The author lacks the right: it will not go better the next time.
    pub lasting: bool,
}

/// Does all actions in their order, up to the first that is refused.
///
/// # Errors
/// Those of the database.
pub fn act_all(cx: &mut Cx<'_, '_>, doing: &Doing<'_>, task: Uuid) -> Result<Acted> {
    let acts = &doing.rule.actions;
    let mut effects = Vec::with_capacity(acts.len());
    for one in acts.iter().enumerate() {
        match act(cx, doing, one, task) {
            Ok(effect) => effects.push(effect),
            Err(error) => {
                let refused = refusal(error)?;
                let (action, code) = (rules::name(one.1).to_owned(), Some(refused.code.clone()));
                effects.push(Effect { action, changed: None, people: None, code });
                return Ok(Acted { effects, refused: Some(refused) });
            }
        }
    }
    Ok(Acted { effects, refused: None })
}

/// The refusal that an error is.
///
/// # Errors
/// The error itself, when it is a fault of ours or of the database.
pub fn refusal(error: Error) -> Result<Refused> {
    match error {
        // The task, or where it was to go, went away meanwhile.
        Error::NotFound(_) => Ok(Refused { code: "not_found".to_owned(), lasting: false }),
        Error::Forbidden { code, .. } => Ok(Refused { code: code.to_owned(), lasting: true }),
        Error::Conflict { code, .. } => Ok(Refused { code: code.to_owned(), lasting: false }),
        Error::Invalid(faults) => {
            let code = faults
                .into_iter()
                .next()
                .map_or_else(|| "invalid".to_owned(), |fault| fault.code);
            Ok(Refused { code, lasting: false })
        }
        other => Err(other),
    }
}
