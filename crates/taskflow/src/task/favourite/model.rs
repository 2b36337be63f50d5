//! A favourite as REST answers it and the log carries it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Patch, Stamp};
use crate::event::Entity;

/// What can be a favourite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    Project,
    View,
    Task,
}

impl Target {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "project",
            Self::View => "view",
            Self::Task => "task",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Project, Self::View, Self::Task]
            .into_iter()
            .find(|target| target.name() == name)
    }
}

/// Something that somebody wants at hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Favourite {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub user_id: Uuid,
    pub target_type: Target,
    pub target_id: Uuid,
    /// Its place: compare as text, byte by byte, and by `id` when equal.
    pub position: String,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Favourite {
    const NAME: &'static str = "favourite";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// What is to be at hand.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFavourite {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    pub target_type: Target,
    pub target_id: Uuid,
}

/// Where a favourite goes.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FavouritePatch {
    /// Right after this one; `null` puts it first.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>, required = false)]
    pub after_id: Patch<Uuid>,
}
