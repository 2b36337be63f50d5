//! Folding a stream: applying its entries from the first gives what the tables hold (I5).

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use uuid::Uuid;

use super::Entry;
use crate::base::Result;

/// The state a stream's entries lead to.
#[derive(Debug, Default)]
pub struct Fold {
    things: BTreeMap<(String, Uuid), (i64, Box<RawValue>)>,
    /// The last entry applied.
    pub seq: i64,
}

impl Fold {
    /// Applies the next entry. A redacted one changes nothing: what it said was said again or removed later.
    ///
    /// # Errors
    /// `Internal` when its payload cannot be read.
    pub fn apply(&mut self, entry: &Entry) -> Result<()> {
        self.seq = entry.seq;
        for op in entry.read_payload()?.map(|payload| payload.ops).unwrap_or_default() {
            match op.data {
                Some(data) => self.things.insert((op.entity, op.id), (op.version, data)),
                None => self.things.remove(&(op.entity, op.id)),
            };
        }
        Ok(())
    }

    /// Everything there is, by kind and id.
    pub fn things(&self) -> impl Iterator<Item = (&str, Uuid, i64, &RawValue)> {
        self.things
            .iter()
            .map(|((entity, id), (version, data))| (entity.as_str(), *id, *version, &**data))
    }

    /// Whether a thing is there.
    pub fn has(&self, entity: &str, id: Uuid) -> bool {
        self.things.contains_key(&(entity.to_owned(), id))
    }

    /// Takes one thing out.
    pub(super) fn take(&mut self, entity: &str, id: Uuid) -> Option<(i64, Box<RawValue>)> {
        self.things.remove(&(entity.to_owned(), id))
    }
}
