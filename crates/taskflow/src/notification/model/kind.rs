//! Why somebody is told, and where.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Assigned,
    Mentioned,
    Commented,
    StatusChanged,
    /// Due within the hour.
    DueSoon,
    Overdue,
    Reminder,
    /// To a workspace.
    Invited,
    /// Said by an admin of the workspace.
    Notice,
}

impl Kind {
    pub const ALL: &[Self] = &[
        Self::Assigned,
        Self::Mentioned,
        Self::Commented,
        Self::StatusChanged,
        Self::DueSoon,
        Self::Overdue,
        Self::Reminder,
        Self::Invited,
        Self::Notice,
    ];

    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Mentioned => "mentioned",
            Self::Commented => "commented",
            Self::StatusChanged => "status_changed",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::Reminder => "reminder",
            Self::Invited => "invited",
            Self::Notice => "notice",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// Where somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    InApp,
    Email,
    Push,
}
