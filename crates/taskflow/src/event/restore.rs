//! Putting a stream in as it was elsewhere, entry for entry: what an archive of a workspace is read with.

use sha2::{Digest, Sha256};
use taskflow_db::Tx;
use uuid::Uuid;

use super::queries::Head;
use super::{Entry, chain, past, store, works};
use crate::base::{Error, Result, Stamp};

/// A stream on its way in. Call it in one transaction.
#[derive(Debug)]
pub struct Restored {
    head: Head,
    /// Ids in the payloads were exchanged: hashes and chain are made anew.
    rewritten: bool,
}

impl Restored {
    /// Begins a stream that has no entries here.
    ///
    /// # Errors
    /// `stream_exists`.
    pub fn begin(tx: &mut Tx<'_>, stream: Uuid, rewritten: bool, now: Stamp) -> Result<Self> {
        if super::head(tx, stream)?.seq > 0 {
            return Err(Error::conflict(
                "stream_exists",
                "What the archive holds is on this server already.",
            ));
        }
        // Positions of the other server mean nothing here.
        Ok(Self { head: Head { epoch: now.0, ..Head::new(stream) }, rewritten })
    }

    /// Adds the next entries.
    ///
    /// # Errors
    /// `archive_damaged` when one is missing or is not what its hash says.
    pub fn add(&mut self, tx: &mut Tx<'_>, mut entries: Vec<Entry>) -> Result<()> {
        for entry in &mut entries {
            let damaged = |what: &str| {
                Error::conflict(
                    "archive_damaged",
                    format!("The archive is damaged: entry {} {what}.", entry.seq),
                )
            };
            if entry.stream_id != self.head.stream_id || entry.seq != self.head.seq + 1 {
                return Err(damaged("does not come after the one before"));
            }
            let hash = entry.payload.as_ref().map(|text| Sha256::digest(text.as_bytes()).to_vec());
            match hash {
                Some(hash) if self.rewritten => entry.payload_hash = hash,
                Some(hash) if hash != entry.payload_hash => return Err(damaged("does not have its hash")),
                _ => {}
            }
            let link =
                chain::next(&self.head.chain, entry.stream_id, entry.seq, entry.id, &entry.payload_hash)
                    .to_vec();
            if !self.rewritten && link != entry.chain {
                return Err(damaged("breaks the chain"));
            }
            entry.chain.clone_from(&link);
            (self.head.seq, self.head.chain) = (entry.seq, link);
        }
        store::insert_restored(tx, &entries)?;
        past::note_restored(tx, &entries)
    }

    /// Writes where the stream stands.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end(self, tx: &mut Tx<'_>, kind: &'static str, now: Stamp) -> Result<i64> {
        let seq = self.head.seq;
        let stream = self.head.stream_id;
        store::write_heads(tx, &[(self.head, kind)], now)?;
        // Nobody is to be told now of what happened then.
        works::skip_to(tx, stream, seq, now)?;
        Ok(seq)
    }
}
