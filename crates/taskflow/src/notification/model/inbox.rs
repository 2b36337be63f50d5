//! The inbox as a whole, and its items as a list shows them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Notification;
use crate::base::Stamp;
use crate::event::Entity;
use crate::project::StatusCategory;

/// How a person's inbox stands. There is one for each, under the person's own id, once they were told something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Inbox {
    pub user_id: Uuid,
    /// Notifications that are neither read nor snoozed nor archived.
    pub unread: i64,
    pub version: i64,
    pub updated_at: Stamp,
}

impl Entity for Inbox {
    const NAME: &'static str = "inbox";

    fn id(&self) -> Uuid {
        self.user_id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// What may be seen now of the task that a notification is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct SeenTask {
    pub id: Uuid,
    pub project_id: Uuid,
    pub key: String,
    pub title: String,
    pub status_category: StatusCategory,
}

/// A notification with what its reader may see now of what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct InboxItem {
    #[serde(flatten)]
    pub notification: Notification,
    /// `null` when it is about no task, or about one that has come out of the reader's sight.
    pub task: Option<SeenTask>,
    /// The beginning of the comment, while it can be seen.
    pub excerpt: Option<String>,
    /// What the person whose doing it is calls themselves.
    pub actor_name: Option<String>,
}

/// What belongs together: all notifications about one task, or one alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    pub group_id: Uuid,
    pub count: i64,
    pub unread: i64,
    /// The newest of them.
    pub latest: InboxItem,
}
