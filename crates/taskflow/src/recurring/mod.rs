//! Repeat rules (RFC 5545) and the next occurrence: no database, no clock.
//!
//! Rules speak of days and wall-clock times; the time zone, and the time of day where the rule names none, are the
//! due date's. Expansion is our own, and stops
//! after a fixed number of days without a match: a library that looks for 30 February until the year 10000
//! would do so inside a write.

mod due;
mod expand;
mod moments;
mod next;
mod opening;
mod parse;
mod phrase;
mod rule;
mod words;

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime, Time};

pub use due::{Due, instant};
pub use next::{Mode, Next, next, series};
pub use opening::{Missed, Opening, opened, opening, openings};
pub use phrase::{Key, Language, Reader, Repeat, Token, When, tokens};
pub use rule::{Frequency, Rule, RuleFault};
pub use words::{day_words, words};

/// Longest text in words that is read, in bytes.
const MOST_WORDS: usize = 300;

/// Reads a repeat rule of a task; [`Rule`]'s `Display` is its normal form.
///
/// Understands RFC 5545 text with or without `RRULE:`, in any case, and the shorthand `daily`, `weekly`,
/// `monthly` or `yearly`, alone or in place of `FREQ=…` (`weekly;interval=2`).
///
/// # Errors
/// What is wrong with it, for a 422 at the field it came from.
pub fn validate(text: &str) -> Result<Rule, RuleFault> {
    let rule = parse::parse(text)?;
    parse::of_task(&rule)?;
    if moments::never(&rule) {
        return Err(RuleFault::new("never_occurs", "No date fits this rule. Loosen one of its parts."));
    }
    Ok(rule)
}

/// Reads a repeat rule in words, such as `every 2 weeks on Monday`, and nothing beside it. `now` is what the clock says
/// where it is said: `until friday` depends on it.
///
/// # Errors
/// `unknown_words` when not all of it is understood.
pub fn understand(text: &str, language: Language, now: DateTime) -> Result<Repeat, RuleFault> {
    let fault = || {
        let message = "Say it as `every 2 weeks on Monday` or `every first Friday of the month`.";
        RuleFault::new("unknown_words", message)
    };
    if text.len() > MOST_WORDS {
        return Err(fault());
    }
    let tokens = tokens(text, language, &[]);
    let reader = Reader { tokens: &tokens, language, now, month_first: false };
    reader.repeat(0).filter(|repeat| repeat.end == tokens.len()).ok_or_else(fault)
}

/// When a task with this rule is due first: the first moment from a day on, and not before `now` when it has a time.
pub fn first(rule: &Rule, from: Date, time: Option<Time>, now: DateTime) -> Option<DateTime> {
    let timed = time.is_some() || rule.is_timed();
    let anchor = from.to_datetime(time.unwrap_or(Time::midnight()));
    moments::Moments::of(rule, anchor).find(|moment| !timed || *moment > now)
}
