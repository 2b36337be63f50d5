//! Project keys: what tasks' keys start with.

use unicode_normalization::UnicodeNormalization;

/// The most characters of a key.
const MOST: usize = 10;

/// A capital letter, then 1 to 9 capital letters or digits.
pub fn is_key(text: &str) -> bool {
    (2..=MOST).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Keys that suit a name, best first and without end to speak of: from one or two words the first letters (`Web app`:
/// `WEB`), from more their initials (`The big plan`: `TBP`), then the other way about, then longer beginnings, then
/// numbers (`WEB2`).
pub fn suggestions(name: &str) -> impl Iterator<Item = String> {
    let words = words(name);
    let joined = words.concat();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).take(5).collect();
    let first = words.first().map_or("", String::as_str);
    let start: String = if first.len() > 1 { first } else { &joined }.chars().take(3).collect();
    let mut letters = if words.len() > 2 { vec![initials, start] } else { vec![start, initials] };
    letters.extend((4..=5).map(|length| joined.chars().take(length).collect()));
    letters.retain(|key| is_key(key));
    let stem = letters.first().cloned().unwrap_or_else(|| "PRJ".to_owned());
    let digits_left = u32::try_from(MOST - stem.len()).unwrap_or(0);
    let numbered = (2..10_u64.pow(digits_left)).map(move |number| format!("{stem}{number}"));
    let plain = if letters.is_empty() { vec!["PRJ".to_owned()] } else { letters };
    plain.into_iter().chain(numbered)
}

/// The words' ASCII letters in upper case, accents taken off.
fn words(name: &str) -> Vec<String> {
    let letters = |word: &str| {
        let plain = word.nfkd().filter(char::is_ascii_alphabetic);
        plain.map(|c| c.to_ascii_uppercase()).collect::<String>()
    };
    name.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(letters)
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_give_keys() {
        let keys = |name, count| suggestions(name).take(count).collect::<Vec<_>>();
        assert_eq!(keys("Web App", 5), ["WEB", "WA", "WEBA", "WEBAP", "WEB2"]);
        assert_eq!(keys("Mobile", 3), ["MOB", "MOBI", "MOBIL"]);
        assert_eq!(keys("The Big Plan", 2), ["TBP", "THE"]);
        assert_eq!(keys("one two three four five six", 1), ["OTTFF"]);
        assert_eq!(keys("Q3 planning", 2), ["QPL", "QP"]);
        assert_eq!(keys("Éclairs à la crème", 1), ["EALC"]);
        assert_eq!(keys("It's", 1), ["ITS"]);
        assert_eq!(keys("Проект", 3), ["PRJ", "PRJ2", "PRJ3"]);
        assert_eq!(keys("X", 2), ["PRJ", "PRJ2"]);
        assert_eq!(keys("", 1), ["PRJ"]);
    }

    #[test]
    fn what_a_key_is() {
        for good in ["WE", "WEB2", "A123456789"] {
            assert!(is_key(good), "{good}");
        }
        for bad in ["W", "web", "2WEB", "WEB-1", "A1234567890", "", "WÉB", "WEB "] {
            assert!(!is_key(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_suggestion_is_a_key(name in ".{0,40}") {
            for key in suggestions(&name).take(200) {
                prop_assert!(is_key(&key), "{name:?}: {key}");
            }
        }
    }
}
