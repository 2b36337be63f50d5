//! How often: what is said of a repetition, and what it is made of.

use jiff::civil::{Date, Time};

use super::reader::Reader;
use super::sense::{Form, Key, Unit};
use super::token::Token;
use crate::recurring::rule::{Frequency, Rule};

/// A repetition, from a token up to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeat {
    pub rule: Rule,
    /// The time of the day it was said with.
    pub time: Option<Time>,
    /// The first day that is meant.
    pub start: Option<Date>,
    /// `every!`: counted from completion.
    pub from_completion: bool,
    pub end: usize,
    /// It can hardly be anything else, wherever it stands.
    pub sure: bool,
}

/// A repetition that is still being read.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub rule: Rule,
    pub time: Option<Time>,
    pub start: Option<Date>,
    pub from_completion: bool,
    pub sure: bool,
    /// `once a year` says too little alone.
    pub needs_more: bool,
}

impl Draft {
    pub fn new(frequency: Frequency, interval: i32) -> Self {
        Self {
            rule: Rule::every(frequency, interval),
            time: None,
            start: None,
            from_completion: false,
            sure: true,
            needs_more: false,
        }
    }
}

pub(super) fn frequency(unit: Unit) -> (Frequency, i32) {
    match unit {
        Unit::Minute => (Frequency::Minutely, 1),
        Unit::Hour => (Frequency::Hourly, 1),
        Unit::Day => (Frequency::Daily, 1),
        Unit::Week => (Frequency::Weekly, 1),
        Unit::Fortnight => (Frequency::Weekly, 2),
        Unit::Month => (Frequency::Monthly, 1),
        Unit::Year => (Frequency::Yearly, 1),
    }
}

