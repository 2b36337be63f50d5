//! When a task is due, and how it repeats.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When a task is due: a calendar date, which never shifts with a time zone, or a time in one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    #[schema(format = Date, examples("2026-11-20"))]
    pub date: String,
    /// `HH:MM` on the wall clock of `timezone`; both or neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(examples("09:30"))]
    pub time: Option<String>,
    /// IANA name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(examples("Europe/Berlin"))]
    pub timezone: Option<String>,
}

/// From where the next occurrence counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecurrenceMode {
    /// From the due date: rent is due on the first, however late the last one was paid.
    #[default]
    Schedule,
    /// From the moment of completion: water the plants three days after you did.
    Completion,
}

impl RecurrenceMode {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Completion => "completion",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "schedule" => Some(Self::Schedule),
            "completion" => Some(Self::Completion),
            _ => None,
        }
    }
}

/// How a task repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// An RFC 5545 rule; `daily`, `weekly`, `monthly`, `yearly` and `every 3 days` are taken, too.
    #[schema(examples("FREQ=WEEKLY;BYDAY=MO,TH"))]
    pub rrule: String,
    #[serde(default)]
    pub mode: RecurrenceMode,
}
