//! Words of a line, and what each can mean.

use jiff::civil::Weekday;

use super::sense::{Form, Key, Language, Sense, Unit};
use super::{english, german};
use crate::recurring::rule::Frequency;

/// A word of a line, with the spans of bytes it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    /// After the marks of punctuation behind it.
    pub end: usize,
    /// Without those marks.
    pub text: String,
    /// In small letters.
    pub lower: String,
    /// The last mark behind it.
    pub mark: Option<char>,
    /// A dot is the first: `3.`, `fri.`.
    pub dotted: bool,
    /// Not to be understood: quoted, or said to be plain.
    pub plain: bool,
    senses: Vec<Sense>,
}

/// The words of a line. `plain` are spans of bytes that are not to be understood.
pub fn tokens(line: &str, language: Language, plain: &[(usize, usize)]) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        if !c.is_whitespace() {
            start = start.or(Some(at));
        } else if let Some(from) = start.take() {
            found.push(token(line, from, at, language, plain));
        }
    }
    found
}

fn token(line: &str, start: usize, end: usize, language: Language, plain: &[(usize, usize)]) -> Token {
    let whole = line.get(start..end).unwrap_or_default();
    let text = whole.trim_end_matches(['.', ',', ';', ':']);
    let mark = whole.chars().last().filter(|_| text.len() < whole.len());
    let dotted = whole.as_bytes().get(text.len()) == Some(&b'.');
    let lower = text.to_lowercase();
    let plain = plain.iter().any(|(from, to)| *from < end && start < *to);
    let senses = if plain { Vec::new() } else { senses(&lower, dotted, language) };
    Token { start, end, text: text.to_owned(), lower, mark, dotted, plain, senses }
}

fn senses(lower: &str, dotted: bool, language: Language) -> Vec<Sense> {
    let mut senses = Vec::new();
    let digits = lower.len() <= 4 && !lower.is_empty() && lower.bytes().all(|b| b.is_ascii_digit());
    if let Some(number) = lower.parse().ok().filter(|_| digits) {
        senses.push(Sense::Number(number));
        if language == Language::German && dotted {
            senses.push(Sense::Ordinal(number));
        }
    }
    let suffix = ["st", "nd", "rd", "th"].iter().find_map(|end| lower.strip_suffix(end));
    if let Some(number) = suffix.and_then(|digits| digits.parse::<u16>().ok()) {
        senses.push(Sense::Ordinal(i32::from(number)));
    }
    let tables: &[&[(&str, Sense)]] = match language {
        Language::English => &[english::WORDS],
        Language::German => &[german::WORDS, english::WORDS],
    };
    let word = lower.trim_end_matches(['\'', '’']);
    for table in tables {
        senses.extend(table.iter().filter(|(known, _)| *known == word).map(|(_, sense)| *sense));
    }
    // `every!` counts from completion.
    let stressed = lower.strip_suffix('!').filter(|word| !word.is_empty());
    if let Some(word) = stressed {
        let every = Sense::Key(Key::Every);
        senses.extend(self::senses(word, false, language).into_iter().filter(|sense| *sense == every));
    }
    senses
}

impl Token {
    /// A word by itself.
    pub(super) fn of(text: &str, language: Language) -> Self {
        token(text, 0, text.len(), language, &[])
    }

    pub fn is(&self, key: Key) -> bool {
        self.senses.contains(&Sense::Key(key))
    }

    fn find<T>(&self, read: impl Fn(&Sense) -> Option<T>) -> Option<T> {
        self.senses.iter().find_map(read)
    }

    pub fn number(&self) -> Option<i32> {
        self.find(|sense| match sense {
            Sense::Number(number) => Some(*number),
            _ => None,
        })
    }

    pub fn ordinal(&self) -> Option<i32> {
        self.find(|sense| match sense {
            Sense::Ordinal(number) => Some(*number),
            _ => None,
        })
    }

    pub fn weekday(&self) -> Option<(Weekday, Form)> {
        self.find(|sense| match sense {
            Sense::Weekday(day, form) => Some((*day, *form)),
            _ => None,
        })
    }

    pub fn month(&self) -> Option<(i8, Form)> {
        self.find(|sense| match sense {
            Sense::Month(month, form) => Some((*month, *form)),
            _ => None,
        })
    }

    pub fn unit(&self) -> Option<Unit> {
        self.find(|sense| match sense {
            Sense::Unit(unit) => Some(*unit),
            _ => None,
        })
    }

    pub fn near(&self) -> Option<i32> {
        self.find(|sense| match sense {
            Sense::Near(days) => Some(*days),
            _ => None,
        })
    }

    pub fn often(&self) -> Option<(Frequency, i32)> {
        self.find(|sense| match sense {
            Sense::Often(frequency, interval) => Some((*frequency, *interval)),
            _ => None,
        })
    }

    pub fn part(&self) -> Option<super::sense::Part> {
        self.find(|sense| match sense {
            Sense::Part(part) => Some(*part),
            _ => None,
        })
    }

    pub fn is_tonight(&self) -> bool {
        self.senses.contains(&Sense::Tonight)
    }

    /// Whether it speaks of time at all, in whatever way: what stands beside a date and does, but was not understood
    /// with it, changes what is meant.
    pub fn speaks_of_time(&self) -> bool {
        let sense = |sense: &Sense| match sense {
            Sense::Number(number) => (1..=31).contains(number) || (1900..=2199).contains(number),
            Sense::Key(key) => matches!(
                key,
                Key::Guard
                    | Key::After
                    | Key::From
                    | Key::Until
                    | Key::Between
                    | Key::EndOf
                    | Key::Now
                    | Key::Noon
                    | Key::Weekend
                    | Key::Weekends
                    | Key::Weekdays
                    | Key::Meridiem(_)
                    | Key::Twice
                    | Key::Times
            ),
            _ => true,
        };
        self.senses.iter().any(sense) || self.looks_like_a_date()
    }

    /// `3/12`, `9:30-11:00`, `1-8`, `19h`, `8am`.
    fn looks_like_a_date(&self) -> bool {
        let short =
            !self.plain && self.lower.len() <= 12 && self.lower.starts_with(|c: char| c.is_ascii_digit());
        let letters = self.lower.trim_start_matches(|c: char| c.is_ascii_digit());
        let letters = letters.trim_end_matches(|c: char| c.is_ascii_digit());
        short
            && (self.lower.contains(['/', ':', '-', '–'])
                || matches!(letters, "h" | "am" | "pm" | "a.m" | "p.m"))
    }
}
