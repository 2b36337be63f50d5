//! In English.

use jiff::civil::{Date, Weekday};

use super::tell::Tongue;
use crate::recurring::rule::Frequency;

pub(super) struct English;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `1st`, `22nd`.
fn ordinal(number: i32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// `first`, `last`, `2nd last`.
fn place(number: i32) -> Option<String> {
    Some(match number {
        1 => "first".to_owned(),
        2..=53 => ordinal(number),
        -1 => "last".to_owned(),
        -53..=-2 => format!("{} last", ordinal(-number)),
        _ => return None,
    })
}

impl Tongue for English {
    fn every(&self, frequency: Frequency, interval: i32) -> String {
        let unit = match frequency {
            Frequency::Secondly => "second",
            Frequency::Minutely => "minute",
            Frequency::Hourly => "hour",
            Frequency::Daily => "day",
            Frequency::Weekly => "week",
            Frequency::Monthly => "month",
            Frequency::Yearly => "year",
        };
        match interval {
            1 => format!("every {unit}"),
            more => format!("every {more} {unit}s"),
        }
    }

    fn weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }

    fn every_working_day(&self) -> String {
        "every weekday".to_owned()
    }

    fn date(&self, date: Date) -> String {
        format!("{} {} {}", date.day(), self.month(i32::from(date.month())), date.year())
    }

    fn and(&self) -> &'static str {
        "and"
    }

    fn on(&self, list: String) -> String {
        format!("on {list}")
    }

    fn month_day(&self, number: i32) -> Option<String> {
        Some(match number {
            1.. => format!("the {}", ordinal(number)),
            _ => format!("the {} day", place(number)?),
        })
    }

    fn nth(&self, number: i32, day: &str) -> Option<String> {
        Some(format!("the {} {day}", place(number)?))
    }

    fn working_day(&self) -> &'static str {
        "weekday"
    }

    fn of_months(&self, list: String) -> String {
        format!("of {list}")
    }

    fn in_months(&self, list: String) -> String {
        format!("in {list}")
    }

    fn month(&self, number: i32) -> &'static str {
        usize::try_from(number - 1)
            .ok()
            .and_then(|at| MONTHS.get(at))
            .copied()
            .unwrap_or_default()
    }

    fn on_year_days(&self, list: String) -> String {
        format!("on day {list}")
    }

    fn in_weeks(&self, list: String) -> String {
        format!("in week {list}")
    }

    fn at(&self, list: String) -> String {
        format!("at {list}")
    }

    fn times(&self, count: i32) -> String {
        if count == 1 { "once".to_owned() } else { format!("{count} times") }
    }

    fn until(&self, date: String) -> String {
        format!("until {date}")
    }

    fn weeks_from(&self, day: &str) -> String {
        format!("weeks starting on {day}")
    }
}
