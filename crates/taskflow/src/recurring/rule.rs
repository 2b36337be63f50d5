//! What a repeat rule says, and its normal text.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};

/// Why a text is no repeat rule we take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFault {
    /// `invalid_rrule`, `too_often`, `never_occurs`, or for words `unknown_words`.
    pub code: &'static str,
    /// For people.
    pub message: String,
}

impl RuleFault {
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }
}

/// The unit a rule counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// The last moment an occurrence may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Until {
    Date(Date),
    /// Wall-clock time wherever the task is.
    Local(DateTime),
    Utc(Timestamp),
}

/// A repeat rule of RFC 5545. [`super::validate`] makes one that tasks take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub(super) frequency: Frequency,
    pub(super) interval: i32,
    pub(super) count: Option<i32>,
    pub(super) until: Option<Until>,
    pub(super) week_start: Weekday,
    pub(super) months: Vec<i32>,
    pub(super) week_numbers: Vec<i32>,
    pub(super) year_days: Vec<i32>,
    pub(super) month_days: Vec<i32>,
    /// `2TU` is `(2, Tuesday)`; without a number it is 0: every one.
    pub(super) days: Vec<(i32, Weekday)>,
    pub(super) hours: Vec<i32>,
    pub(super) minutes: Vec<i32>,
    pub(super) seconds: Vec<i32>,
    pub(super) positions: Vec<i32>,
    /// Dates left out, sorted: RFC 5545's EXDATE, which stands beside a rule and not in it.
    pub(super) except: Vec<Date>,
}

impl Rule {
    /// A plain rule: every so many units.
    pub(super) fn every(frequency: Frequency, interval: i32) -> Self {
        Self {
            frequency,
            interval,
            count: None,
            until: None,
            week_start: Weekday::Monday,
            months: Vec::new(),
            week_numbers: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            days: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
            except: Vec::new(),
        }
    }

    /// The same rule with these dates left out of its series.
    #[must_use]
    pub fn without(mut self, mut dates: Vec<Date>) -> Self {
        dates.sort_unstable();
        dates.dedup();
        self.except = dates;
        self
    }

    pub(super) fn leaves_out(&self, date: Date) -> bool {
        self.except.binary_search(&date).is_ok()
    }

    pub fn frequency(&self) -> Frequency {
        self.frequency
    }

    /// Whether it says no more than how often.
    pub(super) fn is_plain(&self) -> bool {
        self.months.is_empty()
            && self.week_numbers.is_empty()
            && self.year_days.is_empty()
            && self.month_days.is_empty()
            && self.days.is_empty()
            && !self.names_times()
    }

    /// Whether it names times of the day.
    pub(super) fn names_times(&self) -> bool {
        !(self.hours.is_empty() && self.minutes.is_empty() && self.seconds.is_empty())
    }

    /// Whether it gives times of the day, by naming them or by counting in hours: such a task needs a time.
    pub fn is_timed(&self) -> bool {
        self.frequency < Frequency::Daily || self.names_times()
    }
}

impl Frequency {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Secondly => "SECONDLY",
            Self::Minutely => "MINUTELY",
            Self::Hourly => "HOURLY",
            Self::Daily => "DAILY",
            Self::Weekly => "WEEKLY",
            Self::Monthly => "MONTHLY",
            Self::Yearly => "YEARLY",
        }
    }
}

pub(super) const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

fn weekday_name(day: Weekday) -> &'static str {
    let index = usize::try_from(day.to_monday_zero_offset()).unwrap_or_default();
    WEEKDAYS[index % 7].0
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => write!(f, "{}", date.strftime("%Y%m%d")),
            Self::Local(at) => write!(f, "{}", at.strftime("%Y%m%dT%H%M%S")),
            Self::Utc(at) => write!(f, "{}", at.strftime("%Y%m%dT%H%M%SZ")),
        }
    }
}

impl fmt::Display for Rule {
    /// Parts in one order, lists sorted, defaults left out: equal rules have equal texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FREQ={}", self.frequency.name())?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        if let Some(count) = self.count {
            write!(f, ";COUNT={count}")?;
        }
        if let Some(until) = &self.until {
            write!(f, ";UNTIL={until}")?;
        }
        list(f, "BYMONTH", &self.months, i32::to_string)?;
        list(f, "BYWEEKNO", &self.week_numbers, i32::to_string)?;
        list(f, "BYYEARDAY", &self.year_days, i32::to_string)?;
        list(f, "BYMONTHDAY", &self.month_days, i32::to_string)?;
        list(f, "BYDAY", &self.days, |(nth, day)| match nth {
            0 => weekday_name(*day).to_owned(),
            nth => format!("{nth}{}", weekday_name(*day)),
        })?;
        list(f, "BYHOUR", &self.hours, i32::to_string)?;
        list(f, "BYMINUTE", &self.minutes, i32::to_string)?;
        list(f, "BYSECOND", &self.seconds, i32::to_string)?;
        list(f, "BYSETPOS", &self.positions, i32::to_string)?;
        if self.week_start != Weekday::Monday {
            write!(f, ";WKST={}", weekday_name(self.week_start))?;
        }
        Ok(())
    }
}

fn list<T>(f: &mut fmt::Formatter<'_>, name: &str, values: &[T], text: impl Fn(&T) -> String) -> fmt::Result {
    if values.is_empty() {
        return Ok(());
    }
    write!(f, ";{name}={}", values.iter().map(text).collect::<Vec<_>>().join(","))
}
