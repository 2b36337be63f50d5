//! Showing what was found where it stands.

use super::ask::{Ask, Clause, Ending};
use super::words::{Word, words};
use crate::task::search::model::Piece;

/// Words shown before the first hit.
const BEFORE: usize = 8;
/// Bytes of text shown, about.
const LENGTH: usize = 200;

/// The whole text with what was looked for set apart.
pub fn marked(ask: &Ask, text: &str) -> Vec<Piece> {
    let hits = hits(ask, &words(text));
    pieces(text, 0, text.len(), &hits)
}

/// A stretch of the text around the first hit; nothing when there is none.
pub fn snippet(ask: &Ask, text: &str) -> Vec<Piece> {
    let all = words(text);
    let hits = hits(ask, &all);
    let Some((first, _)) = hits.first().copied() else {
        return Vec::new();
    };
    let at = all.iter().position(|word| word.from >= first).unwrap_or(0);
    let from = all.get(at.saturating_sub(BEFORE)).map_or(0, |word| word.from);
    let from = if at <= BEFORE { 0 } else { from };
    let end = all
        .iter()
        .take_while(|word| word.to <= from + LENGTH || word.from <= first)
        .last()
        .map_or(text.len(), |word| word.to);
    let to = if all.last().is_some_and(|word| word.to <= end) {
        (end + LENGTH / 10).min(text.len())
    } else {
        end
    };
    let to = (to..=text.len()).find(|to| text.is_char_boundary(*to)).unwrap_or(text.len());
    let mut pieces = pieces(text, from, to, &hits);
    if from > 0 {
        pieces.insert(0, Piece { text: "…".to_owned(), hit: false });
    }
    if to < text.len() {
        pieces.push(Piece { text: "…".to_owned(), hit: false });
    }
    pieces
}

/// Where what was looked for stands, in order, not overlapping.
fn hits(ask: &Ask, all: &[Word]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let here = ask.wanted.iter().filter(|clause| starts(clause, &all[at..]));
        match here.map(|clause| clause.words.len()).max() {
            Some(length) => {
                found.push((all[at].from, all[at + length - 1].to));
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn starts(clause: &Clause, text: &[Word]) -> bool {
    let last = clause.words.len() - 1;
    text.len() > last
        && clause.words.iter().zip(text).enumerate().all(|(at, (asked, word))| {
            let open = at == last && clause.ending != Ending::Whole;
            if open { word.text.starts_with(asked) } else { word.text == *asked }
        })
}

fn pieces(text: &str, from: usize, to: usize, hits: &[(usize, usize)]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |from: usize, to: usize, hit: bool| {
        if from < to {
            pieces.push(Piece { text: text[from..to].to_owned(), hit });
        }
    };
    let mut at = from;
    for (start, end) in hits.iter().filter(|(start, end)| *start >= from && *end <= to) {
        add(at, *start, false);
        add(*start, *end, true);
        at = *end;
    }
    add(at, to, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::ask::parse;
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        let show = |piece: &Piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces.iter().map(show).collect()
    }

    #[test]
    fn hits_are_set_apart() {
        assert_eq!(shown(&marked(&parse("cafe bar"), "Das Café, Barista!")), "Das [Café], [Barista]!");
        assert_eq!(shown(&marked(&parse("\"big word\" "), "a big word, word")), "a [big word], word");
        assert_eq!(shown(&marked(&parse("x "), "nothing")), "nothing");
    }

    #[test]
    fn snippets_are_short_and_hold_a_hit() {
        let long = format!("{}needle {}", "früher ".repeat(100), "später ".repeat(100));
        let text = shown(&snippet(&parse("needle"), &long));
        assert!(text.starts_with("…früher") && text.ends_with("…") && text.contains("[needle]"), "{text}");
        assert!(text.len() < 350, "{text}");
        assert_eq!(shown(&snippet(&parse("end"), "At the end.")), "At the [end].");
        assert!(snippet(&parse("none"), "At the end").is_empty());
        let one = "x".repeat(5_000);
        assert!(!snippet(&parse("x*"), &one).is_empty());
    }
}
