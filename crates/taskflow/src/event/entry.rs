//! Entries of the log: as they are emitted, and as they are read.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::Meta;
use super::origin::{Origin, SealedOrigin};
use crate::base::{Error, Result, Stamp, ids};

/// The version of the payload's shape.
pub const SCHEMA_VERSION: i64 = 1;

/// The stream an entry belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stream {
    Workspace(Uuid),
    Person(Uuid),
}

impl Stream {
    pub fn id(self) -> Uuid {
        match self {
            Self::Workspace(id) | Self::Person(id) => id,
        }
    }

    pub fn kind(self) -> &'static str {
        match self {
            Self::Workspace(_) => "workspace",
            Self::Person(_) => "person",
        }
    }
}

/// A stored thing as REST answers it and the log carries it. No secret may be part of it.
pub trait Entity: Serialize {
    /// Its name in the log, such as `task`.
    const NAME: &'static str;
    fn id(&self) -> Uuid;
    fn version(&self) -> i64;
}

/// Compares a thing with the version of it that the caller has seen, if they say (`If-Match`).
///
/// # Errors
/// `Stale` with the thing as it is now.
pub fn matching<E: Entity>(thing: &E, seen: Option<i64>) -> Result<()> {
    match seen {
        Some(version) if version != thing.version() => Err(Error::stale(thing)),
        _ => Ok(()),
    }
}

/// One stored thing at one version.
#[derive(Debug)]
pub struct Image {
    pub entity: &'static str,
    pub id: Uuid,
    pub version: i64,
    pub data: Box<RawValue>,
}

impl Image {
    /// # Errors
    /// `Internal` when the thing cannot be written as JSON.
    pub fn of<E: Entity>(thing: &E) -> Result<Self> {
        let data = to_raw_value(thing).map_err(Error::internal)?;
        Ok(Self { entity: E::NAME, id: thing.id(), version: thing.version(), data })
    }
}

/// What happened to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    Upsert,
    Remove,
}

/// What an entry did to one thing. Absolute: applying it twice is harmless.
#[derive(Debug, Serialize, Deserialize)]
pub struct Op {
    pub op: OpKind,
    pub entity: String,
    pub id: Uuid,
    pub version: i64,
    /// The thing as it is now; nothing when it was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<Box<RawValue>>,
}

/// What the log stores as JSON text. Type, time and actor are repeated in it so that the chain covers them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Payload {
    #[serde(rename = "type")]
    pub kind: String,
    pub at: Stamp,
    pub actor_id: Option<Uuid>,
    pub ops: Vec<Op>,
    /// Field name → `{from, to}`: what people read as activity.
    #[serde(default, skip_serializing_if = "serde_json::Map::is_empty")]
    pub changes: serde_json::Map<String, serde_json::Value>,
    /// Of the text that tells where the change came from; see [`super::Origin`]. Entries of a time before have none.
    #[serde(rename = "origin_digest", default, skip_serializing_if = "Option::is_none")]
    pub origin_hash: Option<String>,
}

/// An entry to be emitted. The first op names the entry's thing.
pub struct NewEvent {
    stream: Stream,
    kind: &'static str,
    ops: Result<Vec<Op>>,
    changes: serde_json::Map<String, serde_json::Value>,
    subject: Option<Uuid>,
    project_before: Option<Uuid>,
    project_after: Option<Uuid>,
}

impl NewEvent {
    /// An entry that leaves `thing` as given: created or changed.
    pub fn upsert<E: Entity>(stream: Stream, kind: &'static str, thing: &E) -> Self {
        Self::empty(stream, kind).also(thing)
    }

    /// An entry after which the thing is no more. `version` is one past its last.
    pub fn remove(stream: Stream, kind: &'static str, entity: &'static str, id: Uuid, version: i64) -> Self {
        Self::empty(stream, kind).also_remove(entity, id, version)
    }

    /// An entry that leaves a thing of any kind as its image says.
    pub fn image(stream: Stream, kind: &'static str, image: Image) -> Self {
        let op = Op {
            op: OpKind::Upsert,
            entity: image.entity.to_owned(),
            id: image.id,
            version: image.version,
            data: Some(image.data),
        };
        Self { ops: Ok(vec![op]), ..Self::empty(stream, kind) }
    }

    fn empty(stream: Stream, kind: &'static str) -> Self {
        Self {
            stream,
            kind,
            ops: Ok(Vec::new()),
            changes: serde_json::Map::new(),
            subject: None,
            project_before: None,
            project_after: None,
        }
    }

    /// The same change left this other thing as given, too.
    pub fn also<E: Entity>(mut self, thing: &E) -> Self {
        match (&mut self.ops, Image::of(thing)) {
            (Ok(ops), Ok(image)) => ops.push(Op {
                op: OpKind::Upsert,
                entity: image.entity.to_owned(),
                id: image.id,
                version: image.version,
                data: Some(image.data),
            }),
            (Ok(_), Err(error)) => self.ops = Err(error),
            (Err(_), _) => {}
        }
        self
    }

