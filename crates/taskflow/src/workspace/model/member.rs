//! A person in a workspace: as the workspace sees them, and as they see it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Role;
use crate::base::Stamp;
use crate::event::Entity;

/// Whether a membership grants anything: only `active` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    /// Announced by a directory and not yet here.
    Invited,
    Active,
    /// Kept out for now; roles, teams and projects wait.
    Suspended,
}

impl MemberState {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Suspended]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// A member as their workspace sees them. Name, e-mail and avatar are the person's own.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Member {
    /// The person's id.
    pub user_id: Uuid,
    pub workspace_id: Uuid,
    pub name: String,
    pub email: String,
    pub avatar_url: Option<String>,
    pub role: Role,
    pub state: MemberState,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Member {
    const NAME: &'static str = "member";

    fn id(&self) -> Uuid {
        self.user_id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A membership as its person sees it, in their own stream: which workspaces they are in, and as what.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = Membership)]
pub struct Belonging {
    /// The workspace's id.
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub role: Role,
    pub state: MemberState,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Belonging {
    const NAME: &'static str = "membership";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl From<&Member> for Belonging {
    fn from(member: &Member) -> Self {
        Self {
            id: member.workspace_id,
            workspace_id: member.workspace_id,
            role: member.role,
            state: member.state,
            version: member.version,
            created_at: member.created_at,
            updated_at: member.updated_at,
        }
    }
}
