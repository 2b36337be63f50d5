//! What a list of tasks can be asked.

use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::http::list::Include;

/// Whether a list has what is archived.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Archived {
    #[default]
    False,
    True,
    Any,
}

/// How a task is somebody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mine {
    Assigned,
    Created,
    Watching,
}

/// Filters, order and page of a list of tasks. Filters narrow each other down; a comma between values means any of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct TaskQuery {
    /// Items a page, 1 to 200; 50 when absent.
    pub limit: Option<i64>,
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Up to three of `created`, `updated`, `due`, `priority`, `position`, `number`, `title`, each with `-` for the other way
    /// round: `-priority,due`. Or alone `field.` and the id of a custom field. Newest first when absent; without a due date, or
    /// a value, always last.
    pub sort: Option<String>,
    /// `total` adds how many there are.
    #[param(inline)]
    pub include: Option<Include>,
    /// Only these fields of each task: `id,title,due`. The id is always there.
    pub fields: Option<String>,
    /// `backlog`, `todo`, `in_progress`, `done`, `cancelled`.
    pub status_category: Option<String>,
    pub status_id: Option<String>,
    /// Ids or `me`; `none` alone for tasks nobody is assigned to.
    pub assignee_id: Option<String>,
    pub tag_id: Option<String>,
    /// `none`, `low`, `medium`, `high`, `urgent`.
    pub priority: Option<String>,
    /// The subtasks of this task; `none` for tasks that are no subtasks.
    pub parent_id: Option<String>,
    /// The occurrences of one series, by its id.
    pub series_id: Option<Uuid>,
    /// Ids of milestones; `none` alone for tasks without one.
    pub milestone_id: Option<String>,
    /// Ids of cycles; `none` alone for tasks without one.
    pub cycle_id: Option<String>,
    /// Due on an earlier date than this.
    #[param(format = Date)]
    pub due_before: Option<String>,
    /// Due on a later date than this.
    #[param(format = Date)]
    pub due_after: Option<String>,
    /// Whether the status is a `done` one.
    pub completed: Option<bool>,
    /// `false` (when absent) leaves out what is archived, `true` gives only that, `any` gives all.
    #[param(inline)]
    pub archived: Option<Archived>,
    /// `true` gives what is in the trash and nothing else.
    pub trashed: Option<bool>,
    /// Changed at this instant or later.
    #[param(format = DateTime)]
    pub updated_since: Option<String>,
    /// One group of a grouped list, by its `key`; a group and a lane in it with a comma between.
    pub group: Option<String>,
    /// Only the caller's own: `assigned` to them, `created` by them, or those they are `watching`.
    #[param(inline)]
    pub mine: Option<Mine>,
    /// Only of this project.
    pub project_id: Option<Uuid>,
    /// The list as it was: an instant, or a place in the log as `Sync-Position` has it. Then it goes by the tasks' ids, a page may
    /// be short, also an empty one, and `sort`, `group`, `include` and `mine=watching` are refused.
    pub as_of: Option<String>,
    /// The filter language: `status.category in (todo, in_progress) and assignee = me and due < today+7d`.
    pub filter: Option<String>,
    /// IANA name of the time zone in which the filter's days are meant; the caller's own when absent.
    pub tz: Option<String>,
}
