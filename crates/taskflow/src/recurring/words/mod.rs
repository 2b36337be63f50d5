//! A repeat rule in words, in the languages that are read: what is told here is understood there as the same rule.

mod english;
mod german;
mod tell;

use jiff::civil::Date;

use super::phrase::Language;
use super::rule::Rule;
use tell::Tongue;

/// The rule in words; `None` where it says more than words can tell shortly: numbers of days among several parts,
/// times that do not belong to whole hours, an end at a time of the day.
pub fn words(rule: &Rule, language: Language) -> Option<String> {
    match language {
        Language::English => tell::tell(rule, &english::English),
        Language::German => tell::tell(rule, &german::German),
    }
}

/// A day in words, such as `Thursday, 3 December 2026`.
pub fn day_words(date: Date, language: Language) -> String {
    match language {
        Language::English => {
            format!("{}, {}", english::English.weekday(date.weekday()), english::English.date(date))
        }
        Language::German => {
            format!("{}, {}", german::German.weekday(date.weekday()), german::German.date(date))
        }
    }
}
