//! A status: a column of the board.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::names;
use crate::base::Stamp;
use crate::event::Entity;

/// What a status means, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatusCategory {
    Backlog,
    Todo,
    InProgress,
    Done,
    Cancelled,
}

names!(StatusCategory {
    Backlog => "backlog",
    Todo => "todo",
    InProgress => "in_progress",
    Done => "done",
    Cancelled => "cancelled",
});

impl StatusCategory {
    /// Whether work remains.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Done | Self::Cancelled)
    }
}

/// A status of a project's tasks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Status {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub project_id: Uuid,
    /// Unique in the project, whatever the case.
    pub name: String,
    pub category: StatusCategory,
    #[schema(examples("#F59E0B"))]
    pub colour: String,
    /// Its place on the board: sort by this text's bytes, then by `id`.
    pub position: String,
    /// How many tasks the column should hold at most. More are shown as a warning, never refused.
    pub wip_limit: Option<i64>,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Status {
    const NAME: &'static str = "status";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
