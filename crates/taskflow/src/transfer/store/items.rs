//! SQL of what things of other products became.

use std::collections::HashMap;

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};

sql!(
    KNOWN,
    "SELECT external_id, entity_id FROM import_item WHERE workspace_id = $1 AND source = $2 AND external_id in_list($3)"
);
sql!(
    REMEMBER,
    "INSERT INTO import_item (workspace_id, source, external_id, entity_type, entity_id, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6) \
     ON CONFLICT (workspace_id, source, external_id) DO UPDATE SET entity_id = excluded.entity_id, created_at = excluded.created_at"
);
sql!(
    FORGET,
    "DELETE FROM import_item WHERE workspace_id = $1 AND source = $2 AND external_id in_list($3)"
);
sql!(
    PROJECT_STANDS,
    "SELECT 1 FROM project WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL"
);
/// What became of things of another product, by their ids there.
pub fn known(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    source: &str,
    ids: Vec<String>,
) -> Result<HashMap<String, Uuid>> {
    let read = |row: &Row| Ok::<_, Error>((row.get(0)?, row.get(1)?));
    tx.all(&KNOWN, &params![workspace, source, ids])?.iter().map(read).collect()
}

/// Notes what a thing became.
pub fn remember(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    source: &str,
    external_id: &str,
    became: (&str, Uuid),
    at: Stamp,
) -> Result<()> {
    tx.exec(&REMEMBER, &params![workspace, source, external_id, became.0, became.1, at])?;
    Ok(())
}

/// Forgets what things became: their project is gone, so they are taken anew.
pub fn forget(tx: &mut Tx<'_>, workspace: Uuid, source: &str, ids: Vec<String>) -> Result<()> {
    tx.exec(&FORGET, &params![workspace, source, ids])?;
    Ok(())
}

/// Whether a project is there and not in the trash.
pub fn project_stands(tx: &mut Tx<'_>, workspace: Uuid, project: Uuid) -> Result<bool> {
    Ok(tx.opt(&PROJECT_STANDS, &params![workspace, project])?.is_some())
}
