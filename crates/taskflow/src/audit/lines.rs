//! An audit as JSON Lines that whoever gets them can verify by themselves: docs/AUDIT.md describes them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use taskflow_db::Tx;
use uuid::Uuid;

use super::filter::Condition;
use super::queries;
use crate::base::{Error, Result, Stamp};
use crate::event::{self, Entry};

/// The name in the first line.
pub const FORMAT: &str = "taskflow-audit";
pub const VERSION: u64 = 1;
/// Entries read at once.
const BATCH: i64 = 200;

/// A place in a stream and the chain there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub seq: i64,
    /// Hexadecimal.
    pub chain: String,
}

/// The first line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opening {
    pub format: String,
    pub version: u64,
    /// `workspace` or `person`.
    pub kind: String,
    pub stream_id: Uuid,
    pub exported_at: Stamp,
    /// The filter, when only what it asks for is whole.
    pub filter: Option<String>,
    /// What these lines come after.
    pub after: Link,
    /// Where they end.
    pub until: Link,
}

/// What to export of a stream, as of now.
#[derive(Debug)]
pub struct Export {
    pub opening: Opening,
    condition: Option<Condition>,
}

/// An export on its way: each step reads the next lines.
#[derive(Debug)]
pub struct Lines {
    stream: Uuid,
    condition: Option<Condition>,
    at: i64,
    until: Link,
    whole: i64,
    done: bool,
}

impl Export {
    /// # Errors
    /// `Invalid` at `?after` past the end.
    pub fn begin(
        tx: &mut Tx<'_>,
        (kind, stream_id): (&str, Uuid),
        after: i64,
        condition: Option<Condition>,
        filter: Option<String>,
        now: Stamp,
    ) -> Result<Self> {
        let head = event::head(tx, stream_id)?;
        let from = if (0..=head.seq).contains(&after) {
            event::link_at(tx, stream_id, after)?
        } else {
            None
        };
        let from = from.ok_or_else(|| {
            Error::invalid("?after", "out_of_range", format!("Give a place from 0 to {}.", head.seq))
        })?;
        let opening = Opening {
            format: FORMAT.to_owned(),
            version: VERSION,
            kind: kind.to_owned(),
            stream_id,
            exported_at: now,
            filter,
            after: Link { seq: after, chain: hex::encode(from) },
            until: Link { seq: head.seq, chain: hex::encode(head.chain) },
        };
        Ok(Self { opening, condition })
    }

    /// The first line, and what reads the others.
    ///
    /// # Errors
    /// `Internal` when it cannot be written.
    pub fn lines(self) -> Result<(Vec<u8>, Lines)> {
        let mut first = Vec::new();
        add(&mut first, &self.opening)?;
        let lines = Lines {
            stream: self.opening.stream_id,
            condition: self.condition,
            at: self.opening.after.seq,
            until: self.opening.until,
            whole: 0,
            done: false,
        };
        Ok((first, lines))
    }
}

impl Lines {
    /// The next lines; `None` after the last.
    ///
    /// # Errors
    /// Those of the database.
    pub fn next(&mut self, tx: &mut Tx<'_>) -> Result<Option<Vec<u8>>> {
        if self.done {
            return Ok(None);
        }
        let mut lines = Vec::new();
        let entries = event::entries_after(tx, self.stream, self.at, BATCH.min(self.until.seq - self.at))?;
        for entry in &entries {
            if queries::wanted(self.condition.as_ref(), entry)? {
                self.whole += 1;
                add(&mut lines, &whole(entry)?)?;
            } else {
                add(&mut lines, &bare(entry))?;
            }
            self.at = entry.seq;
        }
        if self.at >= self.until.seq || entries.is_empty() {
            self.done = true;
            add(&mut lines, &json!({ "end": self.until, "entries": self.whole }))?;
        }
        Ok(Some(lines))
    }
}

fn add(lines: &mut Vec<u8>, line: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *lines, line).map_err(Error::internal)?;
    lines.push(b'\n');
    Ok(())
}

/// What the chain needs of an entry that is not asked for.
fn bare(entry: &Entry) -> Value {
    json!({ "seq": entry.seq, "id": entry.id, "payload_hash": hex::encode(&entry.payload_hash) })
}

/// `payload` and `origin` are the very texts that were hashed; beside them the origin stands to be read.
fn whole(entry: &Entry) -> Result<Value> {
    let origin = entry.read_origin()?.unwrap_or_default();
    Ok(json!({
        "seq": entry.seq, "id": entry.id, "type": entry.kind, "at": entry.at, "actor_id": entry.actor_id,
        "entity": entry.entity_type, "entity_id": entry.entity_id, "subject_id": entry.subject_id,
        "project_before": entry.project_before, "project_after": entry.project_after,
        "cause": entry.cause, "request_id": entry.request_id,
        "address": origin.address, "user_agent": origin.agent,
        "session_id": origin.session_id, "token_id": origin.token_id,
        "payload": entry.payload, "payload_hash": hex::encode(&entry.payload_hash),
        "origin": entry.origin, "chain": hex::encode(&entry.chain),
    }))
}
