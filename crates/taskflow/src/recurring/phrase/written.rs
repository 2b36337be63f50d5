//! Dates in one word of digits.

use super::sense::Language;
use super::token::Token;

/// What such a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
    /// The year had two digits.
    pub short: bool,
}

/// The number of a day in a month, from a number or an ordinal.
pub fn day_of_month(token: &Token) -> Option<i8> {
    let number = token.ordinal().or_else(|| token.number().filter(|_| token.lower.len() <= 2))?;
    i8::try_from(number).ok().filter(|number| (1..=31).contains(number))
}

fn digits(text: &str, most: usize) -> Option<i16> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

fn small(text: &str) -> Option<i8> {
    i8::try_from(digits(text, 2)?).ok()
}

fn year(text: &str) -> Option<(i16, bool)> {
    match text.len() {
        4 => digits(text, 4)
            .filter(|year| (1900..2200).contains(year))
            .map(|year| (year, false)),
        2 => digits(text, 2).map(|year| (2000 + year, true)),
        _ => None,
    }
}

fn month_name(text: &str) -> Option<i8> {
    let table = super::english::WORDS.iter().find(|(word, _)| *word == text)?;
    match table.1 {
        super::sense::Sense::Month(month, _) => Some(month),
        _ => None,
    }
}

/// Reads `2026-12-01`, `3/12`, `3/12/2026`, `3.12.`, `3.12.2026`, `31-Oct-2026`.
pub fn slashed(token: &Token, language: Language, month_first: bool) -> Option<Written> {
    let separator = token.lower.chars().find(|c| matches!(c, '/' | '.' | '-'))?;
    let parts: Vec<&str> = token.lower.split(separator).collect();
    let date = |year: Option<(i16, bool)>, month: i8, day: i8| {
        let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
        fits.then_some(Written { year: year.map(|y| y.0), month, day, short: year.is_some_and(|y| y.1) })
    };
    match (separator, parts.as_slice()) {
        ('-', [y, m, d]) if y.len() == 4 => date(Some(year(y)?), small(m)?, small(d)?),
        ('-' | '/', [d, m, y]) if month_name(m).is_some() => date(Some(year(y)?), month_name(m)?, small(d)?),
        ('/', [one, two]) => {
            let (month, day) = if month_first { (one, two) } else { (two, one) };
            date(None, small(month)?, small(day)?)
        }
        ('/', [one, two, y]) => {
            let (month, day) = if month_first { (one, two) } else { (two, one) };
            date(Some(year(y)?), small(month)?, small(day)?)
        }
        ('.', [d, m]) if language == Language::German && token.dotted => date(None, small(m)?, small(d)?),
        ('.', [d, m, y]) => {
            let year = year(y)?;
            // In English a number of three parts is more often a version.
            if year.1 && language == Language::English {
                return None;
            }
            date(Some(year), small(m)?, small(d)?)
        }
        _ => None,
    }
}

/// `14april`: day and month in one word.
pub fn glued(token: &Token, language: Language) -> Option<(i8, i8)> {
    let letters = token.lower.trim_start_matches(|c: char| c.is_ascii_digit());
    let day =
        small(token.lower.strip_suffix(letters)?).filter(|day| (1..=31).contains(day) && !token.plain)?;
    Some((day, Token::of(letters, language).month()?.0))
}
