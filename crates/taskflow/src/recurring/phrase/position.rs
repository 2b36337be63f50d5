//! Which days of a month or a year a repetition names.

use jiff::civil::Weekday;

use super::reader::Reader;
use super::repeat::{Draft, frequency};
use super::sense::{Form, Key, Unit};
use super::token::Token;
use crate::recurring::rule::{Frequency, Rule, WEEKDAYS};

/// Days by their number, or by week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Positions {
    numbers: Vec<i32>,
    days: Vec<(i32, Weekday)>,
    /// The first or last working day: positions among Monday to Friday.
    working: Vec<i32>,
}

impl Positions {
    pub(super) fn put(self, rule: &mut Rule) {
        rule.month_days = self.numbers;
        rule.days = self.days;
        if !self.working.is_empty() {
            rule.days = WEEKDAYS.iter().take(5).map(|(_, day)| (0, *day)).collect();
            rule.positions = self.working;
        }
    }
}

impl Reader<'_> {
    /// Days of the week: `mon, thu and sat`, `mon-wed`, `saturday through tuesday`, `weekends`.
    pub(super) fn weekdays(&self, at: usize) -> Option<(Vec<Weekday>, usize)> {
        let (mut days, mut end) = self.some_weekdays(at)?;
        while let Some((more, after)) = self.next_of_list(end).and_then(|next| self.some_weekdays(next)) {
            days.extend(more);
            end = after;
        }
        Some((days, end))
    }

    fn some_weekdays(&self, at: usize) -> Option<(Vec<Weekday>, usize)> {
        let token = self.token(at).filter(|token| !token.plain)?;
        if token.is(Key::Weekdays) {
            return Some((WEEKDAYS.iter().take(5).map(|(_, day)| *day).collect(), at + 1));
        }
        if token.is(Key::Weekend) || token.is(Key::Weekends) {
            return Some((vec![Weekday::Saturday, Weekday::Sunday], at + 1));
        }
        if let Some((from, to)) = token.lower.split_once(['-', '–']) {
            let named = |text: &str| Token::of(text, self.language).weekday();
            return Some((range(named(from)?.0, named(to)?.0), at + 1));
        }
        let (from, _) = token.weekday()?;
        let through =
            self.is(at + 1, Key::Through) || self.is(at + 1, Key::Dash) || self.is(at + 1, Key::Until);
        if let Some((to, _)) = self
            .token(at + 2)
            .filter(|_| through && token.mark.is_none())
            .and_then(Token::weekday)
        {
            return Some((range(from, to), at + 3));
        }
        Some((vec![from], at + 1))
    }

    /// `4th`, `1st and 15th`, `first friday`, `first and third friday and second tuesday`, `last day`, `last weekday`.
    pub(super) fn positions(&self, at: usize, numbers: bool) -> Option<(Positions, usize)> {
        let mut found = Positions::default();
        let mut next = at;
        loop {
            let (ordinals, end) = self.ordinals(next, numbers)?;
            let token = self.token(end);
            let day = token.and_then(Token::weekday);
            if let Some((day, _)) = day {
                found.days.extend(ordinals.iter().map(|nth| (*nth, day)));
                next = end + 1;
            } else if token.is_some_and(|token| token.is(Key::Weekdays)) {
                found.working.extend(&ordinals);
                next = end + 1;
            } else {
                found.numbers.extend(&ordinals);
                next = if self.said_of(end, Unit::Day) { end + 1 } else { end };
            }
            // One kind of days in one rule.
            let kinds = [found.numbers.is_empty(), found.days.is_empty(), found.working.is_empty()];
            if kinds.iter().filter(|empty| !**empty).count() > 1 {
                return None;
            }
            match self.next_of_list(next).filter(|more| self.ordinals(*more, numbers).is_some()) {
                Some(more) => next = more,
                None => return Some((found, next)),
            }
        }
    }

    /// `first and third`, `1st, 2nd`; of plain numbers where they are clear.
    fn ordinals(&self, at: usize, numbers: bool) -> Option<(Vec<i32>, usize)> {
        let one = |at: usize| -> Option<(i32, usize)> {
            let first = if self.is(at, Key::The) { at + 1 } else { at };
            let token = self.token(first).filter(|token| !token.plain)?;
            if let Some(found) = self.ordinal(first) {
                return Some(found);
            }
            let number = token.number().filter(|number| numbers && (1..=31).contains(number))?;
            // `2 times` is no day.
            (!self.is(first + 1, Key::Times)).then_some((number, first + 1))
        };
        let (first, mut end) = one(at)?;
        let mut all = vec![first];
        while let Some((more, after)) = self.next_of_list(end).and_then(one) {
            // `first friday and second tuesday` is for the caller.
            if self.token(end - 1).is_some_and(|token| token.weekday().is_some()) {
                break;
            }
            all.push(more);
            end = after;
        }
        Some((all, end))
    }

    /// After `every`: `first friday of the month`, `2nd of the month`, `20th and 30th of aug`, `4. Juli`.
    pub(super) fn every_position(&self, at: usize) -> Option<(Draft, usize)> {
        let counted = self
            .token(at)
            .is_some_and(|token| token.ordinal().is_none() && token.number().is_some());
        if counted && self.token(at + 1).is_some_and(|token| token.unit().is_some()) {
            return None;
        }
        let (positions, end) = self.positions(at, true)?;
        let of = self.is(end, Key::Of) || self.is(end, Key::In);
        let next = if of { end + 1 } else { end };
        let next = if of && self.is(next, Key::The) { next + 1 } else { next };
        let mut draft = Draft::new(Frequency::Monthly, 1);
        if of && self.said_of(next, Unit::Month) {
            positions.put(&mut draft.rule);
            return Some((draft, next + 1));
        }
        let (months, end) = self.months(next)?;
        draft.rule.frequency = Frequency::Yearly;
        draft.rule.months = months;
        positions.put(&mut draft.rule);
        Some((draft, end))
    }

    /// After `every`: `july 4th`, `aug 20 and 30`, `aug on day 20`.
    pub(super) fn every_month(&self, at: usize) -> Option<(Draft, usize)> {
        let (months, mut next) = self.months(at)?;
        let mut draft = Draft::new(Frequency::Yearly, 1);
        draft.rule.months = months;
        if self.is(next, Key::On) {
            next += 1;
        }
        if self.said_of(next, Unit::Day) {
            next += 1;
        }
        let (positions, end) = self.positions(next, true)?;
        positions.put(&mut draft.rule);
        Some((draft, end))
    }

    pub(super) fn months(&self, at: usize) -> Option<(Vec<i32>, usize)> {
        let one = |at: usize| self.token(at).filter(|token| !token.plain)?.month();
        let mut all = vec![i32::from(one(at)?.0)];
        let mut end = at + 1;
        while let Some((next, month)) = self.next_of_list(end).and_then(|next| Some((next, one(next)?))) {
            all.push(i32::from(month.0));
            end = next + 1;
        }
        Some((all, end))
    }

    /// `first friday of each month`, `the 4th of every 3 months`, `31st day of every year`, `end of each month`.
    pub(super) fn of_every(&self, at: usize) -> Option<(Draft, usize)> {
        let first = if self.is(at, Key::On) || self.is(at, Key::At) { at + 1 } else { at };
        let first = if self.is(first, Key::The) { first + 1 } else { first };
        let edge = if self.is(first, Key::Beginning) {
            Some(1)
        } else {
            self.is(first, Key::End).then_some(-1)
        };
        let (positions, end) = match edge {
            Some(day) => (Positions { numbers: vec![day], ..Positions::default() }, first + 1),
            None => self.positions(first, false)?,
        };
        let of = self.is(end, Key::Of) || self.is(end, Key::In);
        let every = if of { end + 1 } else { end };
        if !self.is(every, Key::Every) {
            return None;
        }
        let (interval, next) = self.interval(every + 1)?;
        let (frequency, units) = frequency(self.token(next)?.unit()?);
        let mut draft = Draft::new(frequency, interval * units);
        match frequency {
            Frequency::Monthly => positions.put(&mut draft.rule),
            Frequency::Yearly if self.said_of(end - 1, Unit::Day) => draft.rule.year_days = positions.numbers,
            _ => return None,
        }
        Some((draft, next + 1))
    }

    /// Days of a week that are meant once: not `fridays`.
    pub(super) fn is_single_weekday(&self, at: usize) -> bool {
        self.token(at)
            .and_then(Token::weekday)
            .is_some_and(|(_, form)| form != Form::Plural)
    }
}

/// From one day of the week to another.
fn range(from: Weekday, to: Weekday) -> Vec<Weekday> {
    let length = to.since(from);
    (0..=length).map(|days| from.wrapping_add(days)).collect()
}
