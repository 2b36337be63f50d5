//! One notification.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Kind;
use crate::base::Stamp;
use crate::event::Entity;

/// Something that somebody is told. It names what it is about and repeats nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Notification {
    pub id: Uuid,
    pub user_id: Uuid,
    pub workspace_id: Uuid,
    pub kind: Kind,
    /// What it is shown together with: its task, or nothing but itself.
    pub group_id: Uuid,
    pub task_id: Option<Uuid>,
    /// Of what was commented, or where the person was mentioned.
    pub comment_id: Option<Uuid>,
    /// Whose doing it is; nobody's when time passed.
    pub actor_id: Option<Uuid>,
    /// What a notice says; empty otherwise.
    pub text: String,
    pub read_at: Option<Stamp>,
    /// Out of the inbox until then; it comes back unread.
    pub snoozed_until: Option<Stamp>,
    pub archived_at: Option<Stamp>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Notification {
    /// Whether it counts as unread.
    pub fn is_unread(&self) -> bool {
        self.read_at.is_none() && self.snoozed_until.is_none() && self.archived_at.is_none()
    }
}

impl Entity for Notification {
    const NAME: &'static str = "notification";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// Until when something is to stay out of the inbox.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Snooze {
    /// At most a year from now.
    pub until: Stamp,
}
