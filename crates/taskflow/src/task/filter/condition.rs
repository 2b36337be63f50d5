//! A filter with everything in it decided: names are ids, days are dates and instants.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::field::Compare;
use crate::base::Stamp;
use crate::project::StatusCategory;
use crate::task::model::Priority;

/// A day is over everywhere on earth so long after it began in UTC, and somewhere it is the day before.
const ANYWHERE_MS: i64 = 48 * 3_600_000;

/// What a task must be. Two values only: a comparison with what is not there is false.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Is(Flag),
    /// The field is, or among its values is, one of these.
    Among(IdField, Vec<Uuid>),
    /// The field has no value.
    Without(IdField),
    Category(Vec<StatusCategory>),
    Priority(Vec<Priority>),
    /// A day of the calendar, compared with one of `= < <= > >=`; text as `YYYY-MM-DD`.
    Date(DateField, Compare, String),
    NoDate(DateField),
    /// Due before this instant; of a date without a time: before this day.
    DueBefore {
        at: Stamp,
        day: String,
    },
    /// At or after the first, before the second.
    Instant(InstantField, Option<Stamp>, Option<Stamp>),
    NoInstant(InstantField),
    Estimate(Compare, f64),
    NoEstimate,
    /// The whole title, whatever the case of its ASCII letters.
    Title(String),
    /// Contains these words, whatever the case of ASCII letters.
    Contains(TextField, String),
    /// The task's number, compared with one of `= < <= > >=`.
    Number(Compare, i64),
    /// A value of a custom field.
    Custom(Uuid, Wanted),
}

/// What a value of a custom field must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    Nothing,
    /// Compared with one of `= < <= > >=`.
    Number(Compare, f64),
    /// A day, compared in the same way; text as `YYYY-MM-DD`.
    Date(Compare, String),
    /// The whole text, whatever the case of its ASCII letters.
    Text(String),
    /// Has these words, whatever the case of ASCII letters.
    Contains(String),
    /// An option or a person: one of these is it, or is among several.
    Among(Vec<Uuid>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flag {
    Open,
    Done,
    Overdue {
        at: Stamp,
        day: jiff::civil::Date,
    },
    /// A task that is open and not in the trash blocks it.
    Blocked,
    Recurring,
    Subtask,
    Trashed,
    Archived,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdField {
    Task,
    Project,
    Status,
    Assignee,
    Creator,
    Tag,
    Parent,
    Milestone,
    Cycle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateField {
    Due,
    Start,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InstantField {
    Created,
    Updated,
    Completed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextField {
    Title,
    /// Title or description.
    Text,
}

impl Condition {
    /// Whether it asks for what hangs on other tasks, which a task alone does not tell.
    pub fn asks_whether_blocked(&self) -> bool {
        match self {
            Self::All(all) | Self::Any(all) => all.iter().any(Self::asks_whether_blocked),
            Self::Not(condition) => condition.asks_whether_blocked(),
            Self::Is(flag) => *flag == Flag::Blocked,
            _ => false,
        }
    }

    /// The last instant at which a task that fits can be due, whatever its zone; `None` when that is open.
    pub fn due_until(&self) -> Option<Stamp> {
        match self {
            Self::All(all) => all.iter().filter_map(Self::due_until).min(),
            Self::DueBefore { at, .. } | Self::Is(Flag::Overdue { at, .. }) => Some(at.plus_ms(ANYWHERE_MS)),
            Self::Date(DateField::Due, Compare::Less | Compare::AtMost | Compare::Equal, day) => {
                let midnight = day.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?;
                Some(Stamp(midnight.timestamp().as_millisecond()).plus_ms(ANYWHERE_MS))
            }
            _ => None,
        }
    }
}
