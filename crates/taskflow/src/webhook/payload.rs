//! What a receiver gets: docs/WEBHOOKS.md describes it.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::event::Entry;

/// Bytes of a body; what would be longer names its things without what they are.
const MOST_BYTES: usize = 64 * 1024;

/// The body that tells of an entry; `None` once what it said was forgotten.
///
/// # Errors
/// `Internal` when the entry cannot be read.
pub fn of_entry(entry: &Entry) -> Result<Option<Vec<u8>>> {
    let Some(payload) = entry.read_payload()? else {
        return Ok(None);
    };
    let things = serde_json::to_value(&payload.ops).map_err(Error::internal)?;
    let mut body = json!({
        "type": entry.kind,
        "timestamp": entry.at,
        "data": {
            "id": entry.id, "workspace_id": entry.stream_id, "seq": entry.seq, "actor_id": entry.actor_id,
            "entity": entry.entity_type, "entity_id": entry.entity_id, "subject_id": entry.subject_id,
            "project_before": entry.project_before, "project_after": entry.project_after,
            "changes": payload.changes, "things": things, "truncated": false,
        },
    });
    let whole = serde_json::to_vec(&body).map_err(Error::internal)?;
    if whole.len() <= MOST_BYTES {
        return Ok(Some(whole));
    }
    body["data"]["truncated"] = json!(true);
    body["data"]["changes"] = json!({});
    for thing in body["data"]["things"].as_array_mut().into_iter().flatten() {
        thing["data"] = Value::Null;
    }
    serde_json::to_vec(&body).map(Some).map_err(Error::internal)
}

/// The body of a ping.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn of_ping(workspace: Uuid, webhook: Uuid, at: Stamp) -> Result<Vec<u8>> {
    let body = json!({
        "type": "webhook.ping", "timestamp": at,
        "data": { "workspace_id": workspace, "webhook_id": webhook },
    });
    serde_json::to_vec(&body).map_err(Error::internal)
}
