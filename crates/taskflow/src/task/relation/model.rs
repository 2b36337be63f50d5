//! A relation as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;
use crate::project::StatusCategory;

/// How one task relates to the other, as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    Blocks,
    /// The same in both directions.
    RelatesTo,
    Duplicates,
}

/// How a task relates to another, told from its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeenAs {
    Blocks,
    BlockedBy,
    RelatesTo,
    Duplicates,
    DuplicatedBy,
}

/// A relation between two tasks, stored once: `task_id` blocks, relates to, or duplicates `other_id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Relation {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub task_id: Uuid,
    pub kind: RelationKind,
    pub other_id: Uuid,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Relation {
    const NAME: &'static str = "relation";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A relation as one of its tasks has it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RelatedTask {
    /// Told from the task that was asked about.
    pub kind: SeenAs,
    pub task: TaskBrief,
    pub relation: Relation,
}

/// What a list of relations shows of the other task.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TaskBrief {
    pub id: Uuid,
    pub project_id: Uuid,
    #[schema(examples("WEB-12"))]
    pub key: String,
    pub title: String,
    pub status_id: Uuid,
    pub status_category: StatusCategory,
    pub completed_at: Option<Stamp>,
    pub archived_at: Option<Stamp>,
}

/// A relation to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRelation {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// Told from the task in the path.
    pub kind: SeenAs,
    /// The other task, of the same workspace.
    pub task_id: Uuid,
}

impl RelationKind {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocks => "blocks",
            Self::RelatesTo => "relates_to",
            Self::Duplicates => "duplicates",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Blocks, Self::RelatesTo, Self::Duplicates]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}
