//! SQL of imports from upload to end.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::transfer::Report;
use crate::transfer::model::{ImportJob, JobState, Options};

sql!(
    INSERT,
    "INSERT INTO import_job (id, workspace_id, user_id, format, state, options, report, done, total, attempts, lease_until, created_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, 0, 0, $9)"
);
sql!(
    PUT_PART,
    "INSERT INTO import_part (job_id, file, part, name, bytes) VALUES ($1, $2, $3, $4, $5)"
);
sql!(
    FIND,
    "SELECT id, workspace_id, user_id, format, state, options, report, done, total, error, created_at, finished_at FROM import_job WHERE id = $1"
);
sql!(
    LOCK,
    "SELECT id, workspace_id, user_id, format, state, options, report, done, total, error, created_at, finished_at FROM import_job \
     WHERE id = $1 FOR UPDATE"
);
sql!(
    PAGE,
    "SELECT id, workspace_id, user_id, format, state, options, report, done, total, error, created_at, finished_at FROM import_job \
     WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
);
sql!(
    COUNT_OPEN,
    "SELECT count(*) FROM import_job WHERE workspace_id = $1 AND state IN ('ready', 'running')"
);
sql!(
    PARTS,
    "SELECT file, part, name, bytes FROM import_part WHERE job_id = $1 ORDER BY file, part"
);
sql!(DROP_PARTS, "DELETE FROM import_part WHERE job_id = $1");
sql!(SET_OPTIONS, "UPDATE import_job SET options = $2, report = $3, total = $4 WHERE id = $1");
sql!(
    START,
    "UPDATE import_job SET state = 'running', user_id = $2, holder = NULL, lease_until = 0 WHERE id = $1"
);
sql!(
    CANCEL,
    "UPDATE import_job SET state = 'cancelled', holder = NULL, finished_at = $2 WHERE id = $1"
);
sql!(
    CLAIM,
    "UPDATE import_job SET holder = $2, lease_until = $4, attempts = attempts + 1 \
     WHERE id = $1 AND state = 'running' AND lease_until <= $3 RETURNING attempts"
);
sql!(
    KEEP_REPORT,
    "UPDATE import_job SET report = $3, total = $4 WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(
    PROGRESS,
    "UPDATE import_job SET done = CASE WHEN done < $3 THEN $3 ELSE done END, lease_until = $4 \
     WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(
    FINISH,
    "UPDATE import_job SET state = 'done', report = $3, done = total, holder = NULL, finished_at = $4 \
     WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(
    FAIL,
    "UPDATE import_job SET state = 'failed', error = $3, holder = NULL, finished_at = $4 \
     WHERE id = $1 AND holder = $2 AND state = 'running'"
);
sql!(
    ORPHANS,
    "SELECT id FROM import_job WHERE state = 'running' AND lease_until <= $1 ORDER BY lease_until, id LIMIT $2"
);
sql!(
    EXPIRE,
    "DELETE FROM import_job WHERE id IN (SELECT id FROM import_job WHERE state = 'ready' AND created_at < $1 LIMIT $2)"
);

/// A job that this holder works on now.
pub struct Claimed {
    pub job: ImportJob,
    /// How often it was taken up, this time included.
    pub attempts: i64,
}

fn read(row: &Row) -> Result<ImportJob> {
    let mut row = row.reader();
    let json = |text: String| serde_json::from_str(&text).map_err(Error::internal);
    let (id, workspace_id, user_id, format, state) =
        (row.take()?, row.take()?, row.take()?, row.take::<String>()?, row.take::<String>()?);
    let options: Options = serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?;
    let report: Report = json(row.take::<String>()?)?;
    Ok(ImportJob {
        id,
        workspace_id,
        user_id,
        format,
        state: JobState::from_name(&state).ok_or_else(|| Error::internal("an unknown state"))?,
        people: options.people,
        name: options.name,
        mapping: options.mapping,
        proposal: options.proposal,
        report,
        done: row.take()?,
        total: row.take()?,
        error: row.take()?,
        created_at: row.take()?,
        finished_at: row.take()?,
    })
}

