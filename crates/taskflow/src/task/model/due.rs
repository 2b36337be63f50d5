//! When a task is due, and how it repeats.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::recurring::Mode;

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

/// How a task repeats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Recurrence {
    /// An RFC 5545 rule that counts in hours or longer, or in short `daily`, `weekly`, `monthly`, `yearly`,
    /// `weekly;interval=2`. One that names times of the day or counts in hours needs a `due` with a time.
    #[schema(examples("FREQ=WEEKLY;BYDAY=MO,TH"))]
    pub rrule: String,
    #[serde(default = "schedule")]
    pub mode: Mode,
}

fn schedule() -> Mode {
    Mode::Schedule
}
