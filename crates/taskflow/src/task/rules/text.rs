//! Titles and descriptions.

use crate::base::error::Faults;

/// Characters of a title.
const MAX_TITLE: usize = 500;
/// Bytes of a description.
const MAX_DESCRIPTION: usize = 100_000;

/// A title without blanks around it.
pub fn title(faults: &mut Faults, given: &str) -> String {
    let title = given.trim();
    faults.require(!title.is_empty(), "/title", "required", "Give a title.");
    faults.require(
        title.chars().count() <= MAX_TITLE,
        "/title",
        "too_long",
        "A title has at most 500 characters.",
    );
    let plain = !title.chars().any(char::is_control);
    faults.require(plain, "/title", "control_characters", "A title is one line without control characters.");
    title.to_owned()
}

/// Markdown. Line ends are kept as they are.
pub fn description(faults: &mut Faults, given: &str) -> String {
    faults.require(
        given.len() <= MAX_DESCRIPTION,
        "/description",
        "too_long",
        "A description has at most 100,000 bytes.",
    );
    let plain = !given.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    faults.require(
        plain,
        "/description",
        "control_characters",
        "A description may not hold control characters other than tabs and line ends.",
    );
    given.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(check: impl Fn(&mut Faults)) -> bool {
        let mut faults = Faults::default();
        check(&mut faults);
        faults.check().is_ok()
    }

    #[test]
    fn titles_are_one_line_of_up_to_500_characters() {
        let ok = |text: &str| accepts(|faults| drop(title(faults, text)));
        assert!(ok(" Fix login "));
        assert!(ok(&"ß".repeat(500)));
        assert!(!ok(&"ß".repeat(501)));
        assert!(!ok(" \t "));
        assert!(!ok("a\nb"));
        assert!(!ok("a\0b"));
        assert_eq!(title(&mut Faults::default(), " Fix login\n"), "Fix login");
    }

    #[test]
    fn descriptions_are_counted_in_bytes() {
        let ok = |text: &str| accepts(|faults| drop(description(faults, text)));
        assert!(ok(&"a".repeat(100_000)));
        assert!(!ok(&"ß".repeat(50_001)));
        assert!(ok("a\r\n\tb"));
        assert!(!ok("a\0b"));
        assert!(!ok("\u{7}"));
    }
}