fn text(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

pub fn insert(tx: &mut Tx<'_>, job: &ImportJob) -> Result<()> {
    tx.exec(
        &INSERT,
        &params![
            job.id,
            job.workspace_id,
            job.user_id,
            job.format.as_str(),
            job.state.name(),
            text(&job.options())?,
            text(&job.report)?,
            job.total,
            job.created_at
        ],
    )?;
    Ok(())
}

/// Keeps a piece of a file.
pub fn put_part(tx: &mut Tx<'_>, job: Uuid, place: (i64, i64), name: &str, bytes: &[u8]) -> Result<()> {
    tx.exec(&PUT_PART, &params![job, place.0, place.1, name, bytes])?;
    Ok(())
}

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ImportJob>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit.
pub fn lock(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ImportJob>> {
    tx.opt(&LOCK, &params![id])?.as_ref().map(read).transpose()
}

/// Newest first, before one.
pub fn page(tx: &mut Tx<'_>, workspace: Uuid, before: Uuid, limit: i64) -> Result<Vec<ImportJob>> {
    tx.all(&PAGE, &params![workspace, before, limit])?.iter().map(read).collect()
}

/// How many wait or run.
pub fn count_open(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_OPEN, &params![workspace])?.get(0)?)
}

/// The pieces of all files in their order: file, name, bytes.
pub fn parts(tx: &mut Tx<'_>, job: Uuid) -> Result<Vec<(i64, String, Vec<u8>)>> {
    let read = |row: &Row| Ok::<_, Error>((row.get(0)?, row.get(2)?, row.get(3)?));
    tx.all(&PARTS, &params![job])?.iter().map(read).collect()
}

pub fn drop_parts(tx: &mut Tx<'_>, job: Uuid) -> Result<()> {
    tx.exec(&DROP_PARTS, &params![job])?;
    Ok(())
}

pub fn set_options(tx: &mut Tx<'_>, job: &ImportJob) -> Result<()> {
    tx.exec(&SET_OPTIONS, &params![job.id, text(&job.options())?, text(&job.report)?, job.total])?;
    Ok(())
}

/// Lets it run, as this user.
pub fn start(tx: &mut Tx<'_>, id: Uuid, user: Uuid) -> Result<()> {
    tx.exec(&START, &params![id, user])?;
    Ok(())
}

pub fn cancel(tx: &mut Tx<'_>, id: Uuid, now: Stamp) -> Result<()> {
    tx.exec(&CANCEL, &params![id, now])?;
    Ok(())
}

/// Takes a running job up that nobody works on.
pub fn claim(tx: &mut Tx<'_>, id: Uuid, holder: Uuid, now: Stamp, until: Stamp) -> Result<Option<Claimed>> {
    let Some(row) = tx.opt(&CLAIM, &params![id, holder, now, until])? else {
        return Ok(None);
    };
    let attempts = row.get(0)?;
    Ok(find(tx, id)?.map(|job| Claimed { job, attempts }))
}

/// Whether the holder still has it.
pub fn keep_report(tx: &mut Tx<'_>, job: (Uuid, Uuid), report: &Report, total: i64) -> Result<bool> {
    Ok(tx.exec(&KEEP_REPORT, &params![job.0, job.1, text(report)?, total])? == 1)
}

/// As [`keep_report`], and says how far it is.
pub fn progress(tx: &mut Tx<'_>, job: (Uuid, Uuid), done: i64, until: Stamp) -> Result<bool> {
    Ok(tx.exec(&PROGRESS, &params![job.0, job.1, done, until])? == 1)
}

pub fn finish(tx: &mut Tx<'_>, job: (Uuid, Uuid), report: &Report, now: Stamp) -> Result<bool> {
    Ok(tx.exec(&FINISH, &params![job.0, job.1, text(report)?, now])? == 1)
}

pub fn fail(tx: &mut Tx<'_>, job: (Uuid, Uuid), why: &str, now: Stamp) -> Result<bool> {
    Ok(tx.exec(&FAIL, &params![job.0, job.1, why, now])? == 1)
}

/// Running jobs that nobody works on any more.
pub fn orphans(tx: &mut Tx<'_>, now: Stamp, limit: i64) -> Result<Vec<Uuid>> {
    tx.all(&ORPHANS, &params![now, limit])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}

/// Forgets uploads that nobody started.
pub fn expire(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&EXPIRE, &params![before, limit])?)
}
