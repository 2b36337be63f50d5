//! Dates are text there. What cannot be told for certain is not guessed at: "4 Jan" has no year.

use jiff::civil::{Date, Weekday};

use crate::recurring::{self, Mode};
use crate::task::{Due, Recurrence};
use crate::transfer::when::{self, When};

const WEEKDAYS: [(&str, Weekday, &str); 7] = [
    ("monday", Weekday::Monday, "MO"),
    ("tuesday", Weekday::Tuesday, "TU"),
    ("wednesday", Weekday::Wednesday, "WE"),
    ("thursday", Weekday::Thursday, "TH"),
    ("friday", Weekday::Friday, "FR"),
    ("saturday", Weekday::Saturday, "SA"),
    ("sunday", Weekday::Sunday, "SU"),
];

/// A due date, and how it repeats. A repeating date begins on the first day that fits, counted from today.
pub fn read(text: &str, zone: &str, today: Date) -> Option<(Due, Option<Recurrence>)> {
    if let Some(when) = When::read(text) {
        return Some((when.due(Some(zone)), None));
    }
    let text = text.trim().to_lowercase();
    let (words, mode) = match (text.strip_prefix("every! "), text.strip_prefix("every ")) {
        (Some(rest), _) => (rest.trim(), Mode::Completion),
        (None, Some(rest)) => (rest.trim(), Mode::Schedule),
        (None, None) => (text.as_str(), Mode::Schedule),
    };
    let every = words.len() < text.len();
    let (rrule, days): (String, Vec<Weekday>) = if every && matches!(words, "weekday" | "workday") {
        (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned(),
            WEEKDAYS[..5].iter().map(|(_, day, _)| *day).collect(),
        )
    } else if let Some((_, day, code)) = WEEKDAYS.iter().find(|(name, ..)| every && is_day(words, name)) {
        (format!("FREQ=WEEKLY;BYDAY={code}"), vec![*day])
    } else if every {
        let words = if words == "other day" { "2 days" } else { words };
        (recurring::validate(&format!("every {words}")).ok()?.to_string(), Vec::new())
    } else {
        let plain = matches!(words, "daily" | "weekly" | "monthly" | "yearly");
        (plain.then(|| recurring::validate(words).ok())??.to_string(), Vec::new())
    };
    let mut first = today;
    while !days.is_empty() && !days.contains(&first.weekday()) {
        first = first.tomorrow().ok()?;
    }
    Some((when::day(first), Some(Recurrence { rrule, mode })))
}

/// `monday`, `mon`.
fn is_day(word: &str, name: &str) -> bool {
    word == name || (word.len() == 3 && name.starts_with(word))
}
