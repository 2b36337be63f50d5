//! A milestone as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;
use crate::task::plan::Progress;

/// Whether a milestone was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneState {
    Open,
    Completed,
}

/// Something the tasks of a project are to reach together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Milestone {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub project_id: Uuid,
    /// Unique in the project, whatever the case.
    pub name: String,
    /// Markdown.
    pub description: String,
    /// The day by which it is to be reached.
    #[schema(format = Date)]
    pub target_on: Option<String>,
    pub state: MilestoneState,
    /// Since when it is completed.
    pub completed_at: Option<Stamp>,
    /// Its place among the project's milestones: sort by this text's bytes, then by `id`.
    pub position: String,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Milestone {
    const NAME: &'static str = "milestone";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A milestone in a list, with how far its tasks are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MilestoneEntry {
    #[serde(flatten)]
    pub milestone: Milestone,
    pub progress: Progress,
}

/// A milestone to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMilestone {
    /// Chosen by the client, if it likes: sending it again returns the first.
    pub id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Markdown, up to 20 kB.
    pub description: Option<String>,
    #[schema(format = Date)]
    pub target_on: Option<String>,
    /// Stand directly before this milestone; without a place it comes last.
    pub before_id: Option<Uuid>,
    /// Stand directly after this milestone.
    pub after_id: Option<Uuid>,
}

/// Changes of a milestone: absent is left alone, `null` clears.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchMilestone {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub target_on: Patch<String>,
    /// Its tasks stay as they are.
    #[serde(default)]
    #[schema(value_type = MilestoneState, required = false)]
    pub state: Patch<MilestoneState>,
    /// Stand directly before this milestone.
    pub before_id: Option<Uuid>,
    /// Stand directly after this milestone.
    pub after_id: Option<Uuid>,
}