    /// The same change removed this other thing, too.
    pub fn also_remove(mut self, entity: &'static str, id: Uuid, version: i64) -> Self {
        if let Ok(ops) = &mut self.ops {
            ops.push(Op { op: OpKind::Remove, entity: entity.to_owned(), id, version, data: None });
        }
        self
    }

    /// Shows the entry in this thing's activity: a comment's in its task's.
    pub fn about(mut self, subject: Uuid) -> Self {
        self.subject = Some(subject);
        self
    }

    /// The project whose members may see it, before and after the change.
    pub fn in_project(mut self, before: Option<Uuid>, after: Option<Uuid>) -> Self {
        self.project_before = before;
        self.project_after = after;
        self
    }

    /// Notes a field's change for people; nothing when both are equal.
    pub fn changed(mut self, field: &str, from: impl Serialize, to: impl Serialize) -> Self {
        let value = |v: serde_json::Result<serde_json::Value>| v.unwrap_or(serde_json::Value::Null);
        let (from, to) = (value(serde_json::to_value(from)), value(serde_json::to_value(to)));
        if from != to {
            self.changes
                .insert(field.to_owned(), serde_json::json!({ "from": from, "to": to }));
        }
        self
    }

    /// Writes the payload and hashes it, while no lock on the stream's head is held.
    pub(super) fn seal(self, meta: &Meta, origin: Option<&SealedOrigin>) -> Result<Pending> {
        let ops = self.ops?;
        let first = ops.first().ok_or_else(|| Error::internal("an entry without an op"))?;
        let (entity_type, entity_id, entity_version) = (first.entity.clone(), first.id, first.version);
        let things = ops.iter().map(super::past::touch).collect();
        let payload = Payload {
            kind: self.kind.to_owned(),
            at: meta.at,
            actor_id: meta.actor_id,
            ops,
            changes: self.changes,
            origin_hash: origin.map(|origin| origin.hash.clone()),
        };
        let text = serde_json::to_string(&payload).map_err(Error::internal)?;
        let payload_hash = Sha256::digest(text.as_bytes()).into();
        Ok(Pending {
            stream: self.stream,
            id: ids::new_id(),
            kind: self.kind,
            entity_type,
            entity_id,
            entity_version,
            subject: self.subject,
            project_before: self.project_before,
            project_after: self.project_after,
            actor_id: meta.actor_id,
            cause: meta.cause.clone(),
            request_id: meta.request_id.clone(),
            payload: Some(text),
            payload_hash,
            origin: origin.map(|origin| origin.text.clone()),
            at: meta.at,
            things,
        })
    }
}

/// A sealed entry that waits for its place in the stream.
#[derive(Debug)]
pub struct Pending {
    pub stream: Stream,
    pub id: Uuid,
    pub kind: &'static str,
    pub entity_type: String,
    pub entity_id: Uuid,
    pub entity_version: i64,
    pub subject: Option<Uuid>,
    pub project_before: Option<Uuid>,
    pub project_after: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub cause: Option<String>,
    pub request_id: String,
    /// `None` when it was redacted before it was written.
    pub payload: Option<String>,
    pub payload_hash: [u8; 32],
    /// Where it came from, as text.
    pub origin: Option<String>,
    pub at: Stamp,
    /// All things it changed: they teach [`super::Lanes`] where later writes belong, and their past is found by them.
    pub things: Vec<super::past::Touch>,
}

/// An entry as it stands in the log.
#[derive(Clone, Debug)]
pub struct Entry {
    pub stream_id: Uuid,
    pub seq: i64,
    /// The `seq` of the last entry that the same command left in this stream.
    pub command_end: i64,
    pub id: Uuid,
    pub kind: String,
    pub schema_version: i64,
    pub entity_type: String,
    pub entity_id: Uuid,
    pub entity_version: i64,
    pub subject_id: Option<Uuid>,
    pub project_before: Option<Uuid>,
    pub project_after: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub cause: Option<String>,
    pub request_id: String,
    /// `None` once redacted.
    pub payload: Option<String>,
    pub payload_hash: Vec<u8>,
    pub chain: Vec<u8>,
    /// Where it came from, as text: `None` once that was taken away, and for what the server did by itself.
    pub origin: Option<String>,
    pub at: Stamp,
}

impl Entry {
    /// The payload, read; `None` when it was redacted.
    ///
    /// # Errors
    /// `Internal` when the text is not a payload.
    pub fn read_payload(&self) -> Result<Option<Payload>> {
        self.payload
            .as_deref()
            .map(serde_json::from_str)
            .transpose()
            .map_err(Error::internal)
    }

    /// Where it came from, as far as that is known.
    ///
    /// # Errors
    /// `Internal` when the text is none.
    pub fn read_origin(&self) -> Result<Option<Origin>> {
        self.origin.as_deref().map(Origin::read).transpose()
    }
}
