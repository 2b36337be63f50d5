//! A cycle as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;
use crate::task::plan::Progress;

/// How far a cycle has come. A project has at most one that is active.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CycleState {
    Planned,
    Active,
    Completed,
}

/// A stretch of days that tasks of a project are planned for. No two of a project share a day.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Cycle {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub project_id: Uuid,
    /// Counts up in its project.
    pub number: i64,
    pub name: String,
    /// What it is to bring, in Markdown.
    pub goal: String,
    /// Its first day.
    #[schema(format = Date)]
    pub start_on: String,
    /// Its last day.
    #[schema(format = Date)]
    pub end_on: String,
    pub state: CycleState,
    pub started_at: Option<Stamp>,
    pub completed_at: Option<Stamp>,
    /// How far it was when it was completed, before what was unfinished went on.
    pub result: Option<CycleProgress>,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Cycle {
    const NAME: &'static str = "cycle";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// How far a cycle is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CycleProgress {
    #[serde(flatten)]
    pub progress: Progress,
    pub added: AddedLater,
}

/// What came into a cycle after it was started; part of its totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct AddedLater {
    pub tasks: i64,
    pub estimate: f64,
}

/// A cycle in a list, with how far it is, or was when it was completed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CycleEntry {
    #[serde(flatten)]
    pub cycle: Cycle,
    pub progress: CycleProgress,
}

/// A cycle to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCycle {
    /// Chosen by the client, if it likes: sending it again returns the first.
    pub id: Option<Uuid>,
    /// `Cycle` and its number when absent.
    #[schema(min_length = 1, max_length = 100)]
    pub name: Option<String>,
    /// Markdown, up to 20 kB.
    pub goal: Option<String>,
    #[schema(format = Date)]
    pub start_on: String,
    /// Not before `start_on`.
    #[schema(format = Date)]
    pub end_on: String,
}

/// Changes of a cycle: absent is left alone, `null` clears.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchCycle {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub goal: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false, format = Date)]
    pub start_on: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false, format = Date)]
    pub end_on: Patch<String>,
}

/// Where the unfinished tasks of a cycle go when it is completed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollOver {
    /// Into the next planned cycle.
    Next,
    /// Into the one that `cycle_id` names.
    Cycle,
    /// Into none.
    None,
}

/// How a cycle is to be completed.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteCycle {
    pub roll_over: RollOver,
    /// With `roll_over: cycle`: another cycle of the project that is not completed.
    pub cycle_id: Option<Uuid>,
}
