//! The task itself.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Due, Priority, Recurrence};
use crate::base::Stamp;
use crate::event::Entity;
use crate::project::StatusCategory;

/// A piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Task {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub project_id: Uuid,
    /// Counts up in its project.
    pub number: i64,
    /// The project's key and the number; former keys still find the task.
    #[schema(examples("WEB-12"))]
    pub key: String,
    pub title: String,
    /// Markdown.
    pub description: String,
    pub status_id: Uuid,
    pub status_category: StatusCategory,
    pub priority: Priority,
    pub assignee_ids: Vec<Uuid>,
    pub tag_ids: Vec<Uuid>,
    pub creator_id: Uuid,
    pub parent_id: Option<Uuid>,
    /// Its place in its column: compare as text, byte by byte, and by `id` when equal.
    pub position: String,
    #[schema(format = Date)]
    pub start_on: Option<String>,
    pub due: Option<Due>,
    /// The instant of a due date that has a time.
    pub due_at: Option<Stamp>,
    /// In whatever unit the team counts (points, hours), 0 to 1,000,000; never converted.
    pub estimate: Option<f64>,
    pub recurrence: Option<Recurrence>,
    #[schema(value_type = Object)]
    pub custom_fields: serde_json::Map<String, serde_json::Value>,
    pub milestone_id: Option<Uuid>,
    pub cycle_id: Option<Uuid>,
    /// Since when it is in its cycle.
    pub cycle_since: Option<Stamp>,
    /// The same for all occurrences of a series: the id of its first. Not there for a task that never repeated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series_id: Option<Uuid>,
    pub counts: Counts,
    /// The time tracked on it, in seconds. A timer counts once it stops.
    pub tracked_seconds: i64,
    /// Since when its status is a `done` one.
    pub completed_at: Option<Stamp>,
    pub archived_at: Option<Stamp>,
    /// Since when it is in the trash.
    pub deleted_at: Option<Stamp>,
    pub created_at: Stamp,
    pub updated_at: Stamp,
    pub version: i64,
}

/// How much hangs on a task. What is in the trash does not count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counts {
    pub comments: i64,
    pub attachments: i64,
    pub subtasks: i64,
    /// Subtasks whose status is a `done` one.
    pub subtasks_done: i64,
}

impl Entity for Task {
    const NAME: &'static str = "task";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl Task {
    /// Whether its status is a `done` one.
    pub fn is_done(&self) -> bool {
        self.status_category == StatusCategory::Done
    }

    /// Whether it is in the trash.
    pub fn is_trashed(&self) -> bool {
        self.deleted_at.is_some()
    }
}
