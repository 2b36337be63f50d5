//! The document behind a shared text: a Yjs document that holds one plain text and nothing else.

use std::mem::ManuallyDrop;
use std::panic::{AssertUnwindSafe, catch_unwind};

use similar::{Algorithm, DiffOp, capture_diff_slices};
use yrs::block::ClientID;
use yrs::types::text::YChange;
use yrs::updates::decoder::Decode;
use yrs::{
    Any, Doc, GetString, OffsetKind, Options, Out, ReadTxn, StateVector, Text, TextRef, Transact,
    TransactionMut, Update,
};

use crate::base::ids;

/// What clients call the text in the document.
const NAME: &str = "text";
/// Words that are compared one by one; of more, all between the first and the last that differ is written anew.
const MOST_WORDS: usize = 2_000;

/// See the module.
pub struct Document {
    doc: Doc,
    text: TextRef,
}

/// Why an update is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no update.
    Unreadable,
    /// It goes on from something that is not here.
    Incomplete,
    /// It brings more than plain text.
    Foreign,
}

impl Document {
    fn empty() -> Self {
        // Fewer bits than a client may use: nobody's number comes again.
        let [a, b, c, d] = ids::random();
        let client = ClientID::new(u64::from(u32::from_le_bytes([a, b, c, d])));
        let options = Options {
            offset_kind: OffsetKind::Bytes,
            ..Options::with_guid_and_client_id(ids::new_id().to_string().into(), client)
        };
        let doc = Doc::with_options(options);
        let text = doc.get_or_insert_text(NAME);
        Self { doc, text }
    }

    /// A new one with this text.
    pub fn of(text: &str) -> Self {
        let document = Self::empty();
        if !text.is_empty() {
            document.text.push(&mut document.doc.transact_mut(), text);
        }
        document
    }

    /// The one that these updates make, in any order.
    ///
    /// # Errors
    /// As [`Document::apply`].
    pub fn open<'a>(updates: impl IntoIterator<Item = &'a [u8]>) -> Result<Self, Unfit> {
        let mut document = Self::empty();
        for update in updates {
            document.apply(update)?;
        }
        Ok(document)
    }

    /// Merges an update; whether it brought anything. After an error the document is of no more use.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn apply(&mut self, update: &[u8]) -> Result<bool, Unfit> {
        // Updates come from anybody. The library trusts what it reads: should it break down over one, nothing of ours
        // may, and what it left half done is never touched again.
        let mut txn = ManuallyDrop::new(self.doc.transact_mut());
        let merged = catch_unwind(AssertUnwindSafe(|| merge(&mut txn, &self.text, update)));
        match merged {
            Ok(merged) => {
                drop(ManuallyDrop::into_inner(txn));
                merged
            }
            Err(_) => {
                tracing::warn!("an update broke the document that it was for; it was not taken");
                Err(Unfit::Unreadable)
            }
        }
    }

    pub fn text(&self) -> String {
        self.text.get_string(&self.doc.transact())
    }

    /// All of it as one update.
    pub fn state(&self) -> Vec<u8> {
        self.doc.transact().encode_state_as_update_v1(&StateVector::default())
    }

    /// Changes as little as makes it this text; answers the change as an update.
    pub fn rewrite(&mut self, wanted: &str) -> Vec<u8> {
        let current = self.text();
        let mut txn = self.doc.transact_mut();
        // From the end, so that what is before stays where it is.
        for Edit { at, remove, insert } in edits(&current, wanted).into_iter().rev() {
            let (at, remove) = (offset(at), offset(remove));
            if remove > 0 {
                self.text.remove_range(&mut txn, at, remove);
            }
            if !insert.is_empty() {
                self.text.insert(&mut txn, at, insert);
            }
        }
        txn.encode_update_v1()
    }
}

/// A text has at most some 100,000 bytes.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn merge(txn: &mut TransactionMut<'_>, text: &TextRef, update: &[u8]) -> Result<bool, Unfit> {
    let update = Update::decode_v1(update).map_err(|_| Unfit::Unreadable)?;
    txn.apply_update(update).map_err(|_| Unfit::Unreadable)?;
    if txn.has_missing_updates() {
        return Err(Unfit::Incomplete);
    }
    let brought = txn.has_changes();
    let plain = txn.root_refs().all(|(name, _)| name == NAME)
        && text
            .diff(txn, YChange::identity)
            .iter()
            .all(|piece| piece.attributes.is_none() && matches!(piece.insert, Out::Any(Any::String(_))));
    if !plain {
        return Err(Unfit::Foreign);
    }
    txn.commit();
    Ok(brought)
}

/// One place that changes, in bytes of the text before.
#[derive(Debug, PartialEq, Eq)]
struct Edit<'a> {
    at: usize,
    remove: usize,
    insert: &'a str,
}

