//! Times of the day.

use jiff::civil::Time;

use super::reader::Reader;
use super::sense::{Key, Part};
use super::token::Token;

/// A time, where it ends, and whether it can be nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub time: Time,
    pub end: usize,
    pub sure: bool,
}

/// What a word says of a time by itself.
struct Written {
    hour: i8,
    minute: i8,
    /// `pm` behind it.
    after_noon: Option<bool>,
    /// `5p`: only after `at`.
    short: bool,
    /// `17.30`: only before `Uhr`.
    dotted: bool,
    bare: bool,
}

fn written(lower: &str) -> Option<Written> {
    let ends = [("a.m", false), ("p.m", true), ("am", false), ("pm", true), ("a", false), ("p", true)];
    let meridiem = ends
        .into_iter()
        .find_map(|(end, after)| Some((lower.strip_suffix(end)?, end, after)));
    let (digits, end, after_noon) = match meridiem {
        Some((digits, end, after)) => (digits, end, Some(after)),
        None => (lower, "", None),
    };
    let small = |text: &str| {
        text.parse::<i8>()
            .ok()
            .filter(|_| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit()))
    };
    let split = digits
        .split_once(':')
        .or_else(|| digits.split_once('h'))
        .or_else(|| digits.split_once('.'));
    let (hour, minute) = match split {
        Some((hour, minute)) if minute.len() == 2 => (small(hour)?, small(minute)?),
        Some(_) => return None,
        None => (small(digits)?, 0),
    };
    let fits = match after_noon {
        Some(_) => (1..=12).contains(&hour),
        None => (0..24).contains(&hour),
    };
    let dotted = digits.contains('.');
    let fits = fits && minute < 60 && !(dotted && after_noon.is_some());
    fits.then_some(Written {
        hour,
        minute,
        after_noon,
        short: end.len() == 1,
        dotted,
        bare: split.is_none(),
    })
}

