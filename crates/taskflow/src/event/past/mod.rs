//! How things were: read from the log by the index of which entry touched what, never by reading the log through.

mod store;

use std::collections::{BTreeSet, HashMap};

use serde::Deserialize;
use serde_json::value::RawValue;
use taskflow_db::Tx;
use uuid::Uuid;

use super::store::Placed;
use super::{Entry, Op, queries};
use crate::base::{Error, Result, Stamp};

pub use store::{Once, Touch};

/// The moment that somebody asks about, as they wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    At(Stamp),
    Seq { epoch: Option<i64>, seq: i64 },
}

impl std::str::FromStr for AsOf {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| *number >= 0);
        if let Some(seq) = number(text) {
            return Ok(Self::Seq { epoch: None, seq });
        }
        if let Some((epoch, seq)) = text.split_once(':')
            && let (Some(epoch), Some(seq)) = (number(epoch), number(seq))
        {
            return Ok(Self::Seq { epoch: Some(epoch), seq });
        }
        text.parse().map(Self::At).map_err(|_| {
            let message = "Give an instant as 2026-11-20T09:30:00Z, or a place in the log as 120 or 1:120.";
            Error::invalid("?as_of", "invalid_value", message)
        })
    }
}

impl AsOf {
    /// The last entry of that moment's state. A command is never parted: within one, its end counts.
    ///
    /// # Errors
    /// `not_yet` for what has not happened, `other_epoch` for a place in a log that was replaced.
    pub fn seq(self, tx: &mut Tx<'_>, stream: Uuid, now: Stamp) -> Result<i64> {
        let head = queries::head(tx, stream)?;
        let seq = match self {
            Self::Seq { epoch: Some(epoch), .. } if epoch != head.epoch => {
                let message =
                    "This place is one of a log that was replaced, as by a restore. Give an instant.";
                return Err(Error::invalid("?as_of", "other_epoch", message));
            }
            Self::Seq { seq, .. } if seq > head.seq => return Err(not_yet()),
            Self::At(at) if at > now => return Err(not_yet()),
            Self::Seq { seq, .. } => seq,
            Self::At(at) => seq_at(tx, stream, head.seq, at)?,
        };
        let entry = entries_at(tx, stream, &[seq])?.pop();
        Ok(entry.map_or(seq, |entry| entry.command_end))
    }
}

fn not_yet() -> Error {
    Error::invalid("?as_of", "not_yet", "This is still to come. Give a moment that has been.")
}

/// Times follow the order of the log but for the milliseconds that commands take, so the place is halved in on.
fn seq_at(tx: &mut Tx<'_>, stream: Uuid, head: i64, at: Stamp) -> Result<i64> {
    let (mut before, mut after) = (0, head + 1);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        match super::store::at(tx, stream, middle)? {
            Some(moment) if moment > at => after = middle,
            _ => before = middle,
        }
    }
    Ok(before)
}

/// How a thing was.
#[derive(Debug)]
pub enum Was {
    /// Nothing had been said of it.
    Unknown,
    /// It was no more.
    Gone,
    /// What was said of it was forgotten for good.
    Forgotten,
    There(Former),
}

/// A thing at one version.
#[derive(Debug)]
pub struct Former {
    pub version: i64,
    pub data: Box<RawValue>,
    /// The entry that left it so.
    pub seq: i64,
}

impl Former {
    /// # Errors
    /// `Internal` when it is not what it should be.
    pub fn read<T: for<'de> Deserialize<'de>>(&self) -> Result<T> {
        serde_json::from_str(self.data.get()).map_err(Error::internal)
    }
}

/// Entries looked at for one thing: ids of different kinds may be the same, as a member's is the person's.
const TRIES: i64 = 8;

/// How a thing was after the entry with this `seq`.
///
/// # Errors
/// Those of the database.
pub fn as_of(tx: &mut Tx<'_>, stream: Uuid, entity: &str, id: Uuid, seq: i64) -> Result<Was> {
    for place in store::latest(tx, stream, id, seq, TRIES)? {
        let Some(entry) = entries_at(tx, stream, &[place])?.pop() else {
            continue;
        };
        match said(&entry, entity, id)? {
            Some(was) => return Ok(was),
            None => continue,
        }
    }
    Ok(Was::Unknown)
}

/// What an entry says of a thing, if anything.
fn said(entry: &Entry, entity: &str, id: Uuid) -> Result<Option<Was>> {
    let Some(payload) = entry.read_payload()? else {
        let about = entry.entity_type == entity && entry.entity_id == id;
        return Ok(about.then_some(Was::Forgotten));
    };
    let op = payload.ops.into_iter().rfind(|op| op.entity == entity && op.id == id);
    Ok(op.map(|op| was(op, entry.seq)))
}

fn was(op: Op, seq: i64) -> Was {
    match op.data {
        Some(data) => Was::There(Former { version: op.version, data, seq }),
        None => Was::Gone,
    }
}

/// How several things of a kind were, each after the entry given with it, which is one that touched it. What an entry does
/// not tell is left out.
///
/// # Errors
/// Those of the database.
pub fn as_of_each(
    tx: &mut Tx<'_>,
    stream: Uuid,
    entity: &str,
    places: &[(Uuid, i64)],
) -> Result<HashMap<Uuid, Former>> {
    let seqs: BTreeSet<i64> = places.iter().map(|(_, seq)| *seq).collect();
    let wanted: HashMap<Uuid, i64> = places.iter().copied().collect();
    let mut found = HashMap::with_capacity(places.len());
    for entry in entries_at(tx, stream, &seqs.into_iter().collect::<Vec<_>>())? {
        for op in entry.read_payload()?.map(|payload| payload.ops).unwrap_or_default() {
            if op.entity == entity && wanted.get(&op.id) == Some(&entry.seq) {
                let id = op.id;
                if let Was::There(former) = was(op, entry.seq) {
                    found.insert(id, former);
                }
            }
        }
    }
    Ok(found)
}