/// From one text to another, by words.
fn edits<'a>(from: &str, to: &'a str) -> Vec<Edit<'a>> {
    let (head, tail) = shared_ends(from, to);
    let (old, new) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let (old_words, new_words) = (words(old), words(new));
    if old_words.len().max(new_words.len()) > MOST_WORDS {
        return vec![Edit { at: head, remove: old.len(), insert: new }];
    }
    let (old_at, new_at) = (starts(&old_words), starts(&new_words));
    capture_diff_slices(Algorithm::Myers, &old_words, &new_words)
        .into_iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }))
        .map(|op| {
            let (old_range, new_range) = (op.old_range(), op.new_range());
            let (at, end) = (old_at[old_range.start], old_at[old_range.end]);
            let insert = &new[new_at[new_range.start]..new_at[new_range.end]];
            let removed = &old[at..end];
            let (head_too, tail_too) = shared_ends(removed, insert);
            Edit {
                at: head + at + head_too,
                remove: removed.len() - head_too - tail_too,
                insert: &insert[head_too..insert.len() - tail_too],
            }
        })
        .collect()
}

/// How many bytes two texts share at their start, and then at their end.
fn shared_ends(one: &str, other: &str) -> (usize, usize) {
    let same = |(a, b): &(char, char)| a == b;
    let length = |(a, _): (char, char)| a.len_utf8();
    let head = one.chars().zip(other.chars()).take_while(same).map(length).sum();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.chars().rev().zip(other.chars().rev()).take_while(same).map(length).sum();
    (head, tail)
}

/// Letters and digits that stand together, and each other character by itself.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        words.push(word);
        rest = after;
    }
    words
}

/// Where each word starts, and where the last one ends.
fn starts(words: &[&str]) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    for word in words {
        at += word.len();
        starts.push(at);
    }
    starts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn copy(document: &Document) -> Document {
        Document::open([document.state().as_slice()]).unwrap()
    }

    #[test]
    fn an_update_that_is_known_brings_nothing() {
        let mut document = Document::of("one");
        let mut other = copy(&document);
        let update = other.rewrite("one two");
        assert_eq!(document.apply(&update), Ok(true));
        assert_eq!(document.apply(&update), Ok(false));
        assert_eq!(document.text(), "one two");
        let cut = other.rewrite("one");
        assert_eq!((document.apply(&cut), document.apply(&cut)), (Ok(true), Ok(false)));
    }

    #[test]
    fn what_is_missing_is_noticed() {
        let mut other = Document::of("a");
        other.rewrite("a b");
        let later = other.rewrite("a b c");
        assert_eq!(Document::of("a").apply(&later), Err(Unfit::Incomplete));
        assert_eq!(Document::of("a").apply(b"not an update"), Err(Unfit::Unreadable));
        assert_eq!(Document::of("a").apply(&[]), Err(Unfit::Unreadable));
    }

    #[test]
    fn only_plain_text_is_taken() {
        let doc = Doc::new();
        doc.get_or_insert_map("other");
        let text = doc.get_or_insert_text(NAME);
        text.insert(&mut doc.transact_mut(), 0, "plain");
        let state = || doc.transact().encode_state_as_update_v1(&StateVector::default());
        assert_eq!(Document::empty().apply(&state()), Ok(true));
        let bold = yrs::types::Attrs::from([("b".into(), true.into())]);
        text.format(&mut doc.transact_mut(), 0, 2, bold);
        assert_eq!(Document::empty().apply(&state()), Err(Unfit::Foreign));

        let doc = Doc::new();
        let map = doc.get_or_insert_map("other");
        yrs::Map::insert(&map, &mut doc.transact_mut(), "a", 1);
        let state = doc.transact().encode_state_as_update_v1(&StateVector::default());
        assert_eq!(Document::empty().apply(&state), Err(Unfit::Foreign));
    }

    #[test]
    fn a_rewritten_text_keeps_what_others_wrote_in_it() {
        let mut document = Document::of("Steps:\n- open the page\n- sign in\n- look");
        let mut other = copy(&document);
        let theirs = other.rewrite("Steps:\n- open the page in Firefox\n- sign in\n- look");
        document.rewrite("Steps to follow:\n- open the page\n- sign in as Ada\n- look closely");
        document.apply(&theirs).unwrap();
        let wanted = "Steps to follow:\n- open the page in Firefox\n- sign in as Ada\n- look closely";
        assert_eq!(document.text(), wanted);
    }

    proptest! {
        #[test]
        fn a_text_becomes_any_other(a in "\\PC{0,40}", b in "\\PC{0,40}", same in "[a-c ß😀\n]{0,30}") {
            let mut document = Document::of(&format!("{a}{same}{b}"));
            let mut copy = copy(&document);
            for wanted in [format!("{b}{same}{a}"), same.clone(), format!("{same}{same}"), String::new(), a] {
                let update = document.rewrite(&wanted);
                prop_assert_eq!(document.text(), wanted.clone());
                copy.apply(&update).unwrap();
                prop_assert_eq!(copy.text(), wanted);
            }
        }

        #[test]
        fn no_bytes_break_it(bytes in proptest::collection::vec(any::<u8>(), 0..60), cut in 0..60_usize, at in 0..60_usize, byte: u8) {
            let _ = Document::of("text").apply(&bytes);
            let mut other = Document::of("text");
            let mut update = if at % 2 == 0 { other.state() } else { other.rewrite("a text 😀") };
            let length = update.len();
            update[at % length] = byte;
            update.truncate(length - cut % length);
            let _ = Document::of("text").apply(&update);
        }
    }
}
