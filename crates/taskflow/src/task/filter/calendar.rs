//! Dates as people write them: `today`, `yesterday+2w`, `end_of_month`, `2026-12-01`.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::Fault;
use super::ast::Given;
use crate::base::Stamp;
use crate::task::rules::parse_date;

/// The moment and the place for which a filter is read.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub now: Stamp,
    pub zone: TimeZone,
    /// 1 is Monday, 7 is Sunday.
    pub week_start: u8,
}

/// A time as a filter names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A whole day of the calendar.
    Day(Date),
    Instant(Stamp),
}

const EXPECTED: &str = "Expected a date such as 2026-12-01, today, today+7d, start_of_week or end_of_month.";
/// The longest way from a named day.
const FARTHEST: i64 = 100_000;

impl Calendar {
    /// The day it is there and then.
    pub fn today(&self) -> Date {
        self.day_of(self.now)
    }

    /// The day of an instant, there.
    pub fn day_of(&self, at: Stamp) -> Date {
        let at = Timestamp::from_millisecond(at.0).unwrap_or_default();
        at.to_zoned(self.zone.clone()).date()
    }

    /// The first instant of a day, there.
    pub fn start_of(&self, day: Date) -> Option<Stamp> {
        let start = day.to_zoned(self.zone.clone()).ok()?;
        Some(Stamp(start.timestamp().as_millisecond()))
    }

    /// The first instant after a day, there.
    pub fn end_of(&self, day: Date) -> Option<Stamp> {
        self.start_of(day.tomorrow().ok()?)
    }

    /// What is due before each of these is: overdue, due today, due this week. An instant for what has a time, a day for what
    /// has none.
    pub fn due_bounds(&self) -> Option<[(Stamp, Date); 3]> {
        let today = self.today();
        let tomorrow = today.tomorrow().ok()?;
        let next_week = self.week(today)?.checked_add(Span::new().days(7)).ok()?;
        Some([
            (self.now, today),
            (self.start_of(tomorrow)?, tomorrow),
            (self.start_of(next_week)?, next_week),
        ])
    }

    /// Reads a value.
    ///
    /// # Errors
    /// What is no date, or lies outside the years 1 to 9999.
    pub fn read(&self, given: &Given) -> Result<When, Fault> {
        let fault = || Fault::new(given.column, EXPECTED);
        let text = given.text.to_ascii_lowercase();
        if let Some(date) = parse_date(&text) {
            return Ok(When::Day(date));
        }
        if text.contains('t')
            && text.starts_with(|c: char| c.is_ascii_digit())
            && let Ok(at) = given.text.parse::<Stamp>()
        {
            return Ok(When::Instant(at));
        }
        let (name, steps) = match text.find(['+', '-']) {
            Some(sign) => text.split_at(sign),
            None => (text.as_str(), ""),
        };
        if name == "now" {
            let at = steps_of(steps)
                .ok_or_else(fault)?
                .iter()
                .try_fold(self.now, |at, (count, unit)| {
                    let ms = match unit {
                        'h' => 3_600_000,
                        'd' => 86_400_000,
                        'w' => 7 * 86_400_000,
                        _ => return None,
                    };
                    Some(at.plus_ms(count.checked_mul(ms)?))
                });
            return at.map(When::Instant).ok_or_else(fault);
        }
        let day = self.named(name).ok_or_else(fault)?;
        let day = steps_of(steps).ok_or_else(fault)?.iter().try_fold(day, |day, (count, unit)| {
            let span = match unit {
                'd' => Span::new().try_days(*count),
                'w' => Span::new().try_weeks(*count),
                'm' => Span::new().try_months(*count),
                'y' => Span::new().try_years(*count),
                _ => return None,
            };
            day.checked_add(span.ok()?).ok().filter(|day| day.year() >= 1)
        });
        day.map(When::Day).ok_or_else(fault)
    }

    fn named(&self, name: &str) -> Option<Date> {
        let today = self.today();
        match name {
            "today" => Some(today),
            "yesterday" => today.yesterday().ok(),
            "tomorrow" => today.tomorrow().ok(),
            "start_of_week" => self.week(today),
            "end_of_week" => self.week(today)?.checked_add(Span::new().days(6)).ok(),
            "start_of_month" => Some(today.first_of_month()),
            "end_of_month" => Some(today.last_of_month()),
            "start_of_year" => Some(today.first_of_year()),
            "end_of_year" => Some(today.last_of_year()),
            _ => None,
        }
    }

    fn week(&self, day: Date) -> Option<Date> {
        let first = Weekday::from_monday_one_offset(i8::try_from(self.week_start).ok()?).ok()?;
        let since = day.weekday().since(first);
        day.checked_sub(Span::new().days(i64::from(since))).ok()
    }
}

/// Reads `+2w-1d`: counts and units.
fn steps_of(text: &str) -> Option<Vec<(i64, char)>> {
    let mut steps = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let unit = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let count: i64 = rest[..unit].parse().ok()?;
        let signed = rest.starts_with(['+', '-']);
        steps.push((count, rest[unit..].chars().next()?));
        rest = &rest[unit + 1..];
        if !signed || count.abs() > FARTHEST {
            return None;
        }
    }
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<When, Fault> {
        let calendar = Calendar {
            // A Saturday evening in Berlin, and Sunday already in Tokyo.
            now: "2026-11-21T22:30:00Z".parse().unwrap(),
            zone: TimeZone::get("Europe/Berlin").unwrap(),
            week_start: 1,
        };
        calendar.read(&Given { text: text.to_owned(), quoted: false, column: 1 })
    }

    #[test]
    fn days_are_found() {
        for (text, day) in [
            ("2026-12-01", "2026-12-01"),
            ("today", "2026-11-21"),
            ("Today+7d", "2026-11-28"),
            ("yesterday", "2026-11-20"),
            ("today+1m-1d", "2026-12-20"),
            ("start_of_week", "2026-11-16"),
            ("end_of_week+1w", "2026-11-29"),
            ("end_of_month", "2026-11-30"),
            ("start_of_year-1y", "2025-01-01"),
        ] {
            assert_eq!(read(text), Ok(When::Day(day.parse().unwrap())), "{text}");
        }
        assert_eq!(read("now-1h"), Ok(When::Instant("2026-11-21T21:30:00Z".parse().unwrap())));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "tomorow",
            "today+",
            "today7d",
            "today+7",
            "today+7x",
            "2026-13-01",
            "today+999999d",
            "+7d",
            "today+9000y",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
