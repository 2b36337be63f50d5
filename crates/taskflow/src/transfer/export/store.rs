//! SQL of exports.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{ExportFormat, ExportJob};
use crate::base::{Error, Result, Stamp};
use crate::transfer::model::JobState;

sql!(
    INSERT,
    "INSERT INTO export_job (id, workspace_id, user_id, format, state, file_name, done, attempts, lease_until, created_at, expires_at) \
     VALUES ($1, $2, $3, $4, 'running', $5, 0, 0, 0, $6, $7)"
);
sql!(
    FIND,
    "SELECT id, workspace_id, user_id, format, state, done, size, file_name, error, created_at, finished_at, expires_at \
     FROM export_job WHERE id = $1"
);
sql!(
    LOCK,
    "SELECT id, workspace_id, user_id, format, state, done, size, file_name, error, created_at, finished_at, expires_at \
     FROM export_job WHERE id = $1 FOR UPDATE"
);
sql!(
    PAGE,
    "SELECT id, workspace_id, user_id, format, state, done, size, file_name, error, created_at, finished_at, expires_at \
     FROM export_job WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
);
sql!(COUNT, "SELECT count(*) FROM export_job WHERE workspace_id = $1");
sql!(
    CLAIM,
    "UPDATE export_job SET holder = $2, lease_until = $4, attempts = attempts + 1 \
     WHERE id = $1 AND state = 'running' AND lease_until <= $3 RETURNING attempts"
);
sql!(
    PROGRESS,
    "UPDATE export_job SET done = $3, lease_until = $4 WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(CLEAR_PARTS, "DELETE FROM export_part WHERE job_id = $1");
sql!(PUT_PART, "INSERT INTO export_part (job_id, part, bytes) VALUES ($1, $2, $3)");
sql!(PART, "SELECT bytes FROM export_part WHERE job_id = $1 AND part = $2");
sql!(
    FINISH,
    "UPDATE export_job SET state = 'done', size = $3, holder = NULL, finished_at = $4 WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(
    FAIL,
    "UPDATE export_job SET state = 'failed', error = $3, holder = NULL, finished_at = $4 \
     WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(DELETE, "DELETE FROM export_job WHERE id = $1");
sql!(
    ORPHANS,
    "SELECT id FROM export_job WHERE state = 'running' AND lease_until <= $1 ORDER BY lease_until, id LIMIT $2"
);
sql!(
    EXPIRE,
    "DELETE FROM export_job WHERE id IN (SELECT id FROM export_job WHERE expires_at < $1 LIMIT $2)"
);

fn read(row: &Row) -> Result<ExportJob> {
    let mut row = row.reader();
    let (id, workspace_id, user_id) = (row.take()?, row.take()?, row.take()?);
    let (format, state): (String, String) = (row.take()?, row.take()?);
    let unknown = || Error::internal("an unknown word in export_job");
    Ok(ExportJob {
        id,
        workspace_id,
        user_id,
        format: ExportFormat::from_name(&format).ok_or_else(unknown)?,
        state: JobState::from_name(&state).ok_or_else(unknown)?,
        done: row.take()?,
        size: row.take()?,
        file_name: row.take()?,
        error: row.take()?,
        created_at: row.take()?,
        finished_at: row.take()?,
        expires_at: row.take()?,
    })
}

pub fn insert(tx: &mut Tx<'_>, job: &ExportJob) -> Result<()> {
    let values = params![
        job.id,
        job.workspace_id,
        job.user_id,
        job.format.name(),
        job.file_name.as_str(),
        job.created_at,
        job.expires_at
    ];
    tx.exec(&INSERT, &values)?;
    Ok(())
}

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ExportJob>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit.
pub fn lock(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ExportJob>> {
    tx.opt(&LOCK, &params![id])?.as_ref().map(read).transpose()
}

/// Newest first, before one.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, before: Uuid, limit: i64) -> Result<Vec<ExportJob>> {
    tx.all(&PAGE, &params![workspace, before, limit])?.iter().map(read).collect()
}

pub fn count(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![workspace])?.get(0)?)
}

/// Takes up a running job that nobody works on; answers it with how often that was done.
pub fn claim(
    tx: &mut Tx<'_>,
    id: Uuid,
    holder: Uuid,
    now: Stamp,
    until: Stamp,
) -> Result<Option<(ExportJob, i64)>> {
    let Some(row) = tx.opt(&CLAIM, &params![id, holder, now, until])? else {
        return Ok(None);
    };
    let attempts = row.get(0)?;
    Ok(find(tx, id)?.map(|job| (job, attempts)))
}

/// Whether the holder still has it.
pub fn progress(tx: &mut Tx<'_>, held: (Uuid, Uuid), done: i64, until: Stamp) -> Result<bool> {
    Ok(tx.exec(&PROGRESS, &params![held.0, held.1, done, until])? == 1)
}

pub fn clear_parts(tx: &mut Tx<'_>, job: Uuid) -> Result<()> {
    tx.exec(&CLEAR_PARTS, &params![job])?;
    Ok(())
}

pub fn put_part(tx: &mut Tx<'_>, job: Uuid, part: i64, bytes: &[u8]) -> Result<()> {
    tx.exec(&PUT_PART, &params![job, part, bytes])?;
    Ok(())
}

pub fn part(tx: &mut Tx<'_>, job: Uuid, part: i64) -> Result<Option<Vec<u8>>> {
    Ok(tx.opt(&PART, &params![job, part])?.map(|row| row.get(0)).transpose()?)
}

pub fn finish(tx: &mut Tx<'_>, held: (Uuid, Uuid), size: i64, now: Stamp) -> Result<bool> {
    Ok(tx.exec(&FINISH, &params![held.0, held.1, size, now])? == 1)
}

pub fn fail(tx: &mut Tx<'_>, held: (Uuid, Uuid), why: &str, now: Stamp) -> Result<bool> {
    Ok(tx.exec(&FAIL, &params![held.0, held.1, why, now])? == 1)
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// Running jobs that nobody works on any more.
pub fn orphans(tx: &mut Tx<'_>, now: Stamp, limit: i64) -> Result<Vec<Uuid>> {
    tx.all(&ORPHANS, &params![now, limit])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}

pub fn expire(tx: &mut Tx<'_>, now: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&EXPIRE, &params![now, limit])?)
}
