//! What people send.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{StatusCategory, Visibility};
use crate::base::Patch;
use crate::workspace::ProjectRole;

/// A project to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    /// Chosen by the client, if it likes: sending it again returns the first.
    pub id: Option<Uuid>,
    /// The project above it; takes the role manager there. Up to ten levels.
    pub parent_id: Option<Uuid>,
    /// A capital letter and 1 to 9 capital letters or digits; derived from the name when absent.
    #[schema(pattern = "^[A-Z][A-Z0-9]{1,9}$", examples("WEB"))]
    pub key: Option<String>,
    #[schema(min_length = 1, max_length = 120)]
    pub name: String,
    /// Markdown, up to 20 kB.
    pub description: Option<String>,
    #[schema(max_length = 50)]
    pub icon: Option<String>,
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    pub colour: Option<String>,
    /// An active member of the workspace.
    pub lead_id: Option<Uuid>,
    /// `workspace` when absent.
    pub visibility: Option<Visibility>,
    #[schema(format = Date)]
    pub start_on: Option<String>,
    /// Not before `start_on`.
    #[schema(format = Date)]
    pub target_on: Option<String>,
}

/// Changes of a project: absent is left alone, `null` clears.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchProject {
    /// Moves it below another project (last there), or with `null` to the top. Takes the role manager there too.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Patch<Uuid>,
    /// Only while no task was ever made in it.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub key: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub icon: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub colour: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub lead_id: Patch<Uuid>,
    #[serde(default)]
    #[schema(value_type = Option<Visibility>)]
    pub visibility: Patch<Visibility>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub start_on: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub target_on: Patch<String>,
}

/// A new place in the tree.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveProject {
    /// The project above it; `null` for the top; absent stays where it is.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Patch<Uuid>,
    /// Stand directly before this sibling.
    pub before_id: Option<Uuid>,
    /// Stand directly after this sibling; `before_id` decides when both are given and something came between them.
    pub after_id: Option<Uuid>,
}

/// A role to be given.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProjectMember {
    /// Chosen by the client, if it likes: sending it again returns the first.
    pub id: Option<Uuid>,
    /// An active member of the workspace. Give this or `team_id`.
    pub user_id: Option<Uuid>,
    /// A team of the workspace.
    pub team_id: Option<Uuid>,
    pub role: ProjectRole,
}

/// Another role.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchProjectMember {
    #[serde(default)]
    #[schema(value_type = Option<ProjectRole>)]
    pub role: Patch<ProjectRole>,
}

/// A status to be made.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStatus {
    /// Chosen by the client, if it likes: sending it again returns the first.
    pub id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 50)]
    pub name: String,
    pub category: StatusCategory,
    /// One that suits the category when absent.
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    pub colour: Option<String>,
    #[schema(minimum = 1, maximum = 999)]
    pub wip_limit: Option<i64>,
    /// Stand directly before this status; without a place it comes last in its category.
    pub before_id: Option<Uuid>,
    /// Stand directly after this status.
    pub after_id: Option<Uuid>,
}

/// A column that a new project is to begin with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusPlan {
    /// Unique in the project, whatever the case.
    #[schema(min_length = 1, max_length = 50)]
    pub name: String,
    pub category: StatusCategory,
    /// One that suits the category when absent.
    #[serde(default)]
    #[schema(pattern = "^#[0-9A-Fa-f]{6}$")]
    pub colour: Option<String>,
    #[serde(default)]
    #[schema(minimum = 1, maximum = 999)]
    pub wip_limit: Option<i64>,
}

/// Changes of a status: absent is left alone, `null` clears.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PatchStatus {
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub name: Patch<String>,
    /// Only while no task has the status, in the trash or not: tasks carry their category.
    #[serde(default)]
    #[schema(value_type = Option<StatusCategory>)]
    pub category: Patch<StatusCategory>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub colour: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    pub wip_limit: Patch<i64>,
    /// Stand directly before this status.
    pub before_id: Option<Uuid>,
    /// Stand directly after this status.
    pub after_id: Option<Uuid>,
}

/// Archived projects, by themselves or with one above them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Archived {
    /// Leave them out.
    #[default]
    False,
    /// Only them.
    True,
    Any,
}
