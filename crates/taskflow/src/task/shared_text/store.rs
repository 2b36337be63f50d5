//! SQL of shared texts.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

/// A document as it is kept.
#[derive(Clone, Debug)]
pub struct Shared {
    pub task_id: Uuid,
    pub workspace_id: Uuid,
    pub generation: Uuid,
    /// All updates up to `settled`, as one; its text is the task's description.
    pub state: Vec<u8>,
    pub settled: i64,
    pub head: i64,
    /// Since when there is something that the description does not have.
    pub dirty_since: Option<Stamp>,
    pub touched_at: Stamp,
}

/// One update.
#[derive(Clone, Debug)]
pub struct Written {
    pub n: i64,
    pub actor_id: Option<Uuid>,
    pub bytes: Vec<u8>,
}

sql!(
    FIND,
    "SELECT task_id, workspace_id, generation, state, settled, head, dirty_since, touched_at FROM shared_text WHERE task_id = $1"
);
sql!(
    LOCK,
    "SELECT task_id, workspace_id, generation, state, settled, head, dirty_since, touched_at FROM shared_text WHERE task_id = $1 FOR UPDATE"
);
sql!(
    INSERT,
    "INSERT INTO shared_text (task_id, workspace_id, generation, state, settled, head, dirty_since, touched_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    SAVE,
    "UPDATE shared_text SET generation = $2, state = $3, settled = $4, head = $5, dirty_since = $6, touched_at = $7 WHERE task_id = $1"
);
sql!(
    GROW,
    "UPDATE shared_text SET head = $2, dirty_since = $3, touched_at = $4 WHERE task_id = $1"
);
sql!(
    AFTER,
    "SELECT n, actor_id, bytes FROM shared_text_update WHERE task_id = $1 AND n > $2 ORDER BY n"
);
sql!(
    APPEND,
    "INSERT INTO shared_text_update (task_id, n, actor_id, bytes, at) VALUES ($1, $2, $3, $4, $5)"
);
sql!(CLEAR, "DELETE FROM shared_text_update WHERE task_id = $1 AND n <= $2 AND at < $3");
sql!(HEADS, "SELECT task_id, generation, head FROM shared_text WHERE task_id in_list($1)");
sql!(
    HOMES,
    "SELECT x.task_id, t.project_id, x.generation FROM shared_text x JOIN task t ON t.id = x.task_id \
     WHERE x.task_id in_list($1) AND t.deleted_at IS NULL"
);
sql!(
    DUE,
    "SELECT task_id, workspace_id, touched_at FROM shared_text \
     WHERE dirty_since IS NOT NULL AND (touched_at <= $1 OR dirty_since <= $2) AND (touched_at, task_id) > ($3, $4) \
     ORDER BY touched_at, task_id LIMIT $5"
);
sql!(
    FORGET,
    "DELETE FROM shared_text WHERE task_id IN \
     (SELECT task_id FROM shared_text WHERE dirty_since IS NULL AND touched_at < $1 ORDER BY touched_at, task_id LIMIT $2)"
);

fn read(row: &Row) -> Result<Shared> {
    let mut row = row.reader();
    Ok(Shared {
        task_id: row.take()?,
        workspace_id: row.take()?,
        generation: row.take()?,
        state: row.take()?,
        settled: row.take()?,
        head: row.take()?,
        dirty_since: row.take()?,
        touched_at: row.take()?,
    })
}

fn read_written(row: &Row) -> Result<Written> {
    Ok(Written { n: row.get(0)?, actor_id: row.get(1)?, bytes: row.get(2)? })
}

/// Of any task: prove that it may be seen first.
pub fn find(tx: &mut Tx<'_>, task: Uuid) -> Result<Option<Shared>> {
    tx.opt(&FIND, &params![task])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it until the commit. The task is locked before.
pub fn lock(tx: &mut Tx<'_>, task: Uuid) -> Result<Option<Shared>> {
    tx.opt(&LOCK, &params![task])?.as_ref().map(read).transpose()
}

pub fn insert(tx: &mut Tx<'_>, s: &Shared) -> Result<()> {
    let row = params![
        s.task_id,
        s.workspace_id,
        s.generation,
        &s.state,
        s.settled,
        s.head,
        s.dirty_since,
        s.touched_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

pub fn save(tx: &mut Tx<'_>, s: &Shared) -> Result<()> {
    let row = params![s.task_id, s.generation, &s.state, s.settled, s.head, s.dirty_since, s.touched_at];
    tx.exec(&SAVE, &row)?;
    Ok(())
}

/// As [`save`], when its state is as it was.
pub fn grow(tx: &mut Tx<'_>, s: &Shared) -> Result<()> {
    tx.exec(&GROW, &params![s.task_id, s.head, s.dirty_since, s.touched_at])?;
    Ok(())
}

/// The updates after one, in order.
pub fn after(tx: &mut Tx<'_>, task: Uuid, n: i64) -> Result<Vec<Written>> {
    tx.all(&AFTER, &params![task, n])?.iter().map(read_written).collect()
}

/// As [`after`], of several documents, in their order.
pub fn after_each(tx: &mut Tx<'_>, places: &[(Uuid, i64)]) -> Result<Vec<Vec<Written>>> {
    let given: Vec<_> = places.iter().map(|(task, n)| params![*task, *n]).collect();
    let calls: Vec<_> = given.iter().map(|given| (&AFTER, given.as_slice())).collect();
    let found = tx.batch(&calls)?;
    found.iter().map(|rows| rows.iter().map(read_written).collect()).collect()
}

pub fn append(tx: &mut Tx<'_>, task: Uuid, written: &Written, now: Stamp) -> Result<()> {
    tx.exec(&APPEND, &params![task, written.n, written.actor_id, &written.bytes, now])?;
    Ok(())
}

/// Forgets updates up to one that are older than an instant.
pub fn clear(tx: &mut Tx<'_>, task: Uuid, n: i64, before: Stamp) -> Result<()> {
    tx.exec(&CLEAR, &params![task, n, before])?;
    Ok(())
}

/// Task, generation and head of those of these that there are.
pub fn heads(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<(Uuid, Uuid, i64)>> {
    let rows = tx.all(&HEADS, &params![tasks])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Task, project and generation of those of these whose task is not in the trash.
pub fn homes(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<(Uuid, Uuid, Uuid)>> {
    let rows = tx.all(&HOMES, &params![tasks])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Up to `limit` with something unsettled that were not touched since `quiet`, or have it since `longest`: task, workspace
/// and when it was touched; by that, after one.
pub fn due(
    tx: &mut Tx<'_>,
    (quiet, longest): (Stamp, Stamp),
    after: (Stamp, Uuid),
    limit: i64,
) -> Result<Vec<(Uuid, Uuid, Stamp)>> {
    let rows = tx.all(&DUE, &params![quiet, longest, after.0, after.1, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// Forgets up to `limit` that nobody has touched since; tells how many.
pub fn forget(tx: &mut Tx<'_>, since: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET, &params![since, limit])?)
}
