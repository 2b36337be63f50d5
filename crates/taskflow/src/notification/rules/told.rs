//! Who is told of an entry, and why: before it is asked who may see it and who wants to hear it.

use std::collections::BTreeSet;

use serde_json::Value;
use uuid::Uuid;

use crate::notification::model::Kind;
use crate::task::{Comment, Task};
use crate::workspace::Invitation;

/// Somebody to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub user_id: Uuid,
    pub kind: Kind,
    /// What makes it the same one when its reason is looked at again.
    pub source: String,
    pub comment_id: Option<Uuid>,
}

/// What is known of a task beside the entry.
#[derive(Clone, Debug, Default)]
pub struct TaskSide {
    /// Those who watched it when it happened.
    pub watchers: BTreeSet<Uuid>,
}

/// Of a task that was made or changed: who is newly assigned; the watchers of another status.
pub fn of_task(
    entry: Uuid,
    created: bool,
    task: &Task,
    changes: &serde_json::Map<String, Value>,
    actor: Option<Uuid>,
    side: &TaskSide,
) -> Vec<Told> {
    let assigned: BTreeSet<Uuid> = if created {
        task.assignee_ids.iter().copied().collect()
    } else {
        let list = |end: &str| -> BTreeSet<Uuid> {
            let ids = changes.get("assignee_ids").and_then(|change| change.get(end)).cloned();
            ids.and_then(|ids| serde_json::from_value(ids).ok()).unwrap_or_default()
        };
        list("to").difference(&list("from")).copied().collect()
    };
    let told =
        |user_id: Uuid, kind: Kind| Told { user_id, kind, source: entry.to_string(), comment_id: None };
    let mut all: Vec<Told> = assigned
        .iter()
        .filter(|user| Some(**user) != actor)
        .map(|user| told(*user, Kind::Assigned))
        .collect();
    if !created && changes.contains_key("status_id") && task.deleted_at.is_none() {
        let others = side
            .watchers
            .iter()
            .filter(|user| Some(**user) != actor && !assigned.contains(user));
        all.extend(others.map(|user| told(*user, Kind::StatusChanged)));
    }
    all
}

/// Of a comment that was made or changed: who is mentioned in it, once; when it was made the other watchers.
pub fn of_comment(created: bool, comment: &Comment, actor: Option<Uuid>, side: &TaskSide) -> Vec<Told> {
    let told = |user_id: Uuid, kind: Kind| Told {
        user_id,
        kind,
        source: comment.id.to_string(),
        comment_id: Some(comment.id),
    };
    let mentioned: BTreeSet<Uuid> = comment.mention_ids.iter().copied().collect();
    let mut all: Vec<Told> = mentioned
        .iter()
        .filter(|user| Some(**user) != actor)
        .map(|user| told(*user, Kind::Mentioned))
        .collect();
    if created {
        let others = side
            .watchers
            .iter()
            .filter(|user| Some(**user) != actor && !mentioned.contains(user));
        all.extend(others.map(|user| told(*user, Kind::Commented)));
    }
    all
}

/// Of an invitation: whoever has the address, once.
pub fn of_invitation(invitation: &Invitation, user_id: Uuid) -> Told {
    Told {
        user_id,
        kind: Kind::Invited,
        source: invitation.id.to_string(),
        comment_id: None,
    }
}
