//! Positions that people drag things to: text keys with room for another key between any two.
//!
//! A key is an integer and a fraction in base 62, written so that byte order is numeric order. The integer's first
//! letter says how many digits follow: `a0` … `az`, `b00` … for zero and up, `Zz` … `Z0`, `Yzz` … for below zero. So
//! putting things first or last counts by one and stays short (the 100,000th is `c` and three digits), and only
//! what goes between two neighbours takes a fraction. A fraction never ends in `0`, the way 1.50 is written 1.5.
//!
//! Two people may take the same gap at once and get the same key: order by `(position, id)`, and give the
//! neighbourhood new keys ([`spread_between`]) when [`between`] finds no room or a key grows past [`MAX_LEN`].

use super::{Error, Result};

/// Digits, in ASCII order.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// What one past the last digit stands for: the open end of a fraction.
const END: usize = DIGITS.len();

/// A key longer than this (in bytes) asks for new keys around it. It takes some 150 moves into the very same gap.
pub const MAX_LEN: usize = 32;

/// A key strictly between two: after `low`, before `high`. `None` is the open end of the list.
///
/// # Errors
/// `Internal` when a key is malformed or `low` is not before `high`: then there is no room, and new keys are needed.
pub fn between(low: Option<&str>, high: Option<&str>) -> Result<String> {
    if let (Some(low), Some(high)) = (low, high)
        && low >= high
    {
        return Err(Error::internal("no room between two positions"));
    }
    let key = match (low.map(split).transpose()?, high.map(split).transpose()?) {
        (None, None) => Some("a0".to_owned()),
        (Some((int, fraction)), None) => {
            Some(step(int, true).unwrap_or_else(|| join(int, &middle(fraction, None))))
        }
        (None, Some((int, ""))) => step(int, false),
        (None, Some((int, _))) => Some(int.to_owned()),
        (Some((int, low)), Some((same, high))) if int == same => Some(join(int, &middle(low, Some(high)))),
        (Some((int, fraction)), Some((high_int, high_fraction))) => {
            let next = step(int, true).filter(|next| (next.as_str(), "") < (high_int, high_fraction));
            Some(next.unwrap_or_else(|| join(int, &middle(fraction, None))))
        }
    };
    key.ok_or_else(|| Error::internal("no position before the first"))
}

/// `count` short keys in order, for a whole list.
///
/// # Errors
/// None in practice: `Internal` after 62^26 keys.
pub fn spread(count: usize) -> Result<Vec<String>> {
    spread_between(None, None, count)
}

/// `count` keys in order, evenly between two.
///
/// # Errors
/// As [`between`].
pub fn spread_between(low: Option<&str>, high: Option<&str>, count: usize) -> Result<Vec<String>> {
    let mut keys: Vec<String> = Vec::with_capacity(count);
    match (low, high) {
        (Some(low), Some(high)) => halve(low, high, count, &mut keys)?,
        (None, Some(high)) => {
            for _ in 0..count {
                let key = between(None, Some(keys.last().map_or(high, String::as_str)))?;
                keys.push(key);
            }
            keys.reverse();
        }
        (low, None) => {
            for _ in 0..count {
                let key = between(keys.last().map(String::as_str).or(low), None)?;
                keys.push(key);
            }
        }
    }
    Ok(keys)
}

/// Puts one key in the middle and half of the others on each side: keys grow with the logarithm of their number.
fn halve(low: &str, high: &str, count: usize, keys: &mut Vec<String>) -> Result<()> {
    let Some(others) = count.checked_sub(1) else {
        return Ok(());
    };
    let key = between(Some(low), Some(high))?;
    halve(low, &key, others / 2, keys)?;
    keys.push(key.clone());
    halve(&key, high, others - others / 2, keys)
}

fn malformed() -> Error {
    Error::internal("a malformed position")
}

fn digit(byte: u8) -> Option<usize> {
    DIGITS.iter().position(|digit| *digit == byte)
}

/// How many digits follow an integer's first letter.
fn digits_after(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 1),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 1),
        _ => None,
    }
}

/// Integer and fraction of a key.
fn split(key: &str) -> Result<(&str, &str)> {
    let head = key.bytes().next().ok_or_else(malformed)?;
    let int = 1 + digits_after(head).ok_or_else(malformed)?;
    let plain = key.bytes().all(|byte| digit(byte).is_some());
    match key.split_at_checked(int) {
        Some((int, fraction)) if plain && !fraction.ends_with('0') => Ok((int, fraction)),
        _ => Err(malformed()),
    }
}

fn join(int: &str, fraction: &str) -> String {
    format!("{int}{fraction}")
}

/// The next integer, up or down; `None` past the last that can be written.
fn step(int: &str, up: bool) -> Option<String> {
    let (head, digits) = int.as_bytes().split_first()?;
    let mut digits: Vec<usize> = digits.iter().map(|byte| digit(*byte)).collect::<Option<_>>()?;
    let (last, first) = if up { (END - 1, 0) } else { (0, END - 1) };
    for digit in digits.iter_mut().rev() {
        if *digit != last {
            *digit = if up { *digit + 1 } else { *digit - 1 };
            return Some(write(*head, &digits));
        }
        *digit = first;
    }
    // Every digit wrapped around: on to the next number of digits. Between `Zz` (-1) and `a0` (0) lies nothing.
    let head = match (head, up) {
        (b'Z', true) => b'a',
        (b'a', false) => b'Z',
        (b'z', true) | (b'A', false) => return None,
        (head, true) => head + 1,
        (head, false) => head - 1,
    };
    Some(write(head, &vec![first; digits_after(head)?]))
}

