//! What a list's name says about its place in the work.

use crate::project::StatusCategory;

/// Words that decide, the first that is found.
const WORDS: &[(StatusCategory, &[&str])] = &[
    (StatusCategory::Cancelled, &["cancel", "won't", "wont do", "rejected", "abandoned"]),
    (
        StatusCategory::Backlog,
        &["backlog", "idea", "future", "someday", "later", "icebox", "parking"],
    ),
    (
        StatusCategory::InProgress,
        &[
            "in progress",
            "doing",
            "wip",
            "review",
            "ready for qa",
            "testing",
            "ready to merge",
            "blocked",
            "assigned",
        ],
    ),
    (
        StatusCategory::Done,
        &[
            "done", "complete", "finished", "shipped", "released", "live", "closed", "archive", "resolved",
            "verified",
        ],
    ),
];

/// The category of a list, by its name; `todo` when the name says nothing.
pub fn of_list(name: &str) -> StatusCategory {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name == *word || starts_a_word(&name, word));
    WORDS
        .iter()
        .find(|(_, words)| says(words))
        .map_or(StatusCategory::Todo, |(category, _)| *category)
}

/// Whether the text has `word` at the start of one of its words.
fn starts_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_where_work_stands() {
        assert_eq!(of_list("Backlog/Future Work/Ideas"), StatusCategory::Backlog);
        assert_eq!(of_list("Ready to merge"), StatusCategory::InProgress);
        assert_eq!(of_list("DONE!"), StatusCategory::Done);
        assert_eq!(of_list("Abandonedone"), StatusCategory::Cancelled);
        assert_eq!(of_list("Undone"), StatusCategory::Todo, "only at the start of a word");
        assert_eq!(of_list("a party"), StatusCategory::Todo);
    }
}
