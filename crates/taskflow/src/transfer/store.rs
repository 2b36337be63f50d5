//! SQL of what was imported before.

use std::collections::HashMap;

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::ImportRun;
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
sql!(
    INSERT_RUN,
    "INSERT INTO import_run (id, workspace_id, user_id, source, state, report, created_at, finished_at) \
     VALUES ($1, $2, $3, $4, 'done', $5, $6, $7)"
);
sql!(
    RUNS,
    "SELECT id, user_id, source, report, created_at FROM import_run \
     WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
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

pub fn insert_run(tx: &mut Tx<'_>, workspace: Uuid, run: &ImportRun, finished: Stamp) -> Result<()> {
    let report = serde_json::to_string(&run.report).map_err(Error::internal)?;
    tx.exec(
        &INSERT_RUN,
        &params![
            run.id,
            workspace,
            run.user_id,
            run.report.source.as_str(),
            report,
            run.created_at,
            finished
        ],
    )?;
    Ok(())
}

pub fn runs(tx: &mut Tx<'_>, workspace: Uuid, before: Uuid, limit: i64) -> Result<Vec<ImportRun>> {
    let read = |row: &Row| {
        let mut row = row.reader();
        let (id, user_id, _source) = (row.take()?, row.take()?, row.take::<String>()?);
        let report = serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?;
        Ok(ImportRun { id, user_id, report, created_at: row.take()? })
    };
    tx.all(&RUNS, &params![workspace, before, limit])?.iter().map(read).collect()
}
