//! A webhook's filter, made ready to be asked of entries.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::Webhook;
use crate::base::{Actor, Error, Result, Stamp};
use crate::event::{Entity, Entry, Op};
use crate::task::{self, Condition, Reader, Subject, Task};
use crate::workspace::{self, Action, WorkspaceRef, member_of};
use crate::{auth, project};

/// Checks a filter: names are looked up as an admin sees them, `me` is `user`.
///
/// # Errors
/// `Invalid` at `/filter`.
pub fn ready(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid, now: Stamp, text: &str) -> Result<Condition> {
    // A webhook is the workspace's: it goes on when whoever made it leaves.
    let sees_all = workspace::an_owner(tx, workspace)?.ok_or(Error::NotFound("workspace"))?;
    let owner = Actor::absent(sees_all);
    let member = member_of(tx, &owner, &WorkspaceRef::Id(workspace), Action::ManageWebhooks)?;
    let projects: Vec<Uuid> = project::visible(tx, &member)?.into_keys().collect();
    let actor = Actor::absent(user);
    let reader = Reader {
        actor: &actor,
        workspace_id: workspace,
        projects: &projects,
        now,
        timezone: None,
    };
    task::condition(tx, &reader, "/filter", text)
}

/// What an enabled webhook asks of entries; its fault when its filter cannot be read any more.
///
/// # Errors
/// Those of the database.
pub fn of(tx: &mut Tx<'_>, webhook: &Webhook, now: Stamp) -> Result<Result<Option<Condition>, String>> {
    let Some(text) = &webhook.filter else {
        return Ok(Ok(None));
    };
    match ready(tx, webhook.workspace_id, webhook.created_by, now, text) {
        Ok(condition) => Ok(Ok(Some(condition))),
        Err(Error::Invalid(errors)) => {
            Ok(Err(errors.into_iter().next().map_or_else(String::new, |error| error.message)))
        }
        Err(error) => Err(error),
    }
}

/// Whether what an entry says of its task is what the condition asks for. What is about no task is not.
///
/// # Errors
/// Those of the database, and `Internal` for a payload that cannot be read.
pub fn asks_for(tx: &mut Tx<'_>, condition: &Condition, entry: &Entry) -> Result<bool> {
    let ops = entry.read_payload()?.map(|payload| payload.ops).unwrap_or_default();
    let tasks: Vec<&Op> = ops.iter().filter(|op| op.entity == Task::NAME && op.data.is_some()).collect();
    // Of a parent or another task that was touched along nothing is asked.
    let own = |op: &&&Op| op.id == entry.entity_id || Some(op.id) == entry.subject_id;
    let asks = condition.asks_whether_blocked();
    let own: Vec<&Op> = match tasks.iter().filter(own).copied().collect::<Vec<_>>() {
        none if none.is_empty() => tasks,
        own => own,
    };
    for op in own {
        let Some(data) = &op.data else { continue };
        let task: Task = serde_json::from_str(data.get()).map_err(Error::internal)?;
        let blocked = asks && task::is_blocked(tx, task.id)?;
        if task::matches(condition, &Subject { task: &task, blocked }) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Who is told that a webhook was turned off: whoever made it, or an owner once they have left.
///
/// # Errors
/// Those of the database.
pub fn caretaker(tx: &mut Tx<'_>, webhook: &Webhook) -> Result<Option<auth::User>> {
    let workspace = webhook.workspace_id;
    let user = if workspace::is_member(tx, workspace, webhook.created_by)? {
        Some(webhook.created_by)
    } else {
        workspace::an_owner(tx, workspace)?
    };
    let Some(user) = user else { return Ok(None) };
    Ok(auth::users_by_id(tx, &[user])?.remove(&user))
}
