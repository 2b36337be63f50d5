//! Notifications with what their reader may see now of what they are about.

use std::collections::{BTreeSet, HashMap};

use taskflow_db::Tx;
use uuid::Uuid;

use crate::auth;
use crate::base::{Actor, Error, Result};
use crate::notification::model::{InboxItem, Notification, SeenTask};
use crate::project;
use crate::task::{self, Comment, Task};
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Characters of a comment.
const EXCERPT: usize = 200;

/// # Errors
/// Those of the database.
pub fn items(tx: &mut Tx<'_>, actor: &Actor, rows: Vec<Notification>) -> Result<Vec<InboxItem>> {
    let ids = |of: fn(&Notification) -> Option<Uuid>| -> Vec<Uuid> {
        rows.iter().filter_map(of).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let (task_ids, comment_ids, people) = (ids(|n| n.task_id), ids(|n| n.comment_id), ids(|n| n.actor_id));
    let tasks = seen_tasks(tx, actor, &task_ids)?;
    let comments: HashMap<Uuid, Comment> = task::comments_by_id(tx, &comment_ids)?
        .into_iter()
        .map(|comment| (comment.id, comment))
        .collect();
    let people = auth::users_by_id(tx, &people)?;
    let item = |notification: Notification| {
        let task = notification.task_id.and_then(|id| tasks.get(&id));
        let comment = notification.comment_id.and_then(|id| comments.get(&id));
        InboxItem {
            excerpt: comment
                .filter(|comment| task.is_some_and(|task| task.id == comment.task_id))
                .filter(|comment| comment.deleted_at.is_none())
                .map(|comment| comment.body.chars().take(EXCERPT).collect()),
            task: task.map(|task| SeenTask {
                id: task.id,
                project_id: task.project_id,
                key: task.key.clone(),
                title: task.title.clone(),
                status_category: task.status_category,
            }),
            actor_name: notification
                .actor_id
                .and_then(|id| people.get(&id))
                .map(|person| person.name.clone()),
            notification,
        }
    };
    Ok(rows.into_iter().map(item).collect())
}

/// Those of the given tasks that the actor may see now.
fn seen_tasks(tx: &mut Tx<'_>, actor: &Actor, ids: &[Uuid]) -> Result<HashMap<Uuid, Task>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut tasks = task::load_many(tx, ids)?;
    let workspaces: BTreeSet<Uuid> = tasks.iter().map(|task| task.workspace_id).collect();
    let mut seen = BTreeSet::new();
    for ws in workspaces {
        match member_of(tx, actor, &WorkspaceRef::Id(ws), Action::ViewWorkspace) {
            Ok(member) => seen.extend(project::visible(tx, &member)?.into_keys()),
            Err(Error::NotFound(_) | Error::Forbidden { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    tasks.retain(|task| seen.contains(&task.project_id));
    Ok(tasks.into_iter().map(|task| (task.id, task)).collect())
}
