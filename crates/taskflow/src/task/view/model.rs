//! A view as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;
use crate::task::model::GroupBy;

/// How a view is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    #[default]
    List,
    Board,
    Calendar,
    Timeline,
    Table,
}

impl Layout {
    const ALL: [Self; 5] = [Self::List, Self::Board, Self::Calendar, Self::Timeline, Self::Table];

    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Board => "board",
            Self::Calendar => "calendar",
            Self::Timeline => "timeline",
            Self::Table => "table",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layout| layout.name() == name)
    }
}

/// A way to look at tasks, kept under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct View {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// The project whose tasks it shows; all of the workspace's when `null`.
    pub project_id: Option<Uuid>,
    pub owner_id: Uuid,
    /// Whether others see it, too: all who see the project, or the whole workspace. Otherwise it is its owner's alone.
    pub shared: bool,
    pub name: String,
    /// The filter language; empty for all tasks.
    pub filter: String,
    /// As `sort` of a list; empty for the newest first.
    pub sort: String,
    pub group_by: Option<GroupBy>,
    /// A board's swimlanes.
    pub lane_by: Option<GroupBy>,
    pub layout: Layout,
    /// What is shown of each task, in this order; the client's choice when empty.
    pub columns: Vec<String>,
    /// Whatever else the client keeps about how it is drawn.
    #[schema(value_type = Object)]
    pub options: Map<String, Value>,
    /// Its place among views: compare as text, byte by byte, and by `id` when equal.
    pub position: String,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for View {
    const NAME: &'static str = "view";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A view, and what is wrong with its filter and its order by now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CheckedView {
    #[serde(flatten)]
    pub view: View,
    /// Why the filter finds nothing any more: it names a tag, person or project that is gone, or was renamed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_error: Option<String>,
    /// Why the list cannot be sorted so any more: its custom field is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort_error: Option<String>,
}

/// A view to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewView {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// 1 to 100 characters.
    pub name: String,
    #[serde(default)]
    pub project_id: Option<Uuid>,
    #[serde(default)]
    pub shared: bool,
    #[serde(default)]
    pub filter: String,
    #[serde(default)]
    pub sort: String,
    #[serde(default)]
    pub group_by: Option<GroupBy>,
    #[serde(default)]
    pub lane_by: Option<GroupBy>,
    #[serde(default)]
    pub layout: Layout,
    /// Up to 50.
    #[serde(default)]
    pub columns: Vec<String>,
    /// Up to 16 KiB.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub options: Map<String, Value>,
}

/// What is to be different about a view.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ViewPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = bool, required = false)]
    pub shared: Patch<bool>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub filter: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub sort: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<GroupBy>, required = false)]
    pub group_by: Patch<GroupBy>,
    #[serde(default)]
    #[schema(value_type = Option<GroupBy>, required = false)]
    pub lane_by: Patch<GroupBy>,
    #[serde(default)]
    #[schema(value_type = Layout, required = false)]
    pub layout: Patch<Layout>,
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false)]
    pub columns: Patch<Vec<String>>,
    #[serde(default)]
    #[schema(value_type = Object, required = false)]
    pub options: Patch<Map<String, Value>>,
    /// Puts it right after this view; `null` puts it first.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>, required = false)]
    pub after_id: Patch<Uuid>,
}
