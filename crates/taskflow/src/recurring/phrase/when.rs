//! A day with its time: what a task is due at.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::clock::{usual, within};
use super::reader::Reader;
use super::sense::{Key, Part, Unit};
use super::token::Token;

/// What was understood, from a token up to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    pub date: Date,
    pub time: Option<Time>,
    pub end: usize,
    /// It can hardly be anything else, wherever it stands.
    pub sure: bool,
}

impl Reader<'_> {
    /// The longest day or time that starts at a token. Words around it are not looked at.
    pub fn when(&self, at: usize) -> Option<When> {
        self.token(at).filter(|token| !token.plain)?;
        let led = self.is(at, Key::On) || self.is(at, Key::By);
        let first = if led { at + 1 } else { at };
        let found = self
            .in_hours(first)
            .or_else(|| self.tonight(first))
            .or_else(|| self.day_first(first))
            .or_else(|| self.part_of_day(first))
            .or_else(|| self.time_first(first))
            .or_else(|| self.hour_first(first))
            .or_else(|| self.day_alone(first, led))?;
        Some(When { sure: found.sure || led, ..found })
    }

    /// `in 2 hours`, `in half an hour`, `90 minutes from now`: to the minute.
    fn in_hours(&self, at: usize) -> Option<When> {
        let led = self.is(at, Key::In);
        let first = if led { at + 1 } else { at };
        let (moment, end) = if self.is(first, Key::Half) && self.is(first + 1, Key::A) {
            self.token(first + 2).filter(|token| token.unit() == Some(Unit::Hour))?;
            (self.now.checked_add(30.minutes()).ok()?, first + 3)
        } else if let Some((minutes, end)) = self.parts_of_an_hour(first) {
            (self.now.checked_add(minutes.minutes()).ok()?, end)
        } else {
            let (span, end) = self.span(first)?;
            if span.get_hours() == 0 && span.get_minutes() == 0 {
                return None;
            }
            (self.now.checked_add(span).ok()?, end)
        };
        let end = if led { end } else { self.said_from_now(end)? };
        let time = Time::new(moment.hour(), moment.minute(), 0, 0).ok()?;
        Some(When { date: moment.date(), time: Some(time), end, sure: true })
    }

    /// `2.5 hours`, `1/4 hour`, `1/2h` in minutes.
    fn parts_of_an_hour(&self, at: usize) -> Option<(i64, usize)> {
        let of_a = self.is(at + 2, Key::Of) && self.is(at + 3, Key::A);
        if of_a && self.is(at, Key::A) && self.token(at + 1)?.lower == "quarter" {
            return self
                .token(at + 4)
                .filter(|token| token.unit() == Some(Unit::Hour))
                .map(|_| (15, at + 5));
        }
        let text = &self.token(at)?.lower;
        let (text, end) = match text.strip_suffix('h') {
            Some(number) => (number, at + 1),
            None => {
                self.token(at + 1)
                    .filter(|token| token.unit() == Some(Unit::Hour) || token.lower == "h")?;
                (text.as_str(), at + 2)
            }
        };
        let minutes = match text {
            "1/4" => 15,
            "1/2" | "½" => 30,
            "3/4" => 45,
            text => {
                let (whole, tenth) = text.split_once(['.', ','])?;
                let digits = |text: &str, most: usize| {
                    let plain = text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
                    text.parse::<i64>().ok().filter(|_| plain)
                };
                digits(whole, 3)? * 60 + digits(tenth, 1)? * 6
            }
        };
        Some((minutes, end))
    }

    /// `tonight`, `tonight at 8`.
    fn tonight(&self, at: usize) -> Option<When> {
        self.token(at).filter(|token| token.is_tonight())?;
        let (time, end) = match self.hour_of(Part::Evening, at + 1) {
            Some(found) => found,
            // `tonight 815`
            None if self.token(at + 1).is_some_and(|token| token.number().is_some()) => return None,
            None => (Time::constant(20, 0, 0, 0), at + 1),
        };
        Some(When { date: self.today(), time: Some(time), end, sure: true })
    }

    /// `at 3`, `@ 3:20`, `3pm` of a part of the day that was named before.
    fn hour_of(&self, part: Part, at: usize) -> Option<(Time, usize)> {
        if let Some(clock) = self.clock(at, false).filter(|clock| clock.sure) {
            let (hour, minute) = (clock.time.hour(), clock.time.minute());
            // `this afternoon at 3:20`
            let told = self.token(clock.end - 1)?.lower.ends_with(|c: char| c.is_ascii_digit());
            let time = if told { within(part, hour, minute)? } else { clock.time };
            return Some((time, clock.end));
        }
        let hour = self.token(at + 1).filter(|_| self.is(at, Key::At))?.number()?;
        Some((within(part, i8::try_from(hour).ok()?, 0)?, at + 2))
    }

    /// `tomorrow`, `tomorrow at 5pm`, `tomorrow morning`, `fri, 15:00`.
    fn day_first(&self, at: usize) -> Option<When> {
        let day = self.day(at)?;
        let open = When { date: day.date, time: None, end: day.end, sure: day.sure };
        if !self.joined(day.end - 1) {
            return Some(open);
        }
        if let Some((part, end)) = self.in_the_part(day.end) {
            let (time, end) = self.hour_of(part, end).unwrap_or((usual(part), end));
            return Some(When { time: Some(time), end, sure: true, ..open });
        }
        let Some(clock) = self.clock(day.end, true) else {
            return Some(open);
        };
        Some(When { time: Some(clock.time), end: clock.end, sure: true, ..open })
    }

    /// `this morning`, `this afternoon at 3`.
    fn part_of_day(&self, at: usize) -> Option<When> {
        if !self.is(at, Key::This) {
            return None;
        }
        let part = self.token(at + 1)?.part()?;
        let (time, end) = self.hour_of(part, at + 2).unwrap_or((usual(part), at + 2));
        let ahead = time > self.now.time();
        ahead.then_some(When { date: self.today(), time: Some(time), end, sure: true })
    }

    /// `5pm`, `15:00 on friday`, `10am tomorrow`, `noon`.
    fn time_first(&self, at: usize) -> Option<When> {
        let clock = self.clock(at, false)?;
        let mut next = clock.end;
        if self.joined(next - 1) {
            if self.is(next, Key::On) {
                next += 1;
            }
            if let Some(day) = self.day(next) {
                return Some(When { date: day.date, time: Some(clock.time), end: day.end, sure: true });
            }
        }
        if !clock.sure {
            return None;
        }
        let passed = clock.time <= self.now.time();
        let date = self.days_from_today(i32::from(passed))?;
        Some(When { date, time: Some(clock.time), end: clock.end, sure: true })
    }

    /// `at 5 tomorrow afternoon`.
    fn hour_first(&self, at: usize) -> Option<When> {
        let hour = self.token(at + 1).filter(|_| self.is(at, Key::At))?.number()?;
        let day = self.day(at + 2)?;
        let (part, end) = self.in_the_part(day.end)?;
        let time = within(part, i8::try_from(hour).ok()?, 0)?;
        Some(When { date: day.date, time: Some(time), end, sure: true })
    }

    /// `on the 15th`, `am 15.`: only where nothing else follows it.
    fn day_alone(&self, at: usize, led: bool) -> Option<When> {
        let the = self.is(at, Key::The);
        let first = if the { at + 1 } else { at };
        let day = self.token(first)?.ordinal().filter(|day| led && (1..=31).contains(day))?;
        let day = i8::try_from(day).ok()?;
        let first_of = self.today().first_of_month();
        let date = (0..3).find_map(|months: i64| {
            let month = first_of.checked_add(months.months()).ok()?;
            Date::new(month.year(), month.month(), day)
                .ok()
                .filter(|date| *date >= self.today())
        })?;
        let open = When { date, time: None, end: first + 1, sure: true };
        let open = match self.clock(open.end, true) {
            Some(clock) => When { time: Some(clock.time), end: clock.end, ..open },
            None => open,
        };
        self.closes(open.end).then_some(open)
    }

    /// Whether a line ends here, or goes on with something that is no word.
    pub fn closes(&self, at: usize) -> bool {
        self.token(at).is_none_or(|token| {
            !token.plain && token.lower.starts_with(['#', '@', '+', '/', '!', '~']) || token.is(Key::Every)
        }) || at
            .checked_sub(1)
            .and_then(|last| self.token(last))
            .is_some_and(|last: &Token| matches!(last.mark, Some(',' | ';' | ':')))
    }
}
