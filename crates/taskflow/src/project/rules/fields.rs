//! Checks of single fields. Each notes what is wrong and answers with what is to be stored.

use jiff::civil::Date;

use crate::base::Patch;
use crate::base::error::Faults;

/// The most bytes of a description.
pub const MAX_DESCRIPTION: usize = 20 * 1024;

/// One line of text, trimmed: 1 to `most` characters.
pub fn line(faults: &mut Faults, pointer: &str, text: &str, most: usize) -> String {
    let text = text.trim();
    faults.require(!text.is_empty(), pointer, "required", "Give it some text.");
    if text.chars().count() > most {
        faults.add(pointer, "too_long", format!("Use at most {most} characters."));
    }
    let plain = !text.chars().any(char::is_control);
    faults.require(plain, pointer, "control_characters", "Leave out line breaks and control characters.");
    text.to_owned()
}

/// Markdown: line breaks and tabs are fine, other control characters are not.
pub fn description(faults: &mut Faults, pointer: &str, text: &str) -> String {
    let fits = text.len() <= MAX_DESCRIPTION;
    faults.require(fits, pointer, "too_long", "Use at most 20 kB of text.");
    let plain = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    faults.require(plain, pointer, "control_characters", "Leave out control characters.");
    text.to_owned()
}

/// `#RRGGBB`.
pub fn colour(faults: &mut Faults, pointer: &str, text: &str) -> String {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let good = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    faults.require(good, pointer, "invalid_colour", "Give a colour as #RRGGBB.");
    text.to_owned()
}

/// A calendar date, `YYYY-MM-DD` and nothing else.
pub fn date(faults: &mut Faults, pointer: &str, text: &str) -> Option<Date> {
    let date = (text.len() == 10).then(|| text.parse::<Date>().ok()).flatten();
    let good = date.filter(|date| date.year() >= 1);
    faults.require(good.is_some(), pointer, "invalid_date", "Give a date as YYYY-MM-DD.");
    good
}

/// The new value of a field that cannot be cleared.
pub fn kept<'p, T>(faults: &mut Faults, pointer: &str, patch: &'p Patch<T>) -> Option<&'p T> {
    match patch {
        Patch::Keep => None,
        Patch::Set(value) => Some(value),
        Patch::Clear => {
            faults.add(pointer, "not_nullable", "This cannot be cleared. Leave it out to keep it.");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault<T>(check: impl FnOnce(&mut Faults) -> T) -> Option<String> {
        let mut faults = Faults::default();
        let _ = check(&mut faults);
        match faults.check() {
            Err(crate::base::Error::Invalid(list)) => Some(list[0].code.clone()),
            _ => None,
        }
    }

    #[test]
    fn lines() {
        assert_eq!(line(&mut Faults::default(), "", "  Web app ", 10), "Web app");
        assert_eq!(fault(|f| line(f, "", "  ", 10)).unwrap(), "required");
        assert_eq!(fault(|f| line(f, "", "éééé", 3)).unwrap(), "too_long");
        assert_eq!(fault(|f| line(f, "", "é", 1)), None, "characters, not bytes");
        for text in ["a\0", "a\nb", "a\u{7f}b"] {
            assert_eq!(fault(|f| line(f, "", text, 9)).unwrap(), "control_characters");
        }
    }

    #[test]
    fn descriptions() {
        assert_eq!(fault(|f| description(f, "", "a\r\n\tb")), None);
        assert_eq!(fault(|f| description(f, "", "a\0")).unwrap(), "control_characters");
        assert_eq!(fault(|f| description(f, "", &"a".repeat(20_481))).unwrap(), "too_long");
    }

    #[test]
    fn colours_and_dates() {
        assert_eq!(fault(|f| colour(f, "", "#12aBcF")), None);
        for text in ["12abcf", "#12abc", "#12abcg", "#1234567", "", "#é1234"] {
            assert_eq!(fault(|f| colour(f, "", text)).unwrap(), "invalid_colour", "{text}");
        }
        assert_eq!(fault(|f| date(f, "", "2024-02-29")), None);
        for text in
            ["2023-02-29", "20240229", "2024-2-29", "2024-02-29T10:00", "0000-01-01", "", "2024-02-2x"]
        {
            assert_eq!(fault(|f| date(f, "", text)).unwrap(), "invalid_date", "{text}");
        }
    }
}
