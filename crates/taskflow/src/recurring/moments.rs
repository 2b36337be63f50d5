//! The moments a rule names: days with times, as a wall clock without a time zone tells them.

use std::collections::VecDeque;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::expand::{Days, matches, picked};
use super::rule::{Frequency, Rule};

/// Periods looked at without a match before a rule counts as having no more.
const MOST_STEPS: u32 = 100_000;
/// Periods looked at in all: what a rule with a COUNT may cost.
const MOST_WORK: u32 = 2_000_000;
/// Periods with days but without a moment at the wanted positions, in a row.
const MOST_EMPTY: u32 = 40_000;

/// The moments of a series, in order, from its anchor (RFC 5545's DTSTART) on. COUNT and UNTIL are not heeded.
pub(super) struct Moments {
    rule: Rule,
    anchor: DateTime,
    source: Source,
    found: VecDeque<DateTime>,
}

enum Source {
    /// Whole days, with the same times on each.
    Days { days: Box<Days>, times: Vec<Time> },
    /// Hours, minutes or seconds, in seconds since 1970: where they start, how far apart they are, which is next.
    Steps {
        base: i64,
        step: i64,
        next: i64,
        work: u32,
    },
}

impl Moments {
    pub(super) fn of(rule: &Rule, anchor: DateTime) -> Self {
        let anchor = anchor.date().at(anchor.hour(), anchor.minute(), anchor.second(), 0);
        let rule = with_time_of(rule, anchor.time());
        let source = match unit(rule.frequency) {
            None => Source::Days { days: Box::new(Days::of(&rule, anchor.date())), times: times(&rule) },
            Some(unit) => {
                let base = seconds(anchor);
                let step = unit * i64::from(rule.interval);
                Source::Steps { base: base - base.rem_euclid(unit), step, next: 0, work: 0 }
            }
        };
        Self { rule, anchor, source, found: VecDeque::new() }
    }

    /// Leaves out what is a day and more before a date, without looking at it.
    pub(super) fn skip_to(mut self, date: Date) -> Self {
        match &mut self.source {
            Source::Days { days, .. } => days.skip_to(date),
            Source::Steps { base, step, next, .. } => {
                let before = seconds(date.at(0, 0, 0, 0)) - *base - 86_400;
                *next = (before / *step).max(0);
            }
        }
        self
    }

    /// The moments of the next period that may have some.
    fn fill(&mut self) -> Option<()> {
        match &mut self.source {
            Source::Days { days, times } => {
                let set = days.next_set()?;
                let wanted = picked(&self.rule.positions, set.len() * times.len());
                let moment =
                    |at: usize| Some(set.get(at / times.len())?.to_datetime(*times.get(at % times.len())?));
                self.found.extend(wanted.filter_map(moment));
            }
            Source::Steps { base, step, next, work } => {
                let mut steps = 0;
                let period = loop {
                    steps += 1;
                    *work += 1;
                    if steps > MOST_STEPS || *work > MOST_WORK {
                        return None;
                    }
                    let at = base.checked_add(next.checked_mul(*step)?)?;
                    let period = civil(at)?;
                    match unfit(&self.rule, period) {
                        None => {
                            *next += 1;
                            break period;
                        }
                        // On to the first period that starts after the unfit stretch.
                        Some(stretch) => {
                            let end = at - at.rem_euclid(stretch) + stretch;
                            *next = (end - *base + *step - 1).div_euclid(*step).max(*next + 1);
                        }
                    }
                };
                let inner = within(&self.rule, period);
                let wanted = picked(&self.rule.positions, inner.len());
                self.found.extend(wanted.filter_map(|at| inner.get(at).copied()));
            }
        }
        self.found.retain(|moment| *moment >= self.anchor);
        Some(())
    }
}

impl Iterator for Moments {
    type Item = DateTime;

    fn next(&mut self) -> Option<DateTime> {
        let mut empty = 0;
        while self.found.is_empty() {
            self.fill()?;
            empty += 1;
            if empty > MOST_EMPTY {
                return None;
            }
        }
        if let Source::Days { days, .. } = &mut self.source {
            days.found();
        }
        self.found.pop_front()
    }
}

/// Whether no moment at all fits, wherever the series starts.
pub(super) fn never(rule: &Rule) -> bool {
    let every = Rule { interval: 1, ..rule.clone() };
    Moments::of(&every, Date::constant(2000, 1, 1).at(0, 0, 0, 0)).next().is_none()
}

/// The rule with the times of the day that it does not name taken from the anchor's.
pub(super) fn with_time_of(rule: &Rule, time: Time) -> Rule {
    let mut rule = rule.clone();
    let fill = |list: &mut Vec<i32>, value: i8| {
        if list.is_empty() {
            list.push(i32::from(value));
        }
    };
    if rule.frequency > Frequency::Secondly {
        fill(&mut rule.seconds, time.second());
    }
    if rule.frequency > Frequency::Minutely {
        fill(&mut rule.minutes, time.minute());
    }
    if rule.frequency > Frequency::Hourly {
        fill(&mut rule.hours, time.hour());
    }
    rule
}

/// The seconds of a unit shorter than a day.
pub(super) fn unit(frequency: Frequency) -> Option<i64> {
    match frequency {
        Frequency::Secondly => Some(1),
        Frequency::Minutely => Some(60),
        Frequency::Hourly => Some(3_600),
        _ => None,
    }
}

/// For how long, in seconds, nothing fits that does not fit at the start of a period.
fn unfit(rule: &Rule, at: DateTime) -> Option<i64> {
    let misses = |list: &[i32], value: i8| !list.is_empty() && !list.contains(&i32::from(value));
    let below = |frequency: Frequency| rule.frequency <= frequency;
    if !matches(rule, at.date()) {
        Some(86_400)
    } else if misses(&rule.hours, at.hour()) {
        Some(3_600)
    } else if below(Frequency::Minutely) && misses(&rule.minutes, at.minute()) {
        Some(60)
    } else if below(Frequency::Secondly) && misses(&rule.seconds, at.second()) {
        Some(1)
    } else {
        None
    }
}

/// The moments of an hour, a minute or a second.
fn within(rule: &Rule, period: DateTime) -> Vec<DateTime> {
    let own = |value: i8| vec![i32::from(value)];
    let minutes = if rule.frequency == Frequency::Hourly {
        rule.minutes.clone()
    } else {
        own(period.minute())
    };
    let seconds = if rule.frequency == Frequency::Secondly {
        own(period.second())
    } else {
        rule.seconds.clone()
    };
    clock(&own(period.hour()), &minutes, &seconds)
        .into_iter()
        .map(|time| period.date().to_datetime(time))
        .collect()
}

/// The times of each day.
fn times(rule: &Rule) -> Vec<Time> {
    clock(&rule.hours, &rule.minutes, &rule.seconds)
}

fn clock(hours: &[i32], minutes: &[i32], seconds: &[i32]) -> Vec<Time> {
    let small = |value: i32| i8::try_from(value).unwrap_or_default();
    let mut times = Vec::new();
    for hour in hours {
        for minute in minutes {
            for second in seconds {
                times.extend(Time::new(small(*hour), small(*minute), small(*second), 0));
            }
        }
    }
    times
}

/// Seconds since 1970 as if the clock stood in Greenwich.
fn seconds(at: DateTime) -> i64 {
    TimeZone::UTC.to_timestamp(at).map_or(0, Timestamp::as_second)
}

fn civil(seconds: i64) -> Option<DateTime> {
    Timestamp::from_second(seconds).ok().map(|at| TimeZone::UTC.to_datetime(at))
}
