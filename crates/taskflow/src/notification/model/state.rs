//! Which notifications a list shows.

use serde::Deserialize;
use utoipa::ToSchema;

/// Which notifications a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Neither archived nor snoozed.
    #[default]
    Inbox,
    Unread,
    Snoozed,
    Archived,
    All,
}

impl State {
    /// As the store knows it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inbox => "inbox",
            Self::Unread => "unread",
            Self::Snoozed => "snoozed",
            Self::Archived => "archived",
            Self::All => "all",
        }
    }
}
