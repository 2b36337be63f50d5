//! The occurrence after the one that was completed.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Due;
use super::due::{at, date_of};
use super::expand::Days;
use super::rule::{Frequency, Rule, Until};
use crate::base::{Result, Stamp};

/// What the next date is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// From the due date: keeps the calendar's rhythm, and leaves out what has passed by then.
    Schedule,
    /// From the day it was completed.
    Completion,
}

impl Mode {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Completion => "completion",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Schedule, Self::Completion].into_iter().find(|mode| mode.name() == name)
    }
}

/// The successor of a completed task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Next {
    pub due: Due,
    /// The rule with what is left of its COUNT.
    pub rule: Rule,
}

/// When a completed task is due again; `None` when the series ends.
///
/// - `Schedule`: the series is anchored at the current due date, which is its first occurrence. Next comes the first
///   later one that has not passed when the task is completed: with a time, its instant is after `completed_at`;
///   without one, its date is not before the completion's. Completed early, that is simply the one after the due date.
/// - `Completion`: the series is anchored at the day of completion. A rule that only says how often
///   adds that to it, and a day the month does not have becomes its last; other rules give their first day after it.
/// - Both keep the wall-clock time in the task's time zone. Occurrences that are left out use up COUNT as well,
///   so that a series ends when it said it would.
///
/// A rule that names a day a month lacks leaves that month out (RFC 5545): the 31st comes seven times a year.
/// `BYMONTHDAY=-1` is the last day of every month.
///
/// # Errors
/// `Invalid` for a time zone nobody knows.
pub fn next(
    rule: &Rule,
    mode: Mode,
    due: &Due,
    completed_at: Stamp,
    default_timezone: &str,
) -> Result<Option<Next>> {
    let zone = due.zone(default_timezone)?;
    let today = date_of(completed_at, &zone);
    let found = match mode {
        Mode::Completion => after_completion(rule, today).map(|date| (date, 1)),
        Mode::Schedule => on_schedule(rule, due, today, completed_at, &zone)?,
    };
    let Some((date, used)) = found else {
        return Ok(None);
    };
    let count = rule.count.map(|count| count - used);
    if count.is_some_and(|left| left < 1) || !before_end(rule, date, due, &zone)? {
        return Ok(None);
    }
    Ok(Some(Next { due: Due { date, ..due.clone() }, rule: Rule { count, ..rule.clone() } }))
}

fn after_completion(rule: &Rule, today: Date) -> Option<Date> {
    if !rule.is_plain() {
        return Days::of(rule, today).find(|date| *date > today);
    }
    let units = i64::from(rule.interval);
    let span = match rule.frequency {
        Frequency::Daily => units.days(),
        Frequency::Weekly => units.weeks(),
        Frequency::Monthly => units.months(),
        Frequency::Yearly => units.years(),
    };
    today.checked_add(span).ok()
}

/// The date, and how many occurrences it is after the current one.
fn on_schedule(
    rule: &Rule,
    due: &Due,
    today: Date,
    completed_at: Stamp,
    zone: &TimeZone,
) -> Result<Option<(Date, i32)>> {
    let mut days = Days::of(rule, due.date);
    // What COUNT has to count cannot be jumped over.
    if rule.count.is_none() && today > due.date {
        days = days.skip_to(today);
    }
    let mut used = 0;
    for date in days.filter(|date| *date > due.date) {
        used += 1;
        let passed = match due.time {
            None => date < today,
            Some(time) => date < today || (date == today && at(date, time, zone)? <= completed_at),
        };
        if !passed {
            return Ok(Some((date, used)));
        }
        if rule.count.is_some_and(|count| used >= count) {
            break;
        }
    }
    Ok(None)
}

fn before_end(rule: &Rule, date: Date, due: &Due, zone: &TimeZone) -> Result<bool> {
    Ok(match (&rule.until, due.time) {
        (None, _) => true,
        (Some(Until::Date(last)), _) => date <= *last,
        (Some(Until::Local(last)), None) => date <= last.date(),
        (Some(Until::Local(last)), Some(time)) => date.to_datetime(time) <= *last,
        (Some(Until::Utc(last)), None) => date <= zone.to_datetime(*last).date(),
        (Some(Until::Utc(last)), Some(time)) => at(date, time, zone)?.0 <= last.as_millisecond(),
    })
}
