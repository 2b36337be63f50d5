//! An invitation to a workspace.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Role;
use crate::base::Stamp;
use crate::event::Entity;

/// An invitation. Its token is in the mail and nowhere else.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Invitation {
    pub id: Uuid,
    pub workspace_id: Uuid,
    pub email: String,
    /// What the person becomes: `admin`, `member` or `guest`.
    pub role: Role,
    pub invited_by: Uuid,
    /// From then on its token is refused; sending it again gives it a new one.
    pub expires_at: Stamp,
    pub accepted_at: Option<Stamp>,
    pub accepted_by: Option<Uuid>,
    pub revoked_at: Option<Stamp>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Invitation {
    /// Whether it waits for its answer, expired or not.
    pub fn is_open(&self) -> bool {
        self.accepted_at.is_none() && self.revoked_at.is_none()
    }
}

impl Entity for Invitation {
    const NAME: &'static str = "invitation";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}
