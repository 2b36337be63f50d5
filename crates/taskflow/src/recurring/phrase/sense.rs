//! What a word can mean when people speak of time.

use jiff::civil::Weekday;

use super::super::rule::Frequency;

/// A length of time that people count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Year,
}

/// A part of the day, when no time is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Morning,
    Afternoon,
    Evening,
}

/// How much a word can be trusted to be about time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Sure,
    /// Another word as well, such as `sun` or `may`: only beside something that makes it clear.
    Doubtful,
    /// `fridays`: a repetition, not a day.
    Plural,
}

/// Words that join others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Every,
    Other,
    On,
    In,
    Of,
    The,
    A,
    At,
    And,
    Or,
    /// Between two things: `9:30 - 11:00`.
    Dash,
    Through,
    By,
    Until,
    For,
    Times,
    Twice,
    Starting,
    Next,
    This,
    Week,
    Weekdays,
    Weekends,
    Weekend,
    EndOf,
    End,
    Beginning,
    After,
    From,
    Now,
    Meridiem(bool),
    Clock,
    Noon,
    Half,
    Between,
    /// Speaks of time in a way that is not followed here: what stands beside it is no date of ours.
    Guard,
}

/// One meaning of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    Number(i32),
    /// From the end when negative: `last` is -1.
    Ordinal(i32),
    Weekday(Weekday, Form),
    Month(i8, Form),
    Unit(Unit),
    /// Days from today.
    Near(i32),
    /// `weekly`, and `biweekly` with its interval.
    Often(Frequency, i32),
    Part(Part),
    /// `tonight`.
    Tonight,
    Key(Key),
}

/// The languages that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    English,
    German,
}

impl Language {
    /// The language of a tag such as `de-CH`; English for all that are not known.
    pub fn of(locale: &str) -> Self {
        match locale.split(['-', '_']).next() {
            Some(code) if code.eq_ignore_ascii_case("de") => Self::German,
            _ => Self::English,
        }
    }
}
