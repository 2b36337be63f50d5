//! Places in a list that people arrange: siblings in the tree, columns of a board.

use std::collections::HashMap;

use uuid::Uuid;

use crate::base::{Error, Result, position};

/// Where something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Last,
    Before(Uuid),
    After(Uuid),
}

impl Place {
    /// The place people named; `None` when they named none. What it goes before decides.
    pub fn named(before: Option<Uuid>, after: Option<Uuid>) -> Option<Self> {
        before.map(Self::Before).or(after.map(Self::After))
    }
}

/// What the place names is not in the list.
pub fn not_a_sibling(place: Place) -> Error {
    let pointer = if matches!(place, Place::After(_)) { "/after_id" } else { "/before_id" };
    Error::invalid(pointer, "not_a_sibling", "It is not in that list. Read the list again.")
}

/// New positions: of the thing itself and, when there was no room, of others.
#[derive(Debug, PartialEq, Eq)]
pub struct Placed {
    pub position: String,
    pub others: HashMap<Uuid, String>,
}

/// Puts `id`, new or already there, among `list` (ids and positions, in order). `None` when it stands there already.
///
/// # Errors
/// `not_a_sibling` when the list does not have what the place names.
pub fn put(list: &[(Uuid, &str)], id: Uuid, place: Place) -> Result<Option<Placed>> {
    let others: Vec<(Uuid, &str)> = list.iter().copied().filter(|(other, _)| *other != id).collect();
    let index_of = |anchor: Uuid| {
        others
            .iter()
            .position(|(other, _)| *other == anchor)
            .ok_or_else(|| not_a_sibling(place))
    };
    let index = match place {
        Place::Last => others.len(),
        Place::Before(anchor) => index_of(anchor)?,
        Place::After(anchor) => index_of(anchor)? + 1,
    };
    if list.get(index).is_some_and(|(there, _)| *there == id) {
        return Ok(None);
    }
    let at = |index: usize| others.get(index).map(|(_, position)| *position);
    let between = position::between(index.checked_sub(1).and_then(at), at(index));
    if let Ok(position) = between
        && position.len() <= position::MAX_LEN
    {
        return Ok(Some(Placed { position, others: HashMap::new() }));
    }
    let mut fresh = position::spread(others.len() + 1)?;
    let position = fresh.remove(index);
    let moved = others.iter().zip(fresh).filter(|((_, old), new)| *old != new.as_str());
    Ok(Some(Placed { position, others: moved.map(|((id, _), new)| (*id, new)).collect() }))
}

/// Puts something new among `list`.
///
/// # Errors
/// As [`put`].
pub fn put_new(list: &[(Uuid, &str)], place: Place) -> Result<Placed> {
    put(list, Uuid::nil(), place)?.ok_or_else(|| Error::internal("something new stands in a list already"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Uuid = Uuid::from_u128(1);
    const B: Uuid = Uuid::from_u128(2);
    const C: Uuid = Uuid::from_u128(3);
    const NEW: Uuid = Uuid::from_u128(9);

    #[test]
    fn puts_where_asked() {
        let list = [(A, "a0"), (B, "a1"), (C, "a2")];
        let at = |id, place| put(&list, id, place).unwrap().map(|placed| placed.position);
        assert_eq!(at(NEW, Place::Last).unwrap(), "a3");
        assert_eq!(at(NEW, Place::Before(A)).unwrap(), "Zz");
        assert_eq!(at(NEW, Place::After(A)).unwrap(), "a0V");
        assert_eq!(at(C, Place::After(A)).unwrap(), "a0V");
        assert_eq!(at(A, Place::Last).unwrap(), "a3");
        assert!(put(&[], NEW, Place::Last).unwrap().is_some());
    }

    #[test]
    fn staying_is_nothing() {
        let list = [(A, "a0"), (B, "a1"), (C, "a2")];
        for (id, place) in
            [(A, Place::Before(B)), (B, Place::After(A)), (B, Place::Before(C)), (C, Place::Last)]
        {
            assert_eq!(put(&list, id, place).unwrap(), None, "{place:?}");
        }
    }

    #[test]
    fn only_siblings_are_anchors() {
        for place in [Place::Before(NEW), Place::After(A), Place::Before(A)] {
            assert!(put(&[(A, "a0")], A, place).is_err(), "{place:?}");
        }
    }

    #[test]
    fn without_room_others_move() {
        // Two people took the same gap at once.
        let list = [(A, "a0"), (B, "a1"), (C, "a1")];
        let placed = put(&list, NEW, Place::Before(C)).unwrap().unwrap();
        assert_eq!(placed.position, "a2");
        assert_eq!(placed.others, HashMap::from([(C, "a3".to_owned())]));
        // Two neighbours that differ in their last digit only.
        let stem = "1".repeat(position::MAX_LEN);
        let (low, high) = (format!("a0{stem}1"), format!("a0{stem}2"));
        let placed = put(&[(A, &low), (B, &high)], NEW, Place::Before(B)).unwrap().unwrap();
        assert_eq!(placed.position, "a1");
        assert_eq!(placed.others, HashMap::from([(A, "a0".to_owned()), (B, "a2".to_owned())]));
    }
}
