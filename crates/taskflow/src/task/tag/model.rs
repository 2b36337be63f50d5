//! A tag as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// A word that tasks of any project can carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tag {
    pub id: Uuid,
    pub workspace_id: Uuid,
    /// Once in a workspace, whatever the case of its letters.
    pub name: String,
    /// `#RRGGBB`.
    pub colour: String,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Tag {
    const NAME: &'static str = "tag";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A tag to be made.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTag {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    /// 1 to 50 characters.
    pub name: String,
    /// `#RRGGBB`; grey when absent.
    #[serde(default)]
    pub colour: Option<String>,
}

/// What is to be different about a tag.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TagPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub colour: Patch<String>,
}
