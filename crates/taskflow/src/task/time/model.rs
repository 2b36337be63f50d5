//! Tracked time as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// A stretch of time that somebody worked on a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimeEntry {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub task_id: Uuid,
    /// Who worked.
    pub user_id: Uuid,
    pub started_at: Stamp,
    /// `null` while its timer runs.
    pub ended_at: Option<Stamp>,
    /// How long it was, in whole seconds; `null` while its timer runs.
    pub seconds: Option<i64>,
    pub note: String,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for TimeEntry {
    const NAME: &'static str = "time_entry";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl TimeEntry {
    /// What it adds to its task's total.
    pub fn tracked(&self) -> i64 {
        self.seconds.unwrap_or_default()
    }
}

/// Time to be tracked: from `started_at` to `ended_at`, or for so many `seconds` from `started_at`, or for the `seconds`
/// that end now.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTimeEntry {
    /// Chosen by the client, if it likes: sending it again returns the first.
    pub id: Option<Uuid>,
    pub started_at: Option<Stamp>,
    /// After `started_at`, and not in the future.
    pub ended_at: Option<Stamp>,
    /// At least 1.
    pub seconds: Option<i64>,
    /// Up to 2,000 characters.
    pub note: Option<String>,
}

/// Changes of tracked time: absent is left alone.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchTimeEntry {
    #[serde(default)]
    #[schema(value_type = Stamp, required = false)]
    pub started_at: Patch<Stamp>,
    /// Ends one whose timer runs, too.
    #[serde(default)]
    #[schema(value_type = Stamp, required = false)]
    pub ended_at: Patch<Stamp>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub note: Patch<String>,
}

/// What sums of tracked time are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SumBy {
    Person,
    Task,
    Project,
}

/// The time tracked by one person, on one task or in one project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimeSum {
    /// Of the person, task or project.
    pub id: Uuid,
    pub seconds: i64,
    /// How many entries that are.
    pub entries: i64,
}
