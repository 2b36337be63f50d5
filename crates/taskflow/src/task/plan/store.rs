//! SQL about tasks that are planned for something.

use std::collections::HashMap;

use taskflow_db::{Row, Sql, Tx, params, sql};
use uuid::Uuid;

use super::{EstimateSums, Progress, TaskCounts};
use crate::base::{Result, Stamp};

sql!(
    IN_MILESTONE,
    "SELECT id FROM task WHERE milestone_id = $1 ORDER BY id LIMIT $2 FOR UPDATE"
);
sql!(
    OFF_MILESTONE,
    "UPDATE task SET milestone_id = NULL, version = version + 1, updated_at = $2 WHERE id in_list($1)"
);
sql!(IN_CYCLE, "SELECT id FROM task WHERE cycle_id = $1 ORDER BY id LIMIT $2 FOR UPDATE");
sql!(
    OFF_CYCLE,
    "UPDATE task SET cycle_id = NULL, cycle_since = NULL, version = version + 1, updated_at = $2 WHERE id in_list($1)"
);
sql!(
    PROGRESS_OF_MILESTONES,
    "SELECT t.milestone_id, count(*), count(CASE WHEN s.category = 'done' THEN 1 END), \
       count(CASE WHEN s.category = 'cancelled' THEN 1 END), coalesce(sum(t.estimate), 0.0), \
       coalesce(sum(CASE WHEN s.category = 'done' THEN t.estimate END), 0.0), \
       coalesce(sum(CASE WHEN s.category = 'cancelled' THEN t.estimate END), 0.0) \
     FROM task t JOIN status s ON s.id = t.status_id WHERE t.milestone_id in_list($1) AND t.deleted_at IS NULL GROUP BY t.milestone_id"
);

/// What tasks can be planned for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plan {
    Milestone,
    Cycle,
}

/// Up to `limit` tasks that are planned for this, also in the trash; locked.
pub fn tasks(tx: &mut Tx<'_>, plan: Plan, id: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    let sql: &Sql = match plan {
        Plan::Milestone => &IN_MILESTONE,
        Plan::Cycle => &IN_CYCLE,
    };
    tx.all(sql, &params![id, limit])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

/// Takes the plan off these tasks, which are locked and get a new version.
pub fn take_off(tx: &mut Tx<'_>, plan: Plan, tasks: &[Uuid], now: Stamp) -> Result<()> {
    let sql: &Sql = match plan {
        Plan::Milestone => &OFF_MILESTONE,
        Plan::Cycle => &OFF_CYCLE,
    };
    tx.exec(sql, &params![tasks, now])?;
    Ok(())
}

/// How far these milestones are, by one statement; those without a task are left out.
///
/// # Errors
/// Those of the database.
pub fn progress(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, Progress>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    tx.all(&PROGRESS_OF_MILESTONES, &params![ids])?.iter().map(read).collect()
}

/// A plan's id and the six figures after it.
///
/// # Errors
/// Those of the database.
pub fn read(row: &Row) -> Result<(Uuid, Progress)> {
    let mut row = row.reader();
    let id = row.take()?;
    let tasks = TaskCounts { total: row.take()?, done: row.take()?, cancelled: row.take()? };
    let estimate = EstimateSums { total: row.take()?, done: row.take()?, cancelled: row.take()? };
    Ok((id, Progress { tasks, estimate }))
}