/// How several things of a kind were after the entry with this `seq`; what nothing had been said of is left out. Bound
/// their number.
///
/// # Errors
/// Those of the database.
pub fn as_of_all(
    tx: &mut Tx<'_>,
    stream: Uuid,
    entity: &str,
    things: &[Uuid],
    seq: i64,
) -> Result<HashMap<Uuid, Was>> {
    let mut found = HashMap::with_capacity(things.len());
    if things.is_empty() {
        return Ok(found);
    }
    let mut by_entry: HashMap<i64, BTreeSet<Uuid>> = HashMap::new();
    for (thing, place) in store::latest_each(tx, stream, things, seq)? {
        by_entry.entry(place).or_default().insert(thing);
    }
    let mut seqs: Vec<i64> = by_entry.keys().copied().collect();
    seqs.sort_unstable();
    for entry in entries_at(tx, stream, &seqs)? {
        let wanted = by_entry.remove(&entry.seq).unwrap_or_default();
        let Some(payload) = entry.read_payload()? else {
            found.extend(wanted.into_iter().map(|thing| (thing, Was::Forgotten)));
            continue;
        };
        for op in payload.ops {
            if op.entity == entity && wanted.contains(&op.id) {
                found.insert(op.id, was(op, entry.seq));
            }
        }
    }
    Ok(found)
}

/// Where in a stream things were made: the `seq` of the first entry that touched each. Bound their number.
///
/// # Errors
/// Those of the database.
pub fn made_at(tx: &mut Tx<'_>, stream: Uuid, things: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    if things.is_empty() {
        return Ok(HashMap::new());
    }
    Ok(store::first_each(tx, stream, things)?.into_iter().collect())
}

/// Tasks by id that were in a project, or with `None` in any, at some time up to a `seq`.
///
/// # Errors
/// Those of the database.
pub fn tasks_once(
    tx: &mut Tx<'_>,
    stream: Uuid,
    project: Option<Uuid>,
    after: Uuid,
    upto: i64,
    limit: i64,
) -> Result<Vec<Once>> {
    Ok(store::once(tx, stream, project, after, upto, limit)?)
}

/// The entries that touched a thing after a `seq`, oldest first.
///
/// # Errors
/// Those of the database.
pub fn touched_since(
    tx: &mut Tx<'_>,
    stream: Uuid,
    thing: Uuid,
    after: i64,
    limit: i64,
) -> Result<Vec<Entry>> {
    let seqs = store::since(tx, stream, thing, after, limit)?;
    entries_at(tx, stream, &seqs)
}

/// Entries by their places, in order. Bound their number.
///
/// # Errors
/// Those of the database.
pub fn entries_at(tx: &mut Tx<'_>, stream: Uuid, seqs: &[i64]) -> Result<Vec<Entry>> {
    let mut entries = queries::entries_with(tx, stream, seqs.to_vec())?;
    entries.sort_unstable_by_key(|entry| entry.seq);
    Ok(entries)
}

/// The part of an image that says where a task is.
#[derive(Deserialize)]
struct Home {
    project_id: Option<Uuid>,
}

/// The kind of thing that is listed by project.
const TASK: &str = "task";

/// What an op touches.
pub(super) fn touch(op: &Op) -> Touch {
    let home = op.data.as_ref().filter(|_| op.entity == TASK);
    let home = home.and_then(|data| serde_json::from_str::<Home>(data.get()).ok());
    Touch { thing_id: op.id, project_id: home.and_then(|home| home.project_id) }
}

/// Notes what entries that were just placed touch. People's own streams have no past to be asked for.
pub(super) fn note(tx: &mut Tx<'_>, placed: &[Placed<'_>]) -> Result<(), taskflow_db::Error> {
    let rows: Vec<(Uuid, i64, Touch)> = placed
        .iter()
        .filter(|entry| matches!(entry.pending.stream, super::Stream::Workspace(_)))
        .flat_map(|entry| {
            let place = (entry.pending.stream.id(), entry.seq);
            entry.pending.things.iter().map(move |touch| (place.0, place.1, *touch))
        })
        .collect();
    store::insert(tx, &rows)
}

/// The same for entries that had their places already.
pub(super) fn note_restored(tx: &mut Tx<'_>, entries: &[Entry]) -> Result<()> {
    let mut rows = Vec::new();
    for entry in entries {
        let payload = entry.read_payload()?;
        let touches = match &payload {
            Some(payload) => payload.ops.iter().map(touch).collect(),
            None => vec![Touch { thing_id: entry.entity_id, project_id: None }],
        };
        rows.extend(touches.into_iter().map(|touch| (entry.stream_id, entry.seq, touch)));
    }
    Ok(store::insert(tx, &rows)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read() {
        let read = |text: &str| text.parse::<AsOf>().ok();
        assert_eq!(read("120"), Some(AsOf::Seq { epoch: None, seq: 120 }));
        assert_eq!(read("3:120"), Some(AsOf::Seq { epoch: Some(3), seq: 120 }));
        assert_eq!(read("1970-01-01T00:00:01Z"), Some(AsOf::At(Stamp(1000))));
        for bad in ["", "-1", "1:", ":1", "1:2:3", "x", "2026-11-20", "99999999999999999999"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }
}
