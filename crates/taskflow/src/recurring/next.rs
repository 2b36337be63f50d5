//! The occurrence after the one that was completed.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Due;
use super::due::{at, date_of};
use super::moments::{Moments, unit, with_time_of};
use super::opening::opening;
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
    /// From the due date, by the calendar alone: the next one opens on its date, whether or not this one is done.
    Calendar,
}

impl Mode {
    /// As stored and shown.
    pub fn name(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Completion => "completion",
            Self::Calendar => "calendar",
        }
    }

    /// Reads a stored name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Schedule, Self::Completion, Self::Calendar]
            .into_iter()
            .find(|mode| mode.name() == name)
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
/// - `Completion`: the series is anchored at the day of completion, or at its moment when the rule names times of the
///   day. A rule that only says how often adds that to it, and a day the month does not have becomes its last; other
///   rules give their first day, or moment, after it.
/// - `Calendar`: as `Schedule`, but nothing is left out because it has passed.
/// - All keep the wall-clock time in the task's time zone. Occurrences that are left out use up COUNT as well,
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
    let found = match mode {
        Mode::Completion => after_completion(rule, due, completed_at, &zone).map(|moment| (moment, 1)),
        Mode::Schedule => on_schedule(rule, due, completed_at, &zone)?,
        Mode::Calendar => {
            let first = opening(rule, due, 0, default_timezone)?;
            return Ok(first.map(|opening| opening.next));
        }
    };
    let Some((moment, used)) = found else {
        return Ok(None);
    };
    let due = moved(rule, due, moment, default_timezone);
    let count = rule.count.map(|count| count - used);
    if count.is_some_and(|left| left < 1) || !before_end(rule, moment.date(), &due, &zone)? {
        return Ok(None);
    }
    Ok(Some(Next { due, rule: Rule { count, ..rule.clone() } }))
}

/// The due date and what follows it on schedule, at most so many in all.
///
/// # Errors
/// As [`next`].
pub fn series(rule: &Rule, due: &Due, default_timezone: &str, most: usize) -> Result<Vec<Due>> {
    let zone = due.zone(default_timezone)?;
    let count = rule.count.map(|count| usize::try_from(count).unwrap_or_default());
    let mut dates = vec![due.clone()];
    let mut left_out = 0;
    for moment in later(rule, due, None) {
        if dates.len() >= most || count.is_some_and(|count| dates.len() + left_out >= count) {
            break;
        }
        let next = moved(rule, due, moment, default_timezone);
        if !before_end(rule, moment.date(), &next, &zone)? {
            break;
        }
        if rule.leaves_out(next.date) {
            left_out += 1;
        } else if !is_same_instant(dates.last(), &next, &zone)? {
            dates.push(next);
        }
    }
    dates.truncate(count.map_or(most, |count| most.min(count)));
    Ok(dates)
}

/// Where the clocks skip an hour, 02:00 and 03:00 are one.
fn is_same_instant(last: Option<&Due>, next: &Due, zone: &TimeZone) -> Result<bool> {
    Ok(match (last.map(|last| (last.date, last.time)), next.time) {
        (Some((date, Some(time))), Some(other)) => at(date, time, zone)? == at(next.date, other, zone)?,
        _ => false,
    })
}

pub(super) fn start(due: &Due) -> DateTime {
    due.date.to_datetime(due.time.unwrap_or(Time::midnight()))
}

/// What comes after the due date; what is well before a day may be left out.
pub(super) fn later(
    rule: &Rule,
    due: &Due,
    not_before: Option<Date>,
) -> impl Iterator<Item = DateTime> + use<> {
    let anchor = start(due);
    let moments = Moments::of(rule, anchor);
    let moments = match not_before {
        Some(date) if date > due.date => moments.skip_to(date),
        _ => moments,
    };
    moments.filter(move |moment| *moment > anchor)
}

/// The due date at another moment. A rule that gives times needs a due date with one.
pub(super) fn moved(rule: &Rule, due: &Due, moment: DateTime, default_timezone: &str) -> Due {
    let time = due.time.map(|_| moment.time()).or(rule.is_timed().then(|| moment.time()));
    let timezone = due.timezone.clone().or(time.map(|_| default_timezone.to_owned()));
    Due { date: moment.date(), time, timezone }
}

fn after_completion(rule: &Rule, due: &Due, completed_at: Stamp, zone: &TimeZone) -> Option<DateTime> {
    let now = Timestamp::from_millisecond(completed_at.0).unwrap_or_default();
    let here = zone.to_datetime(now);
    let time = due.time.unwrap_or(Time::midnight());
    if !rule.is_plain() {
        if !rule.is_timed() {
            let found = Moments::of(rule, here.date().to_datetime(time)).find(|m| m.date() > here.date());
            return found;
        }
        return Moments::of(&with_time_of(rule, time), here).find(|moment| *moment > here);
    }
    let units = i64::from(rule.interval);
    let span = match rule.frequency {
        Frequency::Daily => units.days(),
        Frequency::Weekly => units.weeks(),
        Frequency::Monthly => units.months(),
        Frequency::Yearly => units.years(),
        Frequency::Hourly | Frequency::Minutely | Frequency::Secondly => {
            let seconds = units.checked_mul(unit(rule.frequency)?)?;
            let after = now.checked_add(jiff::SignedDuration::from_secs(seconds)).ok()?;
            let after = zone.to_datetime(after);
            return Some(after.date().at(after.hour(), after.minute(), 0, 0));
        }
    };
    Some(here.date().checked_add(span).ok()?.to_datetime(time))
}

/// The moment, and how many occurrences it is after the current one.
fn on_schedule(
    rule: &Rule,
    due: &Due,
    completed_at: Stamp,
    zone: &TimeZone,
) -> Result<Option<(DateTime, i32)>> {
    let today = date_of(completed_at, zone);
    let whole_days = due.time.is_none() && !rule.is_timed();
    let own = if whole_days { None } else { Some(at(due.date, start(due).time(), zone)?) };
    let mut used = 0;
    // What COUNT has to count cannot be jumped over.
    for moment in later(rule, due, rule.count.is_none().then_some(today)) {
        used += 1;
        let passed = if moment.date() < today || rule.leaves_out(moment.date()) {
            true
        } else if let Some(own) = own {
            let instant = at(moment.date(), moment.time(), zone)?;
            instant <= completed_at || instant <= own
        } else {
            false
        };
        if !passed {
            return Ok(Some((moment, used)));
        }
        if rule.count.is_some_and(|count| used >= count) {
            break;
        }
    }
    Ok(None)
}

pub(super) fn before_end(rule: &Rule, date: Date, due: &Due, zone: &TimeZone) -> Result<bool> {
    Ok(match (&rule.until, due.time) {
        (None, _) => true,
        (Some(Until::Date(last)), _) => date <= *last,
        (Some(Until::Local(last)), None) => date <= last.date(),
        (Some(Until::Local(last)), Some(time)) => date.to_datetime(time) <= *last,
        (Some(Until::Utc(last)), None) => date <= zone.to_datetime(*last).date(),
        (Some(Until::Utc(last)), Some(time)) => at(date, time, zone)?.0 <= last.as_millisecond(),
    })
}
