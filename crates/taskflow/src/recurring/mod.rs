//! Repeat rules (RFC 5545) and the next occurrence: no database, no clock.
//!
//! Rules speak of days; the time of day and the time zone are the due date's. Expansion is our own, and stops
//! after a fixed number of days without a match: a library that looks for 30 February until the year 10000
//! would do so inside a write.

mod due;
mod expand;
mod next;
mod parse;
mod rule;

#[cfg(test)]
mod tests;

pub use due::{Due, instant};
pub use next::{Mode, Next, next};
pub use rule::{Frequency, Rule, RuleFault};

/// Reads a repeat rule; [`Rule`]'s `Display` is its normal form.
///
/// Understands RFC 5545 text with or without `RRULE:`, in any case, and the shorthand `daily`, `weekly`,
/// `monthly` or `yearly`, alone or in place of `FREQ=…` (`weekly;interval=2`), and `every 3 days`.
///
/// # Errors
/// What is wrong with it, for a 422 at the field it came from.
pub fn validate(text: &str) -> Result<Rule, RuleFault> {
    let rule = parse::parse(text)?;
    if expand::never(&rule) {
        return Err(RuleFault::new("never_occurs", "No date fits this rule. Loosen one of its parts."));
    }
    Ok(rule)
}