fn time(hour: i8, minute: i8, after_noon: Option<bool>) -> Option<Time> {
    let hour = match after_noon {
        None => hour,
        Some(false) => hour % 12,
        Some(true) => hour % 12 + 12,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// The time of a part of the day that nobody gave one.
pub fn usual(part: Part) -> Time {
    match part {
        Part::Morning => Time::constant(9, 0, 0, 0),
        Part::Afternoon => Time::constant(15, 0, 0, 0),
        Part::Evening => Time::constant(18, 0, 0, 0),
    }
}

/// A time told with the part of the day it is in.
pub fn within(part: Part, hour: i8, minute: i8) -> Option<Time> {
    let hour = match part {
        Part::Morning if hour == 12 => return None,
        Part::Morning => hour,
        Part::Afternoon | Part::Evening if (1..12).contains(&hour) => hour + 12,
        Part::Afternoon | Part::Evening => hour,
    };
    let fits = match part {
        Part::Morning => (1..12).contains(&hour),
        Part::Afternoon => (12..19).contains(&hour),
        Part::Evening => (14..24).contains(&hour),
    };
    Time::new(hour, minute, 0, 0).ok().filter(|_| fits)
}

impl Reader<'_> {
    /// A time at a token. After a date a bare hour counts when `at` stands before it.
    pub fn clock(&self, at: usize, after_date: bool) -> Option<Clock> {
        self.beside_an_hour(at).or_else(|| self.told(at, after_date))
    }

    /// `a quarter past 3pm`, `20 minutes to noon`, `half past 9am`.
    fn beside_an_hour(&self, at: usize) -> Option<Clock> {
        let first = if self.is(at, Key::At) || self.is(at, Key::For) { at + 1 } else { at };
        let quarter = if self.is(first, Key::A) { first + 1 } else { first };
        let (minutes, next) = match self.token(quarter)?.lower.as_str() {
            "quarter" => (15, quarter + 1),
            "half" => (30, first + 1),
            _ => (self.token(first)?.number().filter(|minutes| (1..60).contains(minutes))?, first + 1),
        };
        let named = self.token(next)?.unit() == Some(super::sense::Unit::Minute);
        let next = if named { next + 1 } else { next };
        let sign = match self.token(next)?.lower.as_str() {
            "past" | "after" => 1,
            "to" => -1,
            _ => return None,
        };
        // Only of an hour that is clear.
        let hour = self.told(next + 1, true).filter(|hour| hour.time.minute() == 0)?;
        let minutes = i64::from(hour.time.hour()) * 60 + sign * i64::from(minutes);
        let time = i8::try_from(minutes / 60).ok().zip(i8::try_from(minutes % 60).ok());
        let time = time.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok())?;
        Some(Clock { time, end: hour.end, sure: true })
    }

    fn told(&self, at: usize, after_date: bool) -> Option<Clock> {
        let led = self.is(at, Key::At);
        let first = if led { at + 1 } else { at };
        // `um 17 Uhr`, `at about 5` are not the same.
        if self.is(first, Key::Noon) && (led || after_date) {
            return Some(Clock { time: Time::constant(12, 0, 0, 0), end: first + 1, sure: led });
        }
        let token = self.token(first)?;
        let whole = token.lower.strip_suffix('h').filter(|hour| after_date && hour.len() == 2);
        if let Some(hour) = whole.and_then(|hour| hour.parse().ok()).filter(|hour| (13..24).contains(hour)) {
            return Some(Clock { time: time(hour, 0, None)?, end: first + 1, sure: true });
        }
        let told = written(&token.lower)?;
        let next = |key: Key| self.is(first + 1, key) && token.mark.is_none();
        let half = [false, true].into_iter().find(|after| next(Key::Meridiem(*after)));
        if let Some(after) =
            half.filter(|_| told.after_noon.is_none() && !told.dotted && (1..=12).contains(&told.hour))
        {
            return Some(Clock {
                time: time(told.hour, told.minute, Some(after))?,
                end: first + 2,
                sure: true,
            });
        }
        if next(Key::Clock) && told.after_noon.is_none() {
            return self.o_clock(&told, first + 2);
        }
        if told.dotted {
            return None;
        }
        if let Some((part, end)) = self
            .in_the_part(first + 1)
            .filter(|_| told.after_noon.is_none() && (led || !told.bare))
        {
            return Some(Clock { time: within(part, told.hour, told.minute)?, end, sure: true });
        }
        let clear = if told.bare {
            match told.after_noon {
                Some(_) => !told.short || led,
                None => return self.bare(&told, token, first, led, after_date),
            }
        } else {
            // `John 3:16`
            led || after_date || told.after_noon.is_some() || token.lower.find([':', 'h']) == Some(2)
        };
        let time = time(told.hour, told.minute, told.after_noon)?;
        clear.then_some(Clock { time, end: first + 1, sure: true })
    }

    /// `5 o'clock`, `17 Uhr`, `3 o'clock in the afternoon`, `3 oclock pm`.
    fn o_clock(&self, told: &Written, end: usize) -> Option<Clock> {
        for after in [false, true] {
            if self.is(end, Key::Meridiem(after)) && (1..=12).contains(&told.hour) {
                return Some(Clock {
                    time: time(told.hour, told.minute, Some(after))?,
                    end: end + 1,
                    sure: true,
                });
            }
        }
        if let Some((part, end)) = self.in_the_part(end) {
            return Some(Clock { time: within(part, told.hour, told.minute)?, end, sure: true });
        }
        Some(Clock { time: time(told.hour, told.minute, None)?, end, sure: true })
    }

    /// `tomorrow at 9`: small hours are those after noon.
    fn bare(
        &self,
        told: &Written,
        token: &Token,
        first: usize,
        led: bool,
        after_date: bool,
    ) -> Option<Clock> {
        let alone = !token.dotted && !self.token(first + 1).is_some_and(Token::speaks_of_time);
        if !(led && after_date && alone && told.hour > 0) {
            return None;
        }
        let hour = if told.hour < 7 { told.hour + 12 } else { told.hour };
        Some(Clock { time: time(hour, 0, None)?, end: first + 1, sure: true })
    }

    /// `in the morning`, or the part alone.
    pub fn in_the_part(&self, at: usize) -> Option<(Part, usize)> {
        let mut next = at;
        if self.is(next, Key::In) {
            next += 1;
            if self.is(next, Key::The) {
                next += 1;
            }
        }
        Some((self.token(next)?.part()?, next + 1))
    }
}
