//! The history of a task or a project as people read it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::base::Stamp;

/// One thing that happened to a task or a project, or to what hangs on it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ActivityEntry {
    /// Its place in the workspace's log.
    pub seq: i64,
    pub id: Uuid,
    #[serde(rename = "type")]
    #[schema(examples("task.updated"))]
    pub kind: String,
    pub at: Stamp,
    /// `null` for what the server did by itself.
    pub actor_id: Option<Uuid>,
    /// Field → `{from, to}`.
    #[schema(value_type = Object)]
    pub changes: Map<String, Value>,
    /// What kind of thing changed: `task`, `comment`, `relation`, …
    pub entity: String,
    pub entity_id: Uuid,
    /// What it said was forgotten for good.
    pub redacted: bool,
}
