//! Reading the log.

use taskflow_db::Tx;
use uuid::Uuid;

use super::{Entry, Position, chain, store};
use crate::base::{Result, Stamp};

/// Where a stream ends.
#[derive(Clone, Debug)]
pub struct Head {
    pub stream_id: Uuid,
    /// Raised when the stream's past was changed, as by a restore: positions of another epoch mean nothing.
    pub epoch: i64,
    pub seq: i64,
    pub chain: Vec<u8>,
    /// Readers further behind than this start again from a snapshot.
    pub min_resume_seq: i64,
}

impl Head {
    /// A stream without entries.
    pub fn new(stream_id: Uuid) -> Self {
        Self {
            stream_id,
            epoch: 1,
            seq: 0,
            chain: chain::GENESIS.to_vec(),
            min_resume_seq: 0,
        }
    }

    pub fn position(&self) -> Position {
        Position { stream_id: self.stream_id, epoch: self.epoch, seq: self.seq }
    }
}

/// The head of a stream; an unknown stream is an empty one.
///
/// # Errors
/// Those of the database.
pub fn head(tx: &mut Tx<'_>, stream: Uuid) -> Result<Head> {
    Ok(store::heads(tx, vec![stream])?.pop().unwrap_or_else(|| Head::new(stream)))
}

/// What kind of stream it is (`workspace`, `person`); `None` without entries.
///
/// # Errors
/// Those of the database.
pub fn kind_of(tx: &mut Tx<'_>, stream: Uuid) -> Result<Option<String>> {
    Ok(store::kind_of(tx, stream)?)
}

/// Heads of these streams, at most some hundreds at once; those without entries are left out.
///
/// # Errors
/// Those of the database.
pub fn heads_of(tx: &mut Tx<'_>, streams: Vec<Uuid>) -> Result<Vec<Head>> {
    Ok(store::heads(tx, streams)?)
}

/// Heads of all streams of a kind (`workspace`, `person`), by stream id, after the given one.
///
/// # Errors
/// Those of the database.
pub fn heads(tx: &mut Tx<'_>, kind: &str, after: Uuid, limit: i64) -> Result<Vec<Head>> {
    Ok(store::heads_after(tx, kind, after, limit)?)
}

/// How many streams of each kind there are, and how many entries they have.
///
/// # Errors
/// Those of the database.
pub fn tally(tx: &mut Tx<'_>) -> Result<Vec<(String, i64, i64)>> {
    Ok(store::tally(tx)?)
}

/// Entries with `seq` greater than the given one, in order.
///
/// # Errors
/// Those of the database.
pub fn entries_after(tx: &mut Tx<'_>, stream: Uuid, seq: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(store::entries_after(tx, stream, seq, limit)?)
}

/// The chain as it was after the entry with this `seq`; `None` where there is no such entry. That of 0 is every
/// stream's beginning.
///
/// # Errors
/// Those of the database.
pub fn link_at(tx: &mut Tx<'_>, stream: Uuid, seq: i64) -> Result<Option<Vec<u8>>> {
    match seq {
        0 => Ok(Some(chain::GENESIS.to_vec())),
        _ => Ok(store::link(tx, stream, seq)?),
    }
}

/// What happened to one thing, newest first, before the given `seq`.
///
/// # Errors
/// Those of the database.
pub fn activity(tx: &mut Tx<'_>, stream: Uuid, subject: Uuid, before: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(store::activity(tx, stream, subject, before, limit)?)
}

/// Entries of a stream that happened at or after an instant, newest first, before a place (when, and `seq`); without their
/// payloads. `actor` leaves only what they did.
///
/// # Errors
/// Those of the database.
pub fn newest(
    tx: &mut Tx<'_>,
    stream: Uuid,
    actor: Option<Uuid>,
    since: Stamp,
    before: (Stamp, i64),
    limit: i64,
) -> Result<Vec<Entry>> {
    Ok(store::newest(tx, stream, actor, since, before, limit)?)
}

/// The entries with these `seq`s, whole, in no order. Bound their number.
///
/// # Errors
/// Those of the database.
pub fn entries_with(tx: &mut Tx<'_>, stream: Uuid, seqs: Vec<i64>) -> Result<Vec<Entry>> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::with_seqs(tx, stream, seqs)?)
}

/// Entries of a stream by their ids, in order; those that are not there are left out. Bound their number.
///
/// # Errors
/// Those of the database.
pub fn by_ids(tx: &mut Tx<'_>, stream: Uuid, ids: &[Uuid]) -> Result<Vec<Entry>> {
    Ok(store::by_ids(tx, stream, ids)?)
}

/// The newest entries that somebody left after a `seq`, newest first.
///
/// # Errors
/// Those of the database.
pub fn latest_of(tx: &mut Tx<'_>, stream: Uuid, actor: Uuid, after: i64, limit: i64) -> Result<Vec<Entry>> {
    Ok(store::latest_of(tx, stream, actor, after, limit)?)
}

/// Ids of all things of a kind that a stream ever had an entry about, those that are no more included.
///
/// # Errors
/// Those of the database.
pub fn ever(tx: &mut Tx<'_>, stream: Uuid, entity: &str) -> Result<Vec<Uuid>> {
    Ok(store::ever(tx, stream, entity)?)
}
