//! What follows how often: on which days, in which months, at what time, from when, until when.

use super::reader::Reader;
use super::repeat::Draft;
use super::sense::{Key, Unit};
use super::token::Token;
use crate::recurring::rule::{Frequency, Until};

impl Reader<'_> {
    /// Takes one more part into the draft; answers where it ends.
    pub(super) fn tail(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        self.token(at).filter(|token| !token.plain)?;
        self.on_days(draft, at)
            .or_else(|| self.in_months(draft, at))
            .or_else(|| self.at_times(draft, at))
            .or_else(|| self.so_often(draft, at))
            .or_else(|| self.until(draft, at))
            .or_else(|| self.starting(draft, at))
            .or_else(|| self.weeks_from(draft, at))
    }

    /// `on mon and fri`, `on the 4th`, `on the first monday`, `on december 25th`, `on day 100`, `at the beginning`.
    fn on_days(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        let rule = &mut draft.rule;
        let on = self.is(at, Key::On) || self.is(at, Key::At);
        let mut next = if on { at + 1 } else { at };
        let named = !(rule.days.is_empty() && rule.month_days.is_empty() && rule.year_days.is_empty());
        if named || !on {
            return None;
        }
        if self.is(next, Key::The) {
            next += 1;
        }
        if self.is(at, Key::At) {
            let day = if self.is(next, Key::Beginning) { 1 } else { -1 };
            let edge = day == 1 || self.is(next, Key::End);
            if edge && rule.frequency == Frequency::Monthly {
                rule.month_days = vec![day];
                return Some(next + 1);
            }
            return None;
        }
        match rule.frequency {
            Frequency::Weekly | Frequency::Daily => {
                let (days, end) = self.weekdays(next).filter(|_| rule.frequency == Frequency::Weekly)?;
                rule.days = days.into_iter().map(|day| (0, day)).collect();
                Some(end)
            }
            Frequency::Monthly => {
                if let Some((days, end)) = self.weekdays(next) {
                    rule.days = days.into_iter().map(|day| (0, day)).collect();
                    return Some(end);
                }
                let next = if self.said_of(next, Unit::Day) { next + 1 } else { next };
                let (positions, end) = self.positions(next, true)?;
                positions.put(rule);
                Some(end)
            }
            Frequency::Yearly => self.on_days_of_year(draft, next),
            _ => None,
        }
    }

    fn on_days_of_year(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        let rule = &mut draft.rule;
        if let Some((positioned, end)) = self.every_month(at) {
            rule.months = positioned.rule.months;
            rule.month_days = positioned.rule.month_days;
            rule.days = positioned.rule.days;
            return Some(end);
        }
        if self.said_of(at, Unit::Day) {
            let mut end = at + 1;
            let mut days = Vec::new();
            loop {
                days.push(self.token(end)?.number().filter(|day| (1..=366).contains(day))?);
                match self.next_of_list(end + 1) {
                    Some(more)
                        if self.token(more).and_then(Token::number).is_some()
                            && !self.is(more + 1, Key::Times) =>
                    {
                        end = more;
                    }
                    _ => break,
                }
            }
            rule.year_days = days;
            return Some(end + 1);
        }
        if let Some((days, end)) = self.weekdays(at) {
            rule.days = days.into_iter().map(|day| (0, day)).collect();
            return Some(end);
        }
        // `on the 31st day`: of the year.
        if let Some((day, end)) =
            self.ordinal(at).filter(|(day, end)| *day > 0 && self.said_of(*end, Unit::Day))
            && !self.is(end + 1, Key::Of)
            && !self.is(end + 1, Key::In)
        {
            rule.year_days = vec![day];
            return Some(end + 1);
        }
        let (positioned, end) = self.every_position(at)?;
        if positioned.rule.months.is_empty() {
            return None;
        }
        rule.months = positioned.rule.months;
        rule.month_days = positioned.rule.month_days;
        rule.days = positioned.rule.days;
        rule.positions = positioned.rule.positions;
        Some(end)
    }

    /// `in january and july`, `in week 20`.
    fn in_months(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if !self.is(at, Key::In) || !draft.rule.months.is_empty() {
            return None;
        }
        if let Some((months, end)) = self.months(at + 1) {
            draft.rule.months = months;
            return Some(end);
        }
        if !self.is(at + 1, Key::Week) {
            return None;
        }
        let number = |at: usize| {
            let number = self.token(at)?.number().filter(|week| (1..=53).contains(week));
            number.filter(|_| !self.is(at + 1, Key::Times))
        };
        let (mut weeks, mut end) = (vec![number(at + 2)?], at + 3);
        while let Some((next, week)) = self.next_of_list(end).and_then(|next| Some((next, number(next)?))) {
            weeks.push(week);
            end = next + 1;
        }
        // `every fri in week 12` is said of years.
        draft.rule.frequency = Frequency::Yearly;
        draft.rule.week_numbers = weeks;
        Some(end)
    }

    /// `at 9am`, `at 09:00 and 17:00`.
    fn at_times(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if draft.time.is_some() || draft.rule.is_timed() {
            return None;
        }
        let clock = self.clock(at, true).filter(|clock| clock.sure)?;
        let (mut times, mut end) = (vec![clock.time], clock.end);
        while let Some(more) = self
            .next_of_list(end)
            .and_then(|next| self.clock(next, false))
            .filter(|c| c.sure)
        {
            times.push(more.time);
            end = more.end;
        }
        if let [one] = times.as_slice() {
            draft.time = Some(*one);
            return Some(end);
        }
        let minute = times.first()?.minute();
        if times.iter().any(|time| time.minute() != minute) {
            return None;
        }
        draft.rule.hours = times.iter().map(|time| i32::from(time.hour())).collect();
        draft.rule.minutes = vec![i32::from(minute)];
        Some(end)
    }

    /// `5 times`, `for 3x`, `twice`; `for 2 months`, `for the next year`.
    fn so_often(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if draft.rule.count.is_some() || draft.rule.until.is_some() {
            return None;
        }
        let for_some = self.is(at, Key::For);
        let mut next = if for_some { at + 1 } else { at };
        if self.token(next)?.lower == "up" && self.is(next + 1, Key::Through) {
            next += 2;
        }
        let token = self.token(next)?;
        if token.lower == "once" && !self.is(next + 1, Key::A) {
            draft.rule.count = Some(1);
            return Some(next + 1);
        }
        if token.is(Key::Twice) {
            draft.rule.count = Some(2);
            return Some(next + 1);
        }
        if let Some(times) = ["x", "-mal", "mal", "×"]
            .iter()
            .find_map(|end| token.lower.strip_suffix(end)?.parse().ok())
        {
            draft.rule.count = Some(times);
            return Some(next + 1);
        }
        if self.is(next + 1, Key::Times) {
            draft.rule.count = Some(token.number()?);
            return Some(next + 2);
        }
        if !for_some {
            return None;
        }
        let next = if self.is(next, Key::The) { next + 1 } else { next };
        let soon = self.is(next, Key::Next);
        let next = if soon { next + 1 } else { next };
        let (span, end) = match self.span(next) {
            Some(found) => found,
            None if soon && self.said_of(next, Unit::Year) => (jiff::Span::new().years(1), next + 1),
            None => return None,
        };
        let last = self.today().checked_add(span).ok()?;
        draft.rule.until = Some(Until::Date(last));
        Some(end)
    }

    /// `until april 5th`.
    fn until(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if !self.is(at, Key::Until) || draft.rule.count.is_some() || draft.rule.until.is_some() {
            return None;
        }
        let (mut date, end) = self.bound(at + 1)?;
        // `from november until june` is the June after it.
        while draft.start.is_some_and(|start| date < start) && self.year(end).is_none() {
            date = date.checked_add(jiff::Span::new().years(1)).ok()?;
        }
        draft.rule.until = Some(Until::Date(date));
        Some(end)
    }

    /// `starting march 3rd`, `from november`.
    fn starting(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        let led = self.is(at, Key::Starting) || self.is(at, Key::From);
        if !led || draft.start.is_some() {
            return None;
        }
        let (date, end) = self.bound(at + 1)?;
        draft.start = Some(date);
        Some(end)
    }

    /// `weeks starting on Sunday`.
    fn weeks_from(&self, draft: &mut Draft, at: usize) -> Option<usize> {
        if !(self.said_of(at, Unit::Week) && self.is(at + 1, Key::Starting)) {
            return None;
        }
        let next = if self.is(at + 2, Key::On) { at + 3 } else { at + 2 };
        let (day, _) = self.token(next).filter(|_| self.is_single_weekday(next))?.weekday()?;
        draft.rule.week_start = day;
        Some(next + 1)
    }
}
