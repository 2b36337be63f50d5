//! What a receiver gets: docs/WEBHOOKS.md describes it.

use serde_json::{Value, json};
use uuid::Uuid;

use super::call::{CALLED, Call};
use crate::base::{Error, Result, Stamp};
use crate::event::Entry;
use crate::task::Task;

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

/// The body of a call by a rule; `None` once the task it is about is gone. The task is told as it is now.
///
/// # Errors
/// `Internal` when it cannot be written.
pub fn of_call(workspace: Uuid, call: &Call, task: Option<&Task>, at: Stamp) -> Result<Option<Vec<u8>>> {
    let Some(task) = task.filter(|task| task.workspace_id == workspace) else {
        return Ok(None);
    };
    let mut body = json!({
        "type": CALLED, "timestamp": at,
        "data": {
            "workspace_id": workspace, "rule_id": call.rule_id, "rule_name": call.rule_name, "run_id": call.run_id,
            "event_id": call.event_id, "actor_id": call.actor_id, "body": call.body, "task": task, "truncated": false,
        },
    });
    let whole = serde_json::to_vec(&body).map_err(Error::internal)?;
    if whole.len() <= MOST_BYTES {
        return Ok(Some(whole));
    }
    body["data"]["truncated"] = json!(true);
    body["data"]["task"]["description"] = Value::Null;
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
