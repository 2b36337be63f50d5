//! Texts, and whom they mention.

use uuid::Uuid;

use crate::base::error::Faults;
use crate::base::{Error, Result};

const MOST_BYTES: usize = 100_000;
const MOST_MENTIONS: usize = 50;

/// The text as it is kept, and those it mentions.
///
/// # Errors
/// `Invalid`.
pub fn checked(text: &str) -> Result<(String, Vec<Uuid>)> {
    let mut faults = Faults::default();
    let body = text.trim_end();
    faults.require(!body.trim_start().is_empty(), "/body", "required", "Say something.");
    faults.require(body.len() <= MOST_BYTES, "/body", "too_long", "Keep it within 100,000 bytes.");
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    faults.require(
        !body.chars().any(control),
        "/body",
        "control_characters",
        "Leave out control characters; line breaks and tabs may stay.",
    );
    faults.check()?;
    let mentioned = mentions(body);
    if mentioned.len() > MOST_MENTIONS {
        let message = format!("Mention at most {MOST_MENTIONS} people.");
        return Err(Error::invalid("/body", "too_many_mentions", message));
    }
    Ok((body.to_owned(), mentioned))
}

/// The people named by `[@Name](user:id)`, each once, in order.
fn mentions(body: &str) -> Vec<Uuid> {
    const TARGET: &str = "](user:";
    let mut found = Vec::new();
    for line in body.lines() {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once(TARGET) {
            rest = after;
            let name = before.rfind("[@").map(|at| &before[at + 2..]);
            let id = after.split_once(')').and_then(|(id, _)| Uuid::try_parse(id).ok());
            if let (Some(name), Some(id)) = (name, id)
                && !name.is_empty()
                && !name.contains(['[', ']'])
                && !found.contains(&id)
            {
                found.push(id);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found() {
        let (ada, bob) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let text =
            format!("Hi [@Ada L.](user:{ada}), [@Bob](user:{bob}) and [@Ada](user:{ada})\n[@B](user:{bob})");
        assert_eq!(mentions(&text), [ada, bob]);
        for none in [
            format!("[Ada](user:{ada})"),
            format!("[@](user:{ada})"),
            format!("@Ada user:{ada}"),
            format!("[@Ada](user:{ada}"),
            format!("[@Ada\n](user:{ada})"),
            format!("[@a] (x](user:{ada})"),
            "[@Ada](user:ada)".to_owned(),
            "](user:)".to_owned(),
        ] {
            assert!(mentions(&none).is_empty(), "{none}");
        }
    }

    #[test]
    fn texts_are_checked() {
        assert_eq!(checked("  Hi\tthere\r\n\n ").unwrap().0, "  Hi\tthere");
        for bad in ["", " \n ", "a\0b", "a\u{7}b", &"é".repeat(50_001)] {
            assert!(checked(bad).is_err());
        }
        let crowd = |count: u128| {
            (0..count)
                .map(|n| format!("[@A](user:{})", Uuid::from_u128(n)))
                .collect::<String>()
        };
        assert_eq!(checked(&crowd(50)).unwrap().1.len(), 50);
        assert!(checked(&crowd(51)).is_err());
    }
}
