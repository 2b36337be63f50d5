//! Parents before their parts, and no deeper than tasks may lie.

use std::collections::{HashMap, HashSet};

use crate::transfer::Note;
use crate::transfer::bundle::{Bundle, Card};

/// Subtasks lie at most this deep.
const DEPTH: usize = 5;

/// Sorts cards by depth. Parents that are missing, or that lie in a circle, are none; what is too deep moves up.
pub fn order(bundle: &mut Bundle, notes: &mut Vec<Note>) {
    let places: HashMap<String, usize> = bundle
        .cards
        .iter()
        .enumerate()
        .map(|(place, card)| (card.external_id.clone(), place))
        .collect();
    let mut parents: Vec<Option<usize>> = Vec::new();
    for card in &mut bundle.cards {
        let parent = card.parent.as_ref().and_then(|parent| places.get(parent).copied());
        if card.parent.is_some() && parent.is_none() {
            notes.push(Note::new(
                "card",
                &card.external_id,
                &card.title,
                "What it is a part of is not in the file; here it stands by itself.",
            ));
            card.parent = None;
        }
        parents.push(parent);
    }
    let mut depths: Vec<Option<usize>> = vec![None; parents.len()];
    for place in 0..parents.len() {
        settle(place, &mut parents, &mut depths);
    }
    let mut by_depth: Vec<usize> = (0..parents.len()).collect();
    by_depth.sort_by_key(|place| depths[*place]);
    for place in by_depth {
        let card = &mut bundle.cards[place];
        let was = card.parent.take();
        // Checklist items of a card lie one deeper than the card.
        let most = if card.items.is_empty() { DEPTH } else { DEPTH - 1 };
        let mut parent = parents[place];
        let mut moved = false;
        while let Some(above) = parent
            && depths[above].unwrap_or(0) >= most
        {
            parent = parents[above];
            moved = true;
        }
        if moved {
            let depth = parent.and_then(|above| depths[above]).map_or(0, |depth| depth + 1);
            depths[place] = Some(depth);
        }
        parents[place] = parent;
        if moved || (was.is_some() && parent.is_none()) {
            let message = "It lies too deep, or in a circle; here it was moved up.";
            notes.push(Note::new("card", &card.external_id, &card.title, message));
        }
    }
    let ids: Vec<String> = bundle.cards.iter().map(|card| card.external_id.clone()).collect();
    for (place, card) in bundle.cards.iter_mut().enumerate() {
        card.parent = parents[place].map(|above| ids[above].clone());
    }
    let mut all: Vec<(usize, Card)> = depths
        .iter()
        .map(|depth| depth.unwrap_or(0))
        .zip(std::mem::take(&mut bundle.cards))
        .collect();
    all.sort_by_key(|(depth, _)| *depth);
    bundle.cards = all.into_iter().map(|(_, card)| card).collect();
}

/// Finds how deep a card lies; a circle is cut where it closes.
fn settle(place: usize, parents: &mut [Option<usize>], depths: &mut [Option<usize>]) {
    let mut way = vec![place];
    let mut on_it = HashSet::from([place]);
    while let Some(&last) = way.last()
        && let Some(above) = parents[last]
        && depths[above].is_none()
    {
        if !on_it.insert(above) {
            parents[last] = None;
            break;
        }
        way.push(above);
    }
    while let Some(here) = way.pop() {
        depths[here] = Some(parents[here].and_then(|above| depths[above]).map_or(0, |depth| depth + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(cards: &[(&str, &str)]) -> (Vec<(String, Option<String>)>, usize) {
        let card = |(id, parent): &(&str, &str)| Card {
            external_id: (*id).to_owned(),
            title: (*id).to_owned(),
            parent: (!parent.is_empty()).then(|| (*parent).to_owned()),
            ..Card::default()
        };
        let mut bundle = Bundle { cards: cards.iter().map(card).collect(), ..Bundle::default() };
        let mut notes = Vec::new();
        order(&mut bundle, &mut notes);
        (
            bundle.cards.into_iter().map(|card| (card.external_id, card.parent)).collect(),
            notes.len(),
        )
    }

    #[test]
    fn parents_come_first_and_circles_are_cut() {
        let (cards, notes) = ordered(&[("c", "b"), ("a", ""), ("b", "a"), ("x", "gone")]);
        let names: Vec<&str> = cards.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!((names, notes), (vec!["a", "x", "b", "c"], 1));
        let (cards, notes) = ordered(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "d")]);
        assert_eq!(cards.iter().filter(|(_, parent)| parent.is_none()).count(), 2);
        assert_eq!(notes, 2);
    }

    #[test]
    fn what_is_too_deep_moves_up() {
        let chain = [
            ("0", ""),
            ("1", "0"),
            ("2", "1"),
            ("3", "2"),
            ("4", "3"),
            ("5", "4"),
            ("6", "5"),
            ("7", "6"),
        ];
        let (cards, notes) = ordered(&chain);
        let parent = |id: &str| cards.iter().find(|(own, _)| own == id).unwrap().1.clone();
        assert_eq!(parent("5"), Some("4".to_owned()));
        assert_eq!(parent("6"), Some("4".to_owned()));
        assert_eq!((parent("7"), notes), (Some("4".to_owned()), 2));
    }
}
