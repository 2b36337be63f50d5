//! What requests say about tasks.

use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Due, Priority, Recurrence};
use crate::base::Patch;

/// Where a new task goes in its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    Top,
    #[default]
    Bottom,
}

/// A task to create. Everything but the title may be left out.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTask {
    /// Chosen by the client, else by the server. The same id again answers the task that is there.
    pub id: Option<Uuid>,
    /// 1 to 500 characters on one line.
    pub title: String,
    /// Markdown of at most 100,000 bytes.
    pub description: Option<String>,
    /// Of the project; else its first `todo` status, or its first `backlog` one.
    pub status_id: Option<Uuid>,
    pub priority: Option<Priority>,
    /// Active members who can see the project.
    pub assignee_ids: Option<Vec<Uuid>>,
    pub tag_ids: Option<Vec<Uuid>>,
    /// Makes it a subtask, at most five levels down.
    pub parent_id: Option<Uuid>,
    pub position: Option<Edge>,
    #[schema(format = Date)]
    pub start_on: Option<String>,
    pub due: Option<Due>,
    pub estimate: Option<f64>,
    pub recurrence: Option<Recurrence>,
    #[schema(value_type = Option<Object>)]
    pub custom_fields: Option<Map<String, Value>>,
    pub milestone_id: Option<Uuid>,
    pub cycle_id: Option<Uuid>,
}

/// A merge patch of a task: absent leaves a field, `null` clears it. Lists, `due` and `recurrence` are replaced whole.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskPatch {
    /// 1 to 500 characters on one line.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub title: Patch<String>,
    /// Markdown of at most 100,000 bytes.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description: Patch<String>,
    /// Of the task's project; the task goes to the end of that column.
    #[serde(default)]
    #[schema(value_type = Uuid, required = false)]
    pub status_id: Patch<Uuid>,
    #[serde(default)]
    #[schema(value_type = Priority, required = false)]
    pub priority: Patch<Priority>,
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>)]
    pub assignee_ids: Patch<Vec<Uuid>>,
    #[serde(default)]
    #[schema(value_type = Option<Vec<Uuid>>)]
    pub tag_ids: Patch<Vec<Uuid>>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Patch<Uuid>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub start_on: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<Due>)]
    pub due: Patch<Due>,
    #[serde(default)]
    #[schema(value_type = Option<f64>)]
    pub estimate: Patch<f64>,
    #[serde(default)]
    #[schema(value_type = Option<Recurrence>)]
    pub recurrence: Patch<Recurrence>,
    #[serde(default)]
    #[schema(value_type = Option<Object>)]
    pub custom_fields: Patch<Map<String, Value>>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub milestone_id: Patch<Uuid>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub cycle_id: Patch<Uuid>,
}

/// How much of a series is changed with one of its occurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SeriesScope {
    /// Only this occurrence: those that follow get what it had before.
    This,
    /// This one and those that follow: up to 100 that are open already, in the same project, and all to come.
    Following,
}

/// Where a task is dragged to. Neighbours that were moved or deleted meanwhile do no harm: it lands as near as it can.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveTask {
    /// Into another project of the workspace: it gets a new number and key, and its subtasks come along.
    pub project_id: Option<Uuid>,
    /// The column. Else it keeps its own; in another project the one of the same name, or else the same category.
    pub status_id: Option<Uuid>,
    /// Right before this task.
    pub before_id: Option<Uuid>,
    /// Right after this task; counts more than `before_id`.
    pub after_id: Option<Uuid>,
}

fn set<T>(value: Option<T>) -> Patch<T> {
    value.map_or(Patch::Keep, Patch::Set)
}

impl NewTask {
    /// The same as a patch of a blank task.
    pub fn as_patch(&self) -> TaskPatch {
        let new = self.clone();
        TaskPatch {
            title: Patch::Set(new.title),
            description: set(new.description),
            status_id: set(new.status_id),
            priority: set(new.priority),
            assignee_ids: set(new.assignee_ids),
            tag_ids: set(new.tag_ids),
            parent_id: set(new.parent_id),
            start_on: set(new.start_on),
            due: set(new.due),
            estimate: set(new.estimate),
            recurrence: set(new.recurrence),
            custom_fields: set(new.custom_fields),
            milestone_id: set(new.milestone_id),
            cycle_id: set(new.cycle_id),
        }
    }
}
