//! A role somebody was given in a project.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;
use crate::workspace::ProjectRole;

/// A user's or a team's role in a project and everything below it. Owners and admins of the workspace manage every
/// project without one, members edit projects that are not private.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ProjectMember {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub project_id: Uuid,
    /// The user; either this or `team_id` is set.
    pub user_id: Option<Uuid>,
    /// The team.
    pub team_id: Option<Uuid>,
    pub role: ProjectRole,
    pub creator_id: Uuid,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for ProjectMember {
    const NAME: &'static str = "project_member";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A grant as it takes effect in the project that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProjectMemberEntry {
    #[serde(flatten)]
    pub member: ProjectMember,
    /// The project above that it comes from; `null` when it was given here. Change it there.
    pub inherited_from: Option<Uuid>,
}
