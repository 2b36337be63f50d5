//! Reading at a token: where everything that is understood starts.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::sense::{Key, Language};
use super::token::Token;

/// The words of a line, and what they are said against.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub tokens: &'a [Token],
    pub language: Language,
    /// What the clock says where it is said.
    pub now: DateTime,
    /// `3/12` is 12 March.
    pub month_first: bool,
}

impl Reader<'_> {
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    pub fn is(&self, at: usize, key: Key) -> bool {
        self.token(at).is_some_and(|token| token.is(key))
    }

    /// The token after this one, when nothing but a comma stands between.
    pub fn joined(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| matches!(token.mark, None | Some(',' | '.')))
    }

    pub fn today(&self) -> Date {
        self.now.date()
    }

    pub fn days_from_today(&self, days: i32) -> Option<Date> {
        self.today().checked_add(i64::from(days).days()).ok()
    }

    /// `2nd`, `last`, `2nd last`, `2nd to the last`, and where it ends.
    pub fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        let number = self.token(at)?.ordinal()?;
        if number > 1 {
            let mut next = at + 1;
            if self.is(next, Key::Through) {
                next += 1;
                if self.is(next, Key::The) {
                    next += 1;
                }
            }
            if self.token(next).is_some_and(|token| token.ordinal() == Some(-1)) {
                return Some((-number, next + 1));
            }
        }
        Some((number, at + 1))
    }

    fn speaks(&self, at: usize) -> bool {
        self.token(at).is_some_and(Token::speaks_of_time)
    }

    /// A word that joins what stands before it with what stands behind.
    fn joins(&self, at: usize) -> bool {
        const JOINS: [Key; 10] = [
            Key::And,
            Key::Or,
            Key::Dash,
            Key::Through,
            Key::In,
            Key::For,
            Key::On,
            Key::At,
            Key::By,
            Key::The,
        ];
        JOINS.iter().any(|key| self.is(at, *key))
    }

    /// Whether the words around a span leave it what it seems to be: beside others that speak of time, but are not
    /// understood with it, it may mean anything.
    pub fn stands_free(&self, start: usize, end: usize) -> bool {
        self.free_before(start) && self.free_after(end)
    }

    /// The same of what stands before it alone.
    pub fn free_before(&self, start: usize) -> bool {
        let Some(at) = start.checked_sub(1) else {
            return true;
        };
        let Some(token) = self.token(at).filter(|token| !matches!(token.mark, Some(';' | ':'))) else {
            return true;
        };
        // `Chapter 5 tomorrow`, but not `at 5 tomorrow`.
        let led = at.checked_sub(1).is_some_and(|before| self.is(before, Key::At));
        let number = token.number().is_some() && token.ordinal().is_none() && !led;
        let bound = [Key::Of, Key::The, Key::Every].iter().any(|key| token.is(*key));
        let joined = self.joins(at) && at.checked_sub(1).is_some_and(|before| self.speaks(before));
        !(bound || joined || (token.speaks_of_time() && !number))
    }

    /// The same of what stands behind it alone.
    pub fn free_after(&self, end: usize) -> bool {
        let last = end.checked_sub(1).and_then(|at| self.token(at));
        if last.is_some_and(|token| matches!(token.mark, Some(';' | ':'))) {
            return true;
        }
        let joined = self.joins(end)
            && (self.speaks(end + 1)
                || ((self.joins(end + 1) || self.is(end + 1, Key::A)) && self.speaks(end + 2)));
        let hour = self.is(end, Key::At)
            && self
                .token(end + 1)
                .is_some_and(|token| token.lower.starts_with(|c: char| c.is_ascii_digit()));
        !(self.is(end, Key::Of) || joined || hour || self.speaks(end))
    }
}
