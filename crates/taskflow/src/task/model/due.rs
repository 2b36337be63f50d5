//! When a task is due, and how it repeats.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::recurring::{Missed, Mode};

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
    /// With the mode `calendar`: which occurrences open whose date passed while no server ran; only the `latest` when absent.
    #[serde(default, skip_serializing_if = "is_latest")]
    pub missed: Missed,
    /// Dates that are left out, up to 100; not with the mode `completion`. They fall away once the series is past them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(examples(json!(["2026-12-24"])))]
    pub except: Vec<String>,
    /// What the occurrences to come get where this one was changed alone: fields of a task. Read-only: the server's own counts.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[schema(value_type = Object)]
    pub following: Map<String, Value>,
}

impl Recurrence {
    /// A rule with nothing besides.
    pub fn new(rrule: impl Into<String>, mode: Mode) -> Self {
        Self {
            rrule: rrule.into(),
            mode,
            missed: Missed::default(),
            except: Vec::new(),
            following: Map::new(),
        }
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_latest(missed: &Missed) -> bool {
    *missed == Missed::Latest
}

fn schedule() -> Mode {
    Mode::Schedule
}
