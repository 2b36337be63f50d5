//! Whether a gap has room, and how to make some.

use crate::base::position;

/// A position between two, unless there is none or it would be too long.
pub fn fitting(low: Option<&str>, high: Option<&str>) -> Option<String> {
    position::between(low, high)
        .ok()
        .filter(|position| position.len() <= position::MAX_LEN)
}

/// New positions evenly between two, unless these are so close that the new ones would soon be too long again.
pub fn spread_room(low: Option<&str>, high: Option<&str>, count: usize) -> Option<Vec<String>> {
    let keys = position::spread_between(low, high, count).ok()?;
    keys.iter().all(|key| key.len() <= position::MAX_LEN / 2).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worn_out_gap_is_refused() {
        let (low, mut high) = ("a0".to_owned(), "a1".to_owned());
        let mut turns = 0;
        while let Some(key) = fitting(Some(&low), Some(&high)) {
            assert!(low < key && key < high);
            high = key;
            turns += 1;
        }
        assert!(turns > 100, "{turns}");
        assert!(spread_room(Some(&low), Some(&high), 10).is_none());
        assert_eq!(spread_room(Some("a0"), Some("a5"), 10).unwrap().len(), 10);
    }

    #[test]
    fn equal_neighbours_have_no_room_between() {
        assert!(fitting(Some("a0"), Some("a0")).is_none());
        assert!(spread_room(None, None, 3).is_some());
    }
}
