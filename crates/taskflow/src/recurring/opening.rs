//! When the occurrences of a series open that goes by the calendar alone.

use std::collections::VecDeque;

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Due;
use super::due::at;
use super::next::{Next, before_end, later, moved};
use super::rule::Rule;
use crate::base::{Result, Stamp};

/// The most that open one after the other when nobody was there for long.
const MOST_MISSED: usize = 31;
/// Moments looked at in one go: the rest has its turn after what was found among these.
const MOST_LOOKED_AT: usize = 20_000;

/// Which occurrences open whose time passed while no server ran.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missed {
    /// Only the latest of them.
    #[default]
    Latest,
    /// Each, but for what is more than 31 back.
    All,
}

/// An occurrence to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    pub next: Next,
    /// When it opens: as its start date begins that lies `lead` days before its due date, but not before the one before
    /// it was due.
    pub at: Stamp,
}

/// The first occurrence after the due date; `None` when the series ends.
///
/// # Errors
/// `Invalid` for a time zone nobody knows.
pub fn opening(rule: &Rule, due: &Due, lead: i64, default_timezone: &str) -> Result<Option<Opening>> {
    Ok(openings(rule, due, lead, default_timezone, 1)?.pop())
}

/// The occurrences after the due date, at most so many.
///
/// # Errors
/// As [`opening`].
pub fn openings(
    rule: &Rule,
    due: &Due,
    lead: i64,
    default_timezone: &str,
    most: usize,
) -> Result<Vec<Opening>> {
    let mut found = Vec::new();
    walk(rule, due, lead, default_timezone, |opening| {
        found.push(opening);
        found.len() < most
    })?;
    Ok(found)
}

/// The occurrence that is to be opened now, if it is time for one: the latest of those that have come, or the first.
///
/// # Errors
/// As [`opening`].
pub fn opened(
    rule: &Rule,
    due: &Due,
    lead: i64,
    default_timezone: &str,
    missed: Missed,
    now: Stamp,
) -> Result<Option<Next>> {
    let kept = match missed {
        Missed::Latest => 1,
        Missed::All => MOST_MISSED,
    };
    let mut come = VecDeque::new();
    walk(rule, due, lead, default_timezone, |opening| {
        let is_time = opening.at <= now;
        if is_time {
            if come.len() == kept {
                come.pop_front();
            }
            come.push_back(opening.next);
        }
        is_time
    })?;
    Ok(come.pop_front())
}

/// Shows what follows the due date until `visit` has enough. COUNT also counts what is left out.
fn walk(
    rule: &Rule,
    due: &Due,
    lead: i64,
    default_timezone: &str,
    mut visit: impl FnMut(Opening) -> bool,
) -> Result<()> {
    let zone = due.zone(default_timezone)?;
    let timed = due.time.is_some() || rule.is_timed();
    let mut used = 0;
    let mut before = moment_of(due, &zone)?;
    for moment in later(rule, due, None).take(MOST_LOOKED_AT) {
        let next = moved(rule, due, moment, default_timezone);
        let own = moment_of(&next, &zone)?;
        // Where the clocks skip an hour, 02:00 and 03:00 are one.
        if timed && own <= before {
            continue;
        }
        used += 1;
        let count = rule.count.map(|count| count - used);
        if count.is_some_and(|left| left < 1) || !before_end(rule, moment.date(), &next, &zone)? {
            return Ok(());
        }
        let opens = at(days_before(next.date, lead), Time::midnight(), &zone)?.max(before);
        before = own;
        if rule.leaves_out(next.date) {
            continue;
        }
        let next = Next { due: next, rule: Rule { count, ..rule.clone() } };
        if !visit(Opening { next, at: opens }) {
            return Ok(());
        }
    }
    Ok(())
}

/// The instant of a due date; of one without a time the beginning of its day.
fn moment_of(due: &Due, zone: &TimeZone) -> Result<Stamp> {
    at(due.date, due.time.unwrap_or(Time::midnight()), zone)
}

fn days_before(date: Date, days: i64) -> Date {
    date.checked_sub(jiff::Span::new().try_days(days).unwrap_or_default())
        .unwrap_or(date)
}