impl Reader<'_> {
    /// The longest repetition that starts at a token. Words around it are not looked at.
    pub fn repeat(&self, at: usize) -> Option<Repeat> {
        self.token(at).filter(|token| !token.plain)?;
        let (mut draft, mut next) = self.head(at).or_else(|| self.led(at))?;
        let head = next;
        while let Some(end) = self.tail(&mut draft, next) {
            next = end;
        }
        if draft.needs_more && draft.rule.is_plain() {
            return None;
        }
        let rule = crate::recurring::validate(&draft.rule.to_string()).ok()?;
        Some(Repeat {
            rule,
            time: draft.time,
            start: draft.start,
            from_completion: draft.from_completion,
            end: next,
            // `daily at 3pm` says enough.
            sure: draft.sure || draft.time.is_some() || (next > head && at > 0),
        })
    }

    fn head(&self, at: usize) -> Option<(Draft, usize)> {
        self.every(at)
            .or_else(|| self.often(at))
            .or_else(|| self.once_a(at))
            .or_else(|| self.plural(at))
            .or_else(|| self.of_every(at))
    }

    /// A time or a start before it: `10am on the 15th of every month`, `starting tuesday on the 4th of each month`.
    fn led(&self, at: usize) -> Option<(Draft, usize)> {
        let on = |next: usize| if self.is(next, Key::On) { next + 1 } else { next };
        if let Some(clock) = self.clock(at, false).filter(|clock| clock.sure) {
            let (draft, end) = self.head(on(clock.end))?;
            return Some((Draft { time: Some(clock.time), sure: true, ..draft }, end));
        }
        if self.is(at, Key::Starting) {
            let (date, end) = self.bound(at + 1)?;
            let (draft, end) = self.head(on(end))?;
            return Some((Draft { start: Some(date), sure: true, ..draft }, end));
        }
        None
    }

    /// `every 2 weeks`, `every mon, thu`, `every first friday of the month`, `every july 4th`, `every morning`.
    fn every(&self, at: usize) -> Option<(Draft, usize)> {
        let token = self.token(at).filter(|token| token.is(Key::Every))?;
        let (draft, end) = self.every_object(at + 1)?;
        Some((Draft { from_completion: token.lower.ends_with('!'), ..draft }, end))
    }

    fn every_object(&self, at: usize) -> Option<(Draft, usize)> {
        if let Some(found) = self.every_position(at).or_else(|| self.every_month(at)) {
            return Some(found);
        }
        let (interval, next) = self.interval(at)?;
        let token = self.token(next)?;
        let mut draft = Draft::new(Frequency::Weekly, interval);
        if let Some((days, end)) = self.weekdays(next) {
            // `every mon`: said of weeks.
            draft.rule.days = days.into_iter().map(|day| (0, day)).collect();
            return Some((draft, end));
        }
        if let Some(unit) = token.unit() {
            let (frequency, units) = frequency(unit);
            draft = Draft::new(frequency, interval * units);
            return Some((draft, next + 1));
        }
        let part = token.part().filter(|_| interval == 1)?;
        draft = Draft::new(Frequency::Daily, 1);
        draft.time = Some(super::clock::usual(part));
        Some((draft, next + 1))
    }

    /// `2`, `other`, `3rd`, or nothing.
    pub(super) fn interval(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.token(at)?;
        if token.is(Key::Other) {
            return Some((2, at + 1));
        }
        match (token.number(), token.ordinal()) {
            (Some(number), _) if (1..=999).contains(&number) => Some((number, at + 1)),
            // `every first friday` of what?
            (None, Some(number)) if (2..=999).contains(&number) => Some((number, at + 1)),
            (None, None) => Some((1, at)),
            _ => None,
        }
    }

    /// `daily`, `weekly`.
    fn often(&self, at: usize) -> Option<(Draft, usize)> {
        let (frequency, interval) = self.token(at)?.often()?;
        Some((Draft { sure: false, ..Draft::new(frequency, interval) }, at + 1))
    }

    /// `once a year on …`.
    fn once_a(&self, at: usize) -> Option<(Draft, usize)> {
        let once = self.token(at)?.lower == "once" && self.is(at + 1, Key::A);
        let unit = self.token(at + 2).filter(|_| once)?.unit()?;
        let (frequency, interval) = frequency(unit);
        Some((Draft { needs_more: true, ..Draft::new(frequency, interval) }, at + 3))
    }

    /// `tuesdays and thursdays`, `weekends`, `on weekdays`, `saturdays through tuesdays`.
    fn plural(&self, at: usize) -> Option<(Draft, usize)> {
        let first = if self.is(at, Key::On) { at + 1 } else { at };
        let token = self.token(first)?;
        let several = token.weekday().is_some_and(|(_, form)| form == Form::Plural)
            || token.is(Key::Weekends)
            || (token.is(Key::Weekdays)
                && !matches!(token.lower.as_str(), "weekday" | "workday" | "werktag"));
        let (days, end) = self.weekdays(first).filter(|_| several)?;
        let mut draft = Draft { sure: first != at, ..Draft::new(Frequency::Weekly, 1) };
        draft.rule.days = days.into_iter().map(|day| (0, day)).collect();
        Some((draft, end))
    }

    /// A day that bounds a repetition: `april 5th`, `next tuesday`, `november`, `31 December 2026`.
    pub(super) fn bound(&self, at: usize) -> Option<(Date, usize)> {
        let first = if self.is(at, Key::On) || self.is(at, Key::In) { at + 1 } else { at };
        if let Some(day) = self.day(first) {
            return Some((day.date, day.end));
        }
        let (month, _) = self.token(first).filter(|token| !token.plain)?.month()?;
        let (year, end) = self.year(first + 1).unwrap_or((self.year_of(month, 1)?, first + 1));
        Some((Date::new(year, month, 1).ok()?, end))
    }

    /// What joins the members of a list: a comma, `and`, or both. Answers where the next member starts.
    pub(super) fn next_of_list(&self, end: usize) -> Option<usize> {
        let comma =
            end.checked_sub(1).and_then(|at| self.token(at)).and_then(|token| token.mark) == Some(',');
        let and = self.is(end, Key::And);
        let next = if and { end + 1 } else { end };
        (comma || and).then_some(if self.is(next, Key::The) || self.is(next, Key::On) {
            next + 1
        } else {
            next
        })
    }

    pub(super) fn said_of(&self, at: usize, unit: Unit) -> bool {
        self.token(at).is_some_and(|token: &Token| token.unit() == Some(unit))
    }
}
