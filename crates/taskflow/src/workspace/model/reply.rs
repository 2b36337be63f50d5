//! Answers that are no stored thing.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::Role;
use super::{Invitation, Member, Workspace};
use crate::base::Stamp;

/// What became of one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Invited now.
    Invited,
    /// Was invited before: with this role, a new token and a new mail.
    Renewed,
    /// Is a member already; nothing was sent.
    AlreadyMember,
}

/// What became of one address that was to be invited.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invited {
    /// As it was given.
    pub email: String,
    pub outcome: Outcome,
    pub invitation: Option<Invitation>,
}

/// What became of all of them, in the order given.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitedList {
    pub items: Vec<Invited>,
}

/// An invitation as whoever holds its link sees it before signing in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvitationPreview {
    pub workspace_name: String,
    pub inviter_name: String,
    /// Masked: enough to know which of one's own addresses it is.
    #[schema(examples("a***@example.org"))]
    pub email: String,
    pub role: Role,
    pub expires_at: Stamp,
    pub expired: bool,
}

/// Where an accepted invitation led to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Joined {
    pub workspace: Workspace,
    pub member: Member,
}
