//! Which of the given tags a task may have.

use std::collections::HashSet;

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;

// Held, so that no tag goes away before the task has it.
sql!(
    KNOWN,
    "SELECT id FROM tag WHERE workspace_id = $1 AND id in_list($2) ORDER BY id FOR KEY SHARE"
);

/// Those of the given tags that the workspace has.
pub fn known_tags(tx: &mut Tx<'_>, workspace: Uuid, tags: &[Uuid]) -> Result<HashSet<Uuid>> {
    if tags.is_empty() {
        return Ok(HashSet::new());
    }
    tx.all(&KNOWN, &params![workspace, tags])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}
