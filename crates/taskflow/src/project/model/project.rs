//! A project.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::names;
use crate::base::Stamp;
use crate::event::Entity;

/// Who sees a project without having been added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Every member of the workspace; guests only when added.
    Workspace,
    /// Those who were added to it or to a project above it, and the workspace's owners and admins.
    Private,
}

names!(Visibility { Workspace => "workspace", Private => "private" });

/// A project. What a parent is, its children are in effect: private, archived or in the trash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Project {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// The project above it; it may be one that the reader cannot see: show the project at the top then.
    pub parent_id: Option<Uuid>,
    /// What its tasks' keys start with; unique in the workspace.
    #[schema(examples("WEB"))]
    pub key: String,
    pub name: String,
    /// Markdown.
    pub description: String,
    /// An emoji or an icon's name.
    pub icon: Option<String>,
    #[schema(examples("#4F46E5"))]
    pub colour: Option<String>,
    /// Who answers for it; gives no rights by itself.
    pub lead_id: Option<Uuid>,
    pub visibility: Visibility,
    #[schema(value_type = Option<String>, format = Date)]
    pub start_on: Option<Date>,
    #[schema(value_type = Option<String>, format = Date)]
    pub target_on: Option<Date>,
    /// Its place among its siblings: sort by this text's bytes, then by `id`.
    pub position: String,
    /// Since when it is only looked at; children of an archived project are archived in effect.
    pub archived_at: Option<Stamp>,
    /// Since when it is in the trash, with everything below it.
    pub deleted_at: Option<Stamp>,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Project {
    const NAME: &'static str = "project";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
