//! A reminder.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;
use crate::event::Entity;

/// Has a person be reminded of a task: at an instant, or some time before it is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Reminder {
    pub id: Uuid,
    pub user_id: Uuid,
    pub workspace_id: Uuid,
    pub task_id: Uuid,
    pub at: Option<Stamp>,
    /// Before the task is due: before its time, or before nine in the morning, in the person's time zone, of a day without
    /// one.
    pub before_minutes: Option<i64>,
    /// When it rings as things stand; `null` while the task has no due date, or when that came too late.
    pub fires_at: Option<Stamp>,
    /// When it rang last.
    pub fired_at: Option<Stamp>,
    pub version: i64,
    pub created_at: Stamp,
    pub updated_at: Stamp,
}

impl Entity for Reminder {
    const NAME: &'static str = "reminder";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

/// A reminder to be set: `at` or `before_minutes`.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReminder {
    /// Chosen by the client, so that it can go on while it is offline.
    #[serde(default)]
    pub id: Option<Uuid>,
    #[serde(default)]
    pub at: Option<Stamp>,
    /// 0 to 525,600: up to a year.
    #[serde(default)]
    pub before_minutes: Option<i64>,
}
