//! One change of many tasks: what is asked and what is answered.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::TaskPatch;
use crate::base::error::FieldError;

/// Which tasks, and what is to be different about them. Name `ids` or a `filter`.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkEdit {
    /// Up to 1,000 tasks of the workspace.
    pub ids: Option<Vec<Uuid>>,
    /// What the workspace's list finds by this text of the filter language, up to 1,000 tasks. Leaves out the archive and
    /// the trash as the list does; `unarchive` looks in the archive, `restore` in the trash.
    pub filter: Option<String>,
    /// With `filter`: only of this project.
    pub project_id: Option<Uuid>,
    /// With `filter`: IANA name of the time zone in which its days are meant; the caller's own when absent.
    pub tz: Option<String>,
    /// Task → version: one that has another version by now is refused.
    #[serde(default)]
    pub versions: BTreeMap<Uuid, i64>,
    pub changes: BulkChanges,
    /// Change nothing, only answer what would happen.
    #[serde(default)]
    pub dry_run: bool,
}

/// What is to be different about each task. What is said of one field is done in this order: `set`, `add_…`, `remove_…`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkChanges {
    /// A merge patch, the same for all. With `project_id` a `status_id` is one of that project.
    #[serde(default)]
    pub set: TaskPatch,
    #[serde(default)]
    pub add_tag_ids: Vec<Uuid>,
    #[serde(default)]
    pub remove_tag_ids: Vec<Uuid>,
    #[serde(default)]
    pub add_assignee_ids: Vec<Uuid>,
    #[serde(default)]
    pub remove_assignee_ids: Vec<Uuid>,
    /// Into this project of the workspace: new numbers and keys, and subtasks come along, as when one task is moved.
    pub project_id: Option<Uuid>,
    pub action: Option<BulkAction>,
}

/// What is done besides changing fields. `trash` and `restore` stand alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    Complete,
    Reopen,
    Archive,
    Unarchive,
    Trash,
    Restore,
}

/// What became of each selected task.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct BulkReport {
    pub dry_run: bool,
    /// How many were selected: the changed, the unchanged and the refused.
    pub selected: usize,
    pub changed: Vec<BulkChanged>,
    /// They were like this already.
    pub unchanged: Vec<Uuid>,
    pub refused: Vec<BulkRefusal>,
}

/// A task that is different now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BulkChanged {
    pub id: Uuid,
    pub version: i64,
}

/// A task that was left as it is, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BulkRefusal {
    pub id: Uuid,
    /// As the same change of this task alone would be refused: `not_found`, `forbidden`, `version_conflict`, `invalid`, …
    #[schema(examples("task_in_trash"))]
    pub code: String,
    pub detail: String,
    /// With `version_conflict`: the version it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
    /// With `invalid`: what is wrong, with pointers into the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl BulkReport {
    /// Adds what became of more tasks.
    pub fn extend(&mut self, more: Self) {
        self.selected += more.selected;
        self.changed.extend(more.changed);
        self.unchanged.extend(more.unchanged);
        self.refused.extend(more.refused);
    }
}
