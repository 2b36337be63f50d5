//! What one may react with: one emoji, or a `:shortcode:` for clients that have their own.

use crate::base::{Error, Result};

const MOST_BYTES: usize = 32;
const JOINER: char = '\u{200d}';
const AS_PICTURE: char = '\u{fe0f}';
const KEYCAP: char = '\u{20e3}';
const BLACK_FLAG: char = '\u{1f3f4}';
const END_OF_TAG: char = '\u{e007f}';

/// # Errors
/// `invalid_emoji`.
pub fn checked(text: &str) -> Result<String> {
    if text.len() <= MOST_BYTES && (is_shortcode(text) || is_emoji(text)) {
        return Ok(text.to_owned());
    }
    let message = "React with one emoji, or a shortcode such as :ship_it: of up to 32 bytes.";
    Err(Error::invalid("", "invalid_emoji", message))
}

fn is_shortcode(text: &str) -> bool {
    let name = text.strip_prefix(':').and_then(|rest| rest.strip_suffix(':'));
    name.is_some_and(|name| {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'+');
        !name.is_empty() && name.bytes().all(plain)
    })
}

/// One emoji by its form (Unicode Technical Standard #51, ED-17a): elements joined into one picture.
fn is_emoji(text: &str) -> bool {
    text.split(JOINER)
        .all(|element| is_element(&element.chars().collect::<Vec<_>>()))
}

fn is_element(chars: &[char]) -> bool {
    match chars {
        ['0'..='9' | '#' | '*', KEYCAP] | ['0'..='9' | '#' | '*', AS_PICTURE, KEYCAP] => true,
        [one, two] if is_region(*one) && is_region(*two) => true,
        // Flags of parts of countries spell their name in tags.
        [BLACK_FLAG, tags @ .., END_OF_TAG] => {
            !tags.is_empty() && tags.iter().all(|tag| ('\u{e0030}'..='\u{e007a}').contains(tag))
        }
        [picture] | [picture, AS_PICTURE] => is_picture(*picture),
        [picture, '\u{1f3fb}'..='\u{1f3ff}'] => is_picture(*picture),
        [picture, '\u{1f3fb}'..='\u{1f3ff}', AS_PICTURE] => is_picture(*picture),
        _ => false,
    }
}

fn is_region(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

/// The blocks that hold pictures. Some of their characters are none; those do no harm.
fn is_picture(c: char) -> bool {
    !is_region(c)
        && matches!(c,
            '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{24c2}' | '\u{3030}'
            | '\u{303d}' | '\u{3297}' | '\u{3299}'
            | '\u{2194}'..='\u{21aa}' | '\u{231a}'..='\u{23ff}' | '\u{25aa}'..='\u{25fe}'
            | '\u{2600}'..='\u{27bf}' | '\u{2934}'..='\u{2935}' | '\u{2b05}'..='\u{2b55}'
            | '\u{1f000}'..='\u{1faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_emoji_or_a_shortcode() {
        for good in [
            "👍",
            "👍🏽",
            "❤️",
            "❤",
            "😀",
            "🇩🇪",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "👩‍💻",
            "👨‍👩‍👧‍👦",
            "🏳️‍🌈",
            "1️⃣",
            "#⃣",
            "✅",
            "🫡",
            "⏳",
            ":+1:",
            ":ship_it:",
            ":100:",
        ] {
            assert!(checked(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "1",
            "👍👍",
            "👍 ",
            "🇩",
            "\u{200d}",
            "👍\u{200d}",
            "😀a",
            "é",
            "::",
            ":A:",
            ":a b:",
            ":a",
            "<b>",
            "\0",
            "\u{fe0f}",
            "\u{1f3fb}\u{1f3fb}\u{1f3fb}",
            ":aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:",
        ] {
            assert!(checked(bad).is_err(), "{bad:?}");
        }
    }
}
