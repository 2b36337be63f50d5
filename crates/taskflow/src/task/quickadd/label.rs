//! What a chip shows, in words.

use super::chip::Meaning;
use super::names::{Mention, Names};
use crate::recurring::{self, Language};
use crate::task::model::Priority;

/// The chip in words: what will be saved, and not what was typed.
pub fn label(meaning: &Meaning, names: &Names, language: Language) -> String {
    let named = |kind, id| names.shown(kind, id).unwrap_or_default().to_owned();
    match meaning {
        Meaning::Project(id) => named(Mention::Project, *id),
        Meaning::Status(id) => named(Mention::Status, *id),
        Meaning::Tag(id) => named(Mention::Tag, *id),
        Meaning::Person(id) => named(Mention::Person, *id),
        Meaning::Priority(priority) => priority_words(*priority, language).to_owned(),
        Meaning::Due(date, time) => {
            let time = time.map(|time| format!(", {}", time.strftime("%H:%M")));
            format!("{}{}", recurring::day_words(*date, language), time.unwrap_or_default())
        }
        Meaning::Start(date) => recurring::day_words(*date, language),
        Meaning::Repeat(rule, from_completion) => {
            let words = recurring::words(rule, language).unwrap_or_else(|| rule.to_string());
            match (from_completion, language) {
                (false, _) => words,
                (true, Language::English) => format!("{words}, after completion"),
                (true, Language::German) => format!("{words}, nach Erledigung"),
            }
        }
        Meaning::Estimate(hours) => format!("{hours} h"),
        Meaning::Unknown(_, name) => name.clone(),
    }
}

fn priority_words(priority: Priority, language: Language) -> &'static str {
    match (priority, language) {
        (Priority::None, Language::English) => "None",
        (Priority::None, Language::German) => "Keine",
        (Priority::Low, Language::English) => "Low",
        (Priority::Low, Language::German) => "Niedrig",
        (Priority::Medium, Language::English) => "Medium",
        (Priority::Medium, Language::German) => "Mittel",
        (Priority::High, Language::English) => "High",
        (Priority::High, Language::German) => "Hoch",
        (Priority::Urgent, Language::English) => "Urgent",
        (Priority::Urgent, Language::German) => "Dringend",
    }
}
