//! What text may be.

use crate::base::Patch;
use crate::base::error::Faults;

/// One line of 1 to `most` characters, without the blanks around it.
pub(super) fn line(faults: &mut Faults, pointer: &str, text: &str, most: usize) -> String {
    let text = text.trim();
    faults.require(!text.is_empty(), pointer, "required", "Give it some text.");
    faults.require(
        !text.chars().any(char::is_control),
        pointer,
        "control_characters",
        "Leave out line breaks and other control characters.",
    );
    at_most(faults, pointer, text, most);
    text.to_owned()
}

/// Several lines of at most `most` characters, or none.
pub(super) fn lines(faults: &mut Faults, pointer: &str, text: &str, most: usize) -> String {
    let text = text.trim();
    faults.require(
        !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')),
        pointer,
        "control_characters",
        "Leave out control characters.",
    );
    at_most(faults, pointer, text, most);
    text.to_owned()
}

fn at_most(faults: &mut Faults, pointer: &str, text: &str, most: usize) {
    if text.chars().count() > most {
        faults.add(pointer, "too_long", format!("Use at most {most} characters."));
    }
}

/// The value a patch sets; `null` is a fault, since the field cannot be empty.
pub(super) fn not_null<'a, T>(faults: &mut Faults, pointer: &str, patch: &'a Patch<T>) -> Option<&'a T> {
    match patch {
        Patch::Keep => None,
        Patch::Clear => {
            faults.add(pointer, "not_nullable", "This cannot be cleared. Leave it out to keep it.");
            None
        }
        Patch::Set(value) => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_refused_where_a_value_is_needed() {
        let mut faults = Faults::default();
        assert_eq!(not_null(&mut faults, "/name", &Patch::<u8>::Clear), None);
        assert!(faults.check().is_err());
    }
}
