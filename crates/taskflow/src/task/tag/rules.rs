//! What a tag may be called.

use unicode_normalization::UnicodeNormalization;

use super::model::{NewTag, Tag, TagPatch};
use crate::base::error::Faults;
use crate::base::{Patch, Result};

const MOST_CHARACTERS: usize = 50;
const GREY: &str = "#6B7280";

/// Name and colour that were found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub name: String,
    pub colour: String,
}

/// What makes a name unique: letters that differ in case, or in how an accent is put on, are the same.
pub fn key(name: &str) -> String {
    // There and back: `ß` becomes `ss` and every sigma the same one.
    let folded = name.nfc().flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    folded.collect::<String>().nfc().collect()
}

/// # Errors
/// `Invalid`.
pub fn checked(new: &NewTag) -> Result<Draft> {
    let mut faults = Faults::default();
    let draft = Draft {
        name: name(&mut faults, &new.name),
        colour: new
            .colour
            .as_deref()
            .map_or_else(|| GREY.to_owned(), |text| colour(&mut faults, text)),
    };
    faults.check().map(|()| draft)
}

/// # Errors
/// `Invalid`.
pub fn patched(tag: &Tag, patch: &TagPatch) -> Result<Draft> {
    let mut faults = Faults::default();
    let draft = Draft {
        name: match &patch.name {
            Patch::Set(text) => name(&mut faults, text),
            other => kept(&mut faults, "/name", other, &tag.name),
        },
        colour: match &patch.colour {
            Patch::Set(text) => colour(&mut faults, text),
            other => kept(&mut faults, "/colour", other, &tag.colour),
        },
    };
    faults.check().map(|()| draft)
}

fn kept(faults: &mut Faults, pointer: &str, patch: &Patch<String>, current: &str) -> String {
    faults.require(*patch != Patch::Clear, pointer, "required", "This cannot be cleared.");
    current.to_owned()
}

fn name(faults: &mut Faults, text: &str) -> String {
    let name: String = text.trim().nfc().collect();
    let length = name.chars().count();
    faults.require(length > 0, "/name", "required", "Give the tag a name.");
    faults.require(length <= MOST_CHARACTERS, "/name", "too_long", "Keep the name within 50 characters.");
    faults.require(
        !name.chars().any(char::is_control),
        "/name",
        "control_characters",
        "Leave out line breaks and control characters.",
    );
    name
}

fn colour(faults: &mut Faults, text: &str) -> String {
    let digits = text.strip_prefix('#').unwrap_or_default();
    let good = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    faults.require(good, "/colour", "invalid_colour", "Give the colour as #RRGGBB.");
    text.to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_are_folded() {
        for (one, other) in [
            ("Bug", "bUG"),
            ("Straße", "STRASSE"),
            ("Café", "cafe\u{301}"),
            ("ΟΔΟΣ", "οδος"),
            ("ÅNGSTRÖM", "a\u{30a}ngstro\u{308}m"),
        ] {
            assert_eq!(key(one), key(other), "{one}");
        }
        assert_ne!(key("resume"), key("résumé"));
    }

    #[test]
    fn names_and_colours_are_checked() {
        let check = |name: &str, colour: Option<&str>| {
            checked(&NewTag { name: name.into(), colour: colour.map(Into::into), id: None })
        };
        assert_eq!(
            check("  ü ", Some("#aabbcc")).unwrap(),
            Draft { name: "ü".into(), colour: "#AABBCC".into() }
        );
        assert_eq!(check(&"é".repeat(50), None).unwrap().colour, GREY);
        for bad in ["", "  ", "a\nb", "a\0b", &"é".repeat(51)] {
            assert!(check(bad, None).is_err(), "{bad:?}");
        }
        for bad in ["", "red", "#12345", "#1234567", "#12345g", "#１２３"] {
            assert!(check("a", Some(bad)).is_err(), "{bad:?}");
        }
    }
}
