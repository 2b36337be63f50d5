//! What a repeat rule would give, shown before it is saved.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Due;
use crate::base::Stamp;
use crate::recurring::Mode;

/// A repeat rule to look at.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecurrenceQuestion {
    /// A rule as `recurrence.rrule` of a task takes it.
    #[serde(default)]
    #[schema(examples("FREQ=MONTHLY;BYDAY=2MO"))]
    pub rrule: Option<String>,
    /// Instead of it, in words: English, or the language of `locale`.
    #[serde(default)]
    #[schema(examples("every 2nd Monday of the month"))]
    pub text: Option<String>,
    /// `schedule` when absent and the words do not say `every!`.
    #[serde(default)]
    pub mode: Option<Mode>,
    /// Dates to be left out.
    #[serde(default)]
    pub except: Vec<String>,
    /// The first due date.
    pub due: Due,
    #[serde(default)]
    #[schema(format = Date)]
    pub start_on: Option<String>,
    /// How many dates, 1 to 100; 10 when absent.
    #[serde(default)]
    pub count: Option<u32>,
    /// The language of the words, such as `de`; one's own when absent. Others than English and German are taken for
    /// English.
    #[serde(default)]
    pub locale: Option<String>,
    /// IANA name of the zone in which `until friday` is meant; one's own when absent.
    #[serde(default)]
    pub tz: Option<String>,
}

/// A date of a series.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Occurrence {
    pub due: Due,
    pub due_at: Option<Stamp>,
    #[schema(format = Date)]
    pub start_on: Option<String>,
    /// With the mode `calendar`: when it opens by itself; not there for the first, which is made at once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens_at: Option<Stamp>,
}

/// What a repeat rule gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct RecurrencePreview {
    /// In its normal form.
    pub rrule: String,
    /// In words; `null` where they would be too long.
    pub text: Option<String>,
    /// The one that was asked for; else `completion` when the words said `every!`.
    pub mode: Mode,
    /// From the due date on, as they come when each is completed in time.
    pub items: Vec<Occurrence>,
    /// Whether the series goes on after these.
    pub more: bool,
}
