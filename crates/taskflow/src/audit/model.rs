//! An entry of an audit, as REST answers it.

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::event::{Entry, Origin};

/// Something that happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its place in the log.
    pub seq: i64,
    pub id: Uuid,
    /// What happened, such as `member.updated`.
    #[serde(rename = "type")]
    pub kind: String,
    pub at: Stamp,
    /// Who did it; `null` for what the server did by itself, and for who did not show who they are.
    pub actor_id: Option<Uuid>,
    /// The kind of thing it happened to.
    pub entity: String,
    pub entity_id: Uuid,
    /// What it is shown under: the task of a comment.
    pub subject_id: Option<Uuid>,
    /// The project it was in before, and after.
    pub project_before: Option<Uuid>,
    pub project_after: Option<Uuid>,
    /// Field → `{from, to}`.
    #[schema(value_type = Object)]
    pub changes: Map<String, Value>,
    /// The request's `Idempotency-Key`, or what else caused it.
    pub cause: Option<String>,
    pub request_id: String,
    /// The client's address; `null` once it was taken away.
    pub address: Option<String>,
    /// As the client's program calls itself.
    pub user_agent: Option<String>,
    pub session_id: Option<Uuid>,
    /// The API token that was used.
    pub token_id: Option<Uuid>,
    /// What it said was forgotten; the chain still proves that it was there.
    pub redacted: bool,
}

impl AuditEntry {
    /// # Errors
    /// `Internal` when the entry cannot be read.
    pub fn of(entry: &Entry) -> Result<Self> {
        let payload = entry.read_payload()?;
        let Origin { address, agent, session_id, token_id, .. } = entry.read_origin()?.unwrap_or_default();
        Ok(Self {
            seq: entry.seq,
            id: entry.id,
            kind: entry.kind.clone(),
            at: entry.at,
            actor_id: entry.actor_id,
            entity: entry.entity_type.clone(),
            entity_id: entry.entity_id,
            subject_id: entry.subject_id,
            project_before: entry.project_before,
            project_after: entry.project_after,
            redacted: payload.is_none(),
            changes: payload.map(|payload| payload.changes).unwrap_or_default(),
            cause: entry.cause.clone(),
            request_id: entry.request_id.clone(),
            address,
            user_agent: agent,
            session_id,
            token_id,
        })
    }
}
