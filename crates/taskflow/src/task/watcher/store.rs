//! SQL of watchers.

use std::collections::HashSet;

use taskflow_db::{Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use super::model::Watcher;
use crate::base::Result;

sql!(
    FIND,
    "SELECT id, workspace_id, task_id, user_id, version, created_at, updated_at FROM watcher \
     WHERE task_id = $1 AND user_id = $2"
);
sql!(
    LIST,
    "SELECT id, workspace_id, task_id, user_id, version, created_at, updated_at FROM watcher \
     WHERE task_id = $1 AND id > $2 ORDER BY id LIMIT $3"
);
sql!(
    OF_TASKS,
    "SELECT id, workspace_id, task_id, user_id, version, created_at, updated_at FROM watcher WHERE task_id in_list($1)"
);
sql!(COUNT, "SELECT count(*) FROM watcher WHERE task_id = $1");
sql!(
    ALL,
    "SELECT w.id, w.workspace_id, w.task_id, w.user_id, w.version, w.created_at, w.updated_at \
     FROM task t JOIN watcher w ON w.task_id = t.id WHERE t.workspace_id = $1 ORDER BY w.id"
);
sql!(
    OF_PERSON,
    "SELECT w.id, w.workspace_id, w.task_id, w.user_id, w.version, w.created_at, w.updated_at, t.project_id \
     FROM watcher w JOIN task t ON t.id = w.task_id WHERE w.user_id = $1 AND t.workspace_id = $2 ORDER BY w.id FOR UPDATE OF w"
);
// Two requests may add one person at once: the second finds them there. The membership is held until the commit, so
// that nobody who is just leaving, as another process sees it, is left watching.
sql!(
    INSERT,
    sqlite: "INSERT INTO watcher (id, workspace_id, task_id, user_id, version, created_at, updated_at) \
     SELECT $1, workspace_id, $3, user_id, 1, $5, $5 FROM member WHERE workspace_id = $2 AND user_id = $4 \
     ON CONFLICT (task_id, user_id) DO NOTHING RETURNING id",
    postgres: "INSERT INTO watcher (id, workspace_id, task_id, user_id, version, created_at, updated_at) \
     SELECT $1::uuid, workspace_id, $3::uuid, user_id, 1, $5::bigint, $5::bigint FROM member \
     WHERE workspace_id = $2 AND user_id = $4 FOR KEY SHARE ON CONFLICT (task_id, user_id) DO NOTHING RETURNING id"
);
sql!(DELETE, "DELETE FROM watcher WHERE id in_list($1)");

fn read(row: &Row) -> Result<Watcher> {
    let mut row = row.reader();
    Ok(Watcher {
        id: row.take()?,
        workspace_id: row.take()?,
        task_id: row.take()?,
        user_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn find(tx: &mut Tx<'_>, task: Uuid, user: Uuid) -> Result<Option<Watcher>> {
    tx.opt(&FIND, &params![task, user])?.as_ref().map(read).transpose()
}

pub fn list(tx: &mut Tx<'_>, task: Uuid, after: Uuid, limit: i64) -> Result<Vec<Watcher>> {
    tx.all(&LIST, &params![task, after, limit])?.iter().map(read).collect()
}

/// The watchers of these tasks. Access is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn of_tasks(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<Watcher>> {
    tx.all(&OF_TASKS, &params![tasks])?.iter().map(read).collect()
}

pub fn count(tx: &mut Tx<'_>, task: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![task])?.get(0)?)
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Watcher>> {
    tx.all(&ALL, &params![workspace])?.iter().map(read).collect()
}

/// Everything a person watches in a workspace, each with its task's project.
pub fn of_person(tx: &mut Tx<'_>, user: Uuid, workspace: Uuid) -> Result<Vec<(Watcher, Uuid)>> {
    let rows = tx.all(&OF_PERSON, &params![user, workspace])?;
    rows.iter().map(|row| Ok((read(row)?, row.get(7)?))).collect()
}

/// Adds watchers; answers the ids of those who were not watching yet and still belong to the workspace.
pub fn insert(tx: &mut Tx<'_>, watchers: &[Watcher]) -> Result<HashSet<Uuid>> {
    let row = |w: &Watcher| params![w.id, w.workspace_id, w.task_id, w.user_id, w.created_at];
    let rows: Vec<_> = watchers.iter().map(row).collect();
    let calls: Vec<(&Sql, &[Value])> = rows.iter().map(|row| (&INSERT, row.as_slice())).collect();
    if calls.is_empty() {
        return Ok(HashSet::new());
    }
    tx.batch(&calls)?.iter().flatten().map(|row| Ok(row.get(0)?)).collect()
}

pub fn delete(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<u64> {
    Ok(tx.exec(&DELETE, &params![ids])?)
}
