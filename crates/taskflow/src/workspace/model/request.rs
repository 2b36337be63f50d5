//! What people send.

use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Role;
use super::MemberState;
use crate::base::Patch;

/// A workspace to be.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewWorkspace {
    /// Chosen by the client, if it likes: creating the same id again answers the first.
    #[serde(default)]
    pub id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    /// Derived from the name when absent.
    #[serde(default)]
    #[schema(min_length = 2, max_length = 48, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")]
    pub slug: Option<String>,
    /// IANA name; the creator's own when absent.
    #[serde(default)]
    pub timezone: Option<String>,
    /// 1 (Monday, also when absent) to 7 (Sunday).
    #[serde(default)]
    #[schema(minimum = 1, maximum = 7)]
    pub week_start: Option<u8>,
}

/// Changes to a workspace.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkspacePatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    /// The old slug is free for others at once: links with it lead nowhere, or elsewhere.
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub slug: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub timezone: Patch<String>,
    #[serde(default)]
    #[schema(value_type = u8, required = false)]
    pub week_start: Patch<u8>,
}

/// Changes to a member.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberPatch {
    #[serde(default)]
    #[schema(value_type = Role, required = false)]
    pub role: Patch<Role>,
    /// `active` or `suspended`.
    #[serde(default)]
    #[schema(value_type = MemberState, required = false)]
    pub state: Patch<MemberState>,
}

/// Who becomes the owner.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    pub user_id: Uuid,
}

/// Whom to invite, and as what.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitations {
    /// 1 to 50 addresses; one that comes twice is taken once.
    #[schema(min_items = 1, max_items = 50)]
    pub emails: Vec<String>,
    /// `admin`, `member` or `guest`. Owners are made of members.
    pub role: Role,
}

/// A team to be.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// Chosen by the client, if it likes: creating the same id again answers the first.
    #[serde(default)]
    pub id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 80)]
    pub name: String,
    #[serde(default)]
    #[schema(max_length = 2000)]
    pub description: String,
    /// Active members of the workspace.
    #[serde(default)]
    #[schema(max_items = 200)]
    pub member_ids: Vec<Uuid>,
}

/// Changes to a team. Its people come and go one by one.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamPatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub description: Patch<String>,
}

/// What it takes to have oneself forgotten.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Farewell {
    /// The current password.
    pub password: String,
}