fn write(head: u8, digits: &[usize]) -> String {
    let mut text = String::with_capacity(digits.len() + 1);
    text.push(char::from(head));
    text.extend(
        digits
            .iter()
            .filter_map(|digit| DIGITS.get(*digit))
            .map(|byte| char::from(*byte)),
    );
    text
}

/// A fraction strictly between two, as short as the gap allows. `None` is 1, the open end.
fn middle(low: &str, high: Option<&str>) -> String {
    let mut text = String::new();
    let (mut low, mut high) = (low.bytes(), high.map(str::bytes));
    loop {
        let from = low.next().and_then(digit).unwrap_or(0);
        let to = match &mut high {
            Some(high) => high.next().and_then(digit).unwrap_or(0),
            None => END,
        };
        if to > from + 1 {
            push(&mut text, (from + to) / 2);
            return text;
        }
        if to == from {
            push(&mut text, from);
            continue;
        }
        // Neighbouring digits. The upper one alone will do when more follows it; else anything above `low`'s rest.
        if high.as_ref().is_some_and(|rest| rest.len() > 0) {
            push(&mut text, to);
            return text;
        }
        push(&mut text, from);
        high = None;
    }
}

fn push(text: &mut String, digit: usize) {
    text.extend(DIGITS.get(digit).map(|byte| char::from(*byte)));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn first_and_last_stay_short() {
        let (mut low, mut high) = ("a0".to_owned(), "a0".to_owned());
        for _ in 0..100_000 {
            let next = between(Some(&high), None).unwrap();
            assert!(next > high && next.len() <= 4, "{high} {next}");
            high = next;
            let next = between(None, Some(&low)).unwrap();
            assert!(next < low && next.len() <= 4, "{low} {next}");
            low = next;
        }
    }

    #[test]
    fn the_ends_of_what_can_be_written() {
        let most = format!("z{}", "z".repeat(26));
        let beyond = between(Some(&most), None).unwrap();
        assert!(beyond > most);
        assert!(between(Some(&beyond), None).unwrap() > beyond);
        let least = format!("A{}", "0".repeat(26));
        assert!(between(None, Some(&least)).is_err());
        assert_eq!(between(Some("Zz"), Some("a0")).unwrap(), "ZzV");
        assert_eq!(between(Some("az"), None).unwrap(), "b00");
        assert_eq!(between(None, Some("Z0")).unwrap(), "Yzz");
    }

    #[test]
    fn no_room_and_nonsense_are_refused() {
        for (low, high) in [("a1", "a1"), ("a2", "a1"), ("", "a1"), ("a10", "a2"), ("a", "a2"), ("a!", "b")] {
            assert!(between(Some(low), Some(high)).is_err(), "{low} {high}");
        }
        assert!(between(Some("0a"), None).is_err());
        assert!(between(Some("é0"), None).is_err());
    }

    #[test]
    fn a_gap_lasts_long() {
        let (mut low, mut high) = ("a0".to_owned(), "a1".to_owned());
        for turn in 0..150 {
            let key = between(Some(&low), Some(&high)).unwrap();
            assert!(key.len() <= MAX_LEN, "{turn}: {key}");
            if turn % 2 == 0 { low = key } else { high = key }
        }
    }

    #[test]
    fn spreading_is_even_and_short() {
        assert_eq!(spread(3).unwrap(), ["a0", "a1", "a2"]);
        for (low, high) in [(None, None), (Some("a0"), Some("a0V")), (None, Some("Z1")), (Some("a1"), None)] {
            let keys = spread_between(low, high, 5_000).unwrap();
            assert_eq!(keys.len(), 5_000);
            assert!(keys.is_sorted_by(|a, b| a < b));
            assert!(keys.iter().all(|key| key.len() <= 8));
            assert!(low.is_none_or(|low| low < keys[0].as_str()));
            assert!(high.is_none_or(|high| keys[4_999].as_str() < high));
        }
        assert!(spread(0).unwrap().is_empty());
    }

    proptest! {
        /// Any history of insertions gives distinct keys in the order that was asked for.
        #[test]
        fn insertions_land_where_they_were_put(places in prop::collection::vec(any::<prop::sample::Index>(), 1..300)) {
            let mut keys: Vec<String> = Vec::new();
            for place in places {
                let at = place.index(keys.len() + 1);
                let low = at.checked_sub(1).map(|at| keys[at].clone());
                let key = between(low.as_deref(), keys.get(at).map(String::as_str)).unwrap();
                prop_assert!(split(&key).is_ok());
                keys.insert(at, key);
            }
            prop_assert!(keys.is_sorted_by(|a, b| a < b));
        }

        /// Between any two well-formed keys there is a third.
        #[test]
        fn dense(a in "[Y-Zab]", b in "[Y-Zab]", x in "[0-9A-Za-z]{2,9}[1-9A-Za-z]", y in "[0-9A-Za-z]{2,9}[1-9A-Za-z]") {
            let (a, b) = (format!("{a}{x}"), format!("{b}{y}"));
            prop_assume!(a != b);
            let (low, high) = if a < b { (&a, &b) } else { (&b, &a) };
            let key = between(Some(low), Some(high)).unwrap();
            prop_assert!(*low < key && key < *high, "{low} {key} {high}");
            prop_assert!(split(&key).is_ok());
        }
    }
}
