//! An entry of the log as a line of an archive.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::event::Entry;

/// Every field of an entry. `payload` is the text that `payload_hash` is the SHA-256 of; `null` once it was redacted.
#[derive(Debug, Serialize, Deserialize)]
pub struct EntryLine {
    seq: i64,
    command_end: i64,
    id: Uuid,
    #[serde(rename = "type")]
    kind: String,
    schema_version: i64,
    entity: String,
    entity_id: Uuid,
    entity_version: i64,
    subject_id: Option<Uuid>,
    project_before: Option<Uuid>,
    project_after: Option<Uuid>,
    actor_id: Option<Uuid>,
    cause: Option<String>,
    request_id: String,
    at: Stamp,
    payload_hash: String,
    chain: String,
    payload: Option<String>,
}

impl EntryLine {
    pub fn of(entry: Entry) -> Self {
        Self {
            seq: entry.seq,
            command_end: entry.command_end,
            id: entry.id,
            kind: entry.kind,
            schema_version: entry.schema_version,
            entity: entry.entity_type,
            entity_id: entry.entity_id,
            entity_version: entry.entity_version,
            subject_id: entry.subject_id,
            project_before: entry.project_before,
            project_after: entry.project_after,
            actor_id: entry.actor_id,
            cause: entry.cause,
            request_id: entry.request_id,
            at: entry.at,
            payload_hash: hex::encode(entry.payload_hash),
            chain: hex::encode(entry.chain),
            payload: entry.payload,
        }
    }

    /// # Errors
    /// `archive_damaged`.
    pub fn into_entry(self, stream_id: Uuid) -> Result<Entry> {
        let bytes = |text: &str| {
            hex::decode(text).map_err(|_| {
                Error::conflict("archive_damaged", "The archive is damaged: a hash cannot be read.")
            })
        };
        Ok(Entry {
            stream_id,
            seq: self.seq,
            command_end: self.command_end,
            id: self.id,
            kind: self.kind,
            schema_version: self.schema_version,
            entity_type: self.entity,
            entity_id: self.entity_id,
            entity_version: self.entity_version,
            subject_id: self.subject_id,
            project_before: self.project_before,
            project_after: self.project_after,
            actor_id: self.actor_id,
            cause: self.cause,
            request_id: self.request_id,
            payload: self.payload,
            payload_hash: bytes(&self.payload_hash)?,
            chain: bytes(&self.chain)?,
            // Addresses and programs of people do not travel.
            origin: None,
            at: self.at,
        })
    }
}
