//! A comment as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;

/// Something said about a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Comment {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub task_id: Uuid,
    pub author_id: Uuid,
    /// The comment it answers, which is itself no answer.
    pub parent_id: Option<Uuid>,
    /// Markdown; empty once deleted. `[@Ada](user:0190…)` mentions somebody.
    pub body: String,
    /// Those mentioned who could see the task when it was written.
    pub mention_ids: Vec<Uuid>,
    /// In the order they were first given.
    pub reactions: Vec<Reaction>,
    pub edited_at: Option<Stamp>,
    /// A deleted comment keeps its place, so that the answers to it keep theirs.
    pub deleted_at: Option<Stamp>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

/// Who reacted with one emoji.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reaction {
    pub emoji: String,
    /// In the order they did.
    pub user_ids: Vec<Uuid>,
}

impl Entity for Comment {
    const NAME: &'static str = "comment";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl Comment {
    pub fn is_deleted(&self) -> bool {
        self.deleted_at.is_some()
    }
}

/// A comment to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Markdown, up to 100,000 bytes. `[@Ada](user:0190…)` mentions somebody, at most 50 people.
    pub body: String,
    /// The comment it answers; answers themselves are not answered.
    #[serde(default)]
    pub parent_id: Option<Uuid>,
}

/// What is to be different about a comment.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentPatch {
    /// As in a new comment.
    pub body: String,
}
