//! The days a rule names. Times of the day: [`super::moments`].

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use super::rule::{Frequency, Rule};

/// Days looked at without one of the series before a rule counts as having no more: over a hundred years of daily
/// periods, and over 400 years of leap years.
const MOST_DAYS: u32 = 40_000;

/// The days of a series, in order, from its anchor (RFC 5545's DTSTART) on. COUNT and UNTIL are not heeded.
pub(super) struct Days {
    /// With what it leaves open taken from the anchor.
    rule: Rule,
    anchor: Date,
    /// How many periods after the anchor's comes next.
    period: i64,
    looked_at: u32,
}

impl Days {
    pub(super) fn of(rule: &Rule, anchor: Date) -> Self {
        Self { rule: resolve(rule, anchor), anchor, period: 0, looked_at: 0 }
    }

    /// Leaves out whole periods before a date without looking at their days.
    pub(super) fn skip_to(&mut self, date: Date) {
        let days = i64::from((date - self.anchor).get_days());
        let longest = match self.rule.frequency {
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Yearly => 366,
            _ => 1,
        };
        // One less: the anchor may stand anywhere in its period.
        self.period = (days / longest / i64::from(self.rule.interval) - 1).max(0);
    }

    /// The first day of a period and how many it has; `None` past the year 9999.
    fn period(&self, index: i64) -> Option<(Date, u32)> {
        let units = index.checked_mul(i64::from(self.rule.interval))?;
        let anchor = self.anchor;
        Some(match self.rule.frequency {
            Frequency::Weekly => {
                let back = anchor.weekday().since(self.rule.week_start);
                let start = anchor.checked_sub(i64::from(back).days()).ok()?;
                (start.checked_add(Span::new().try_weeks(units).ok()?).ok()?, 7)
            }
            Frequency::Monthly => {
                let start = anchor.first_of_month().checked_add(Span::new().try_months(units).ok()?).ok()?;
                (start, u32::from(start.days_in_month().unsigned_abs()))
            }
            Frequency::Yearly => {
                let start = anchor.first_of_year().checked_add(Span::new().try_years(units).ok()?).ok()?;
                (start, u32::from(start.days_in_year().unsigned_abs()))
            }
            _ => (anchor.checked_add(Span::new().try_days(units).ok()?).ok()?, 1),
        })
    }
}

impl Days {
    /// The search begins anew: the last set had one of the series.
    pub(super) fn found(&mut self) {
        self.looked_at = 0;
    }

    /// The days of the next period that has some, before its positions and its start are heeded.
    pub(super) fn next_set(&mut self) -> Option<Vec<Date>> {
        while self.looked_at < MOST_DAYS {
            let (start, length) = self.period(self.period)?;
            self.period += 1;
            self.looked_at += length;
            let days = start.series(1.day()).take(usize::try_from(length).unwrap_or_default());
            let set: Vec<Date> = days.filter(|day| matches(&self.rule, *day)).collect();
            if !set.is_empty() {
                return Some(set);
            }
        }
        None
    }
}

/// Where in a set of so many the wanted positions are, in order; all of it when none are named.
pub(super) fn picked(positions: &[i32], length: usize) -> impl Iterator<Item = usize> + use<> {
    let all = if positions.is_empty() { 0..length } else { 0..0 };
    let mut named: Vec<usize> = positions
        .iter()
        .filter_map(|at| {
            let steps = usize::try_from(at.unsigned_abs()).ok()?;
            if *at > 0 { steps.checked_sub(1) } else { length.checked_sub(steps) }
        })
        .filter(|at| *at < length)
        .collect();
    named.sort_unstable();
    named.dedup();
    all.chain(named)
}

/// Takes what the rule does not say from the anchor (RFC 5545 §3.3.10, "information missing").
fn resolve(rule: &Rule, anchor: Date) -> Rule {
    let mut rule = rule.clone();
    let names_days = !rule.year_days.is_empty() || !rule.month_days.is_empty() || !rule.days.is_empty();
    if names_days {
        return rule;
    }
    match rule.frequency {
        Frequency::Weekly => rule.days.push((0, anchor.weekday())),
        Frequency::Monthly => rule.month_days.push(i32::from(anchor.day())),
        Frequency::Yearly if !rule.week_numbers.is_empty() => rule.days.push((0, anchor.weekday())),
        Frequency::Yearly => {
            if rule.months.is_empty() {
                rule.months.push(i32::from(anchor.month()));
            }
            rule.month_days.push(i32::from(anchor.day()));
        }
        _ => {}
    }
    rule
}

pub(super) fn matches(rule: &Rule, day: Date) -> bool {
    let in_list = |list: &[i32], from_start: i32, length: i32| {
        list.is_empty() || list.contains(&from_start) || list.contains(&(from_start - length - 1))
    };
    let (month_length, year_length) = (i32::from(day.days_in_month()), i32::from(day.days_in_year()));
    let (month_day, year_day) = (i32::from(day.day()), i32::from(day.day_of_year()));
    (rule.months.is_empty() || rule.months.contains(&i32::from(day.month())))
        && in_list(&rule.month_days, month_day, month_length)
        && in_list(&rule.year_days, year_day, year_length)
        && (rule.days.is_empty() || {
            // Days are numbered within the month where the rule speaks of months.
            let (at, length) = match rule.frequency == Frequency::Monthly || !rule.months.is_empty() {
                true => (month_day, month_length),
                false => (year_day, year_length),
            };
            let (first, last) = ((at - 1) / 7 + 1, -((length - at) / 7 + 1));
            let weekday = day.weekday();
            rule.days
                .iter()
                .any(|(nth, named)| *named == weekday && (*nth == 0 || *nth == first || *nth == last))
        })
        && (rule.week_numbers.is_empty() || {
            let (number, weeks) = week(day, rule.week_start);
            in_list(&rule.week_numbers, number, weeks)
        })
}

/// The number of a day's week, and how many weeks its year has. As ISO 8601, but for where weeks start.
fn week(day: Date, start: Weekday) -> (i32, i32) {
    // Week 1 is the one with 4 January.
    let first = |year: i16| {
        let fourth = Date::new(year, 1, 4).unwrap_or(Date::MAX);
        let back = i64::from(fourth.weekday().since(start));
        fourth.checked_sub(back.days()).unwrap_or(Date::MIN)
    };
    let weeks_between = |from: Date, to: Date| (to - from).get_days() / 7;
    let year = day.year();
    let (own, next) = (first(year), first(year.saturating_add(1)));
    if day < own {
        let before = first(year.saturating_sub(1));
        let weeks = weeks_between(before, own);
        (weeks, weeks)
    } else if day >= next {
        (1, weeks_between(next, first(year.saturating_add(2))))
    } else {
        (weeks_between(own, day) + 1, weeks_between(own, next))
    }
}
