//! What is to be undone, and what became of it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;

/// Which of one's own changes is meant without being named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Last {
    /// The last change that is not undone: all that one request did, such as a bulk edit.
    Change,
    /// The last undo that was not taken back: what it undid is done again, unless something new was done since.
    Undo,
}

/// What to undo: entries of the log, or one's own last change.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoRequest {
    /// Ids of entries, up to 1,000: as activity and live changes tell them.
    #[serde(default)]
    pub events: Option<Vec<Uuid>>,
    /// Instead of `events`.
    #[serde(default)]
    pub last: Option<Last>,
}

/// What was undone, all of it together.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Undone {
    /// In the order in which they were taken back: the newest first.
    pub undone: Vec<UndoneEvent>,
    /// Entries whose effect was gone already.
    pub unchanged: Vec<Uuid>,
}

/// An entry that was taken back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UndoneEvent {
    pub id: Uuid,
    pub seq: i64,
    #[serde(rename = "type")]
    #[schema(examples("task.updated"))]
    pub kind: String,
}

/// Why an entry cannot be undone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UndoRefusal {
    pub id: Uuid,
    pub seq: Option<i64>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// `changed_since`, `no_inverse`, `redacted`, `not_found`, or what the inverse change would be refused with.
    pub code: String,
    /// For people.
    pub detail: String,
    /// With `changed_since`: the later changes that are in the way, oldest first.
    pub changes: Vec<LaterChange>,
}

/// A later change of the same fields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct LaterChange {
    pub id: Uuid,
    pub seq: i64,
    #[serde(rename = "type")]
    pub kind: String,
    pub at: Stamp,
    /// `null` for what the server did by itself.
    pub actor_id: Option<Uuid>,
    /// What kind of thing, and which.
    pub entity: String,
    pub entity_id: Uuid,
    /// The fields in question; empty when the thing as a whole is.
    pub fields: Vec<String>,
}
