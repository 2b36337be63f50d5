//! SQL of cycles.

use std::collections::HashMap;

use taskflow_db::{Row, Sql, Tx, params, sql};
use uuid::Uuid;

use super::model::{AddedLater, Cycle, CycleProgress, CycleState};
use super::queries::Turn;
use super::rules;
use crate::base::{Error, Result, Stamp};
use crate::task::plan;

macro_rules! columns {
    () => {
        "c.id, c.workspace_id, c.project_id, c.number, c.name, c.goal, c.start_on, c.end_on, c.started_at, c.completed_at, c.result, \
         c.creator_id, c.version, c.created_at, c.updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM cycle c WHERE c.id = $1"));
sql!(FIND_LOCKED, concat!("SELECT ", columns!(), " FROM cycle c WHERE c.id = $1 FOR UPDATE"));
// Held, so that it is neither completed nor deleted before the task has it.
sql!(
    HOLD,
    concat!("SELECT ", columns!(), " FROM cycle c WHERE c.project_id = $1 AND c.id = $2 FOR KEY SHARE")
);
sql!(
    OF_PROJECT,
    concat!("SELECT ", columns!(), " FROM cycle c WHERE c.project_id = $1 ORDER BY c.start_on, c.id")
);
sql!(
    NAMED,
    "SELECT name_key, number, id FROM cycle WHERE project_id in_list($1) AND (name_key in_list($2) OR number in_list($3))"
);
sql!(
    CURRENT,
    "SELECT id FROM cycle WHERE project_id in_list($1) AND started_at IS NOT NULL AND completed_at IS NULL"
);
sql!(
    NEXT,
    "SELECT c.id FROM cycle c WHERE c.project_id in_list($1) AND c.started_at IS NULL AND NOT EXISTS ( \
       SELECT 1 FROM cycle o WHERE o.project_id = c.project_id AND o.started_at IS NULL AND o.start_on < c.start_on)"
);
sql!(
    PREVIOUS,
    "SELECT c.id FROM cycle c WHERE c.project_id in_list($1) AND c.completed_at IS NOT NULL AND NOT EXISTS ( \
       SELECT 1 FROM cycle o WHERE o.project_id = c.project_id AND o.completed_at IS NOT NULL AND o.start_on > c.start_on)"
);
sql!(BY_IDS, concat!("SELECT ", columns!(), " FROM cycle c WHERE c.id in_list($1)"));
sql!(
    AFTER,
    concat!(
        "SELECT ",
        columns!(),
        " FROM cycle c WHERE c.project_id in_list($1) AND c.id > $2 ORDER BY c.id LIMIT $3"
    )
);
sql!(
    OF_WORKSPACE,
    concat!(
        "SELECT ",
        columns!(),
        " FROM project p JOIN cycle c ON c.project_id = p.id WHERE p.workspace_id = $1"
    )
);
sql!(
    INSERT,
    "INSERT INTO cycle (id, workspace_id, project_id, number, name, name_key, goal, start_on, end_on, creator_id, version, created_at, \
       updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    UPDATE,
    "UPDATE cycle SET name = $2, name_key = $3, goal = $4, start_on = $5, end_on = $6, started_at = $7, completed_at = $8, result = $9, \
       version = $10, updated_at = $11 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM cycle WHERE id = $1");
sql!(
    UNFINISHED,
    "SELECT t.id FROM task t JOIN status s ON s.id = t.status_id WHERE t.cycle_id = $1 AND s.category NOT IN ('done', 'cancelled') \
     ORDER BY t.id LIMIT $2 FOR UPDATE OF t"
);
sql!(
    ROLL_OVER,
    "UPDATE task SET cycle_id = $2, cycle_since = $3, version = version + 1, updated_at = $4 WHERE id in_list($1)"
);
// The first seven columns are what milestones have, too.
sql!(
    PROGRESS,
    "SELECT t.cycle_id, count(*), count(CASE WHEN s.category = 'done' THEN 1 END), \
       count(CASE WHEN s.category = 'cancelled' THEN 1 END), coalesce(sum(t.estimate), 0.0), \
       coalesce(sum(CASE WHEN s.category = 'done' THEN t.estimate END), 0.0), \
       coalesce(sum(CASE WHEN s.category = 'cancelled' THEN t.estimate END), 0.0), \
       count(CASE WHEN t.cycle_since > c.started_at THEN 1 END), \
       coalesce(sum(CASE WHEN t.cycle_since > c.started_at THEN t.estimate END), 0.0) \
     FROM task t JOIN cycle c ON c.id = t.cycle_id JOIN status s ON s.id = t.status_id \
     WHERE t.cycle_id in_list($1) AND t.deleted_at IS NULL GROUP BY t.cycle_id"
);

fn read(row: &Row) -> Result<Cycle> {
    let mut row = row.reader();
    let (id, workspace_id, project_id, number) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let (name, goal, start_on, end_on) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let (started_at, completed_at): (Option<Stamp>, Option<Stamp>) = (row.take()?, row.take()?);
    let result: Option<String> = row.take()?;
    Ok(Cycle {
        id,
        workspace_id,
        project_id,
        number,
        name,
        goal,
        start_on,
        end_on,
        state: match (started_at, completed_at) {
            (_, Some(_)) => CycleState::Completed,
            (Some(_), None) => CycleState::Active,
            (None, None) => CycleState::Planned,
        },
        started_at,
        completed_at,
        result: result
            .map(|text| serde_json::from_str(&text))
            .transpose()
            .map_err(Error::internal)?,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// A cycle of any project: prove access before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Cycle>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it, or gives it to a task, until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Cycle>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

/// A cycle of the project, which stays as it is until the commit.
pub fn hold(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<Option<Cycle>> {
    tx.opt(&HOLD, &params![project, id])?.as_ref().map(read).transpose()
}

/// A project's cycles by their days; a project has a bounded number of them.
pub fn of_project(tx: &mut Tx<'_>, project: Uuid) -> Result<Vec<Cycle>> {
    tx.all(&OF_PROJECT, &params![project])?.iter().map(read).collect()
}

/// Name keys, numbers and ids of those with one of these.
pub fn named(
    tx: &mut Tx<'_>,
    projects: &[Uuid],
    keys: Vec<String>,
    numbers: Vec<i64>,
) -> Result<Vec<(String, i64, Uuid)>> {
    let rows = tx.all(&NAMED, &params![projects, keys, numbers])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).collect()
}

/// The cycle of each of these projects whose turn it is so.
pub fn in_turn(tx: &mut Tx<'_>, projects: &[Uuid], turn: Turn) -> Result<Vec<Uuid>> {
    let sql: &Sql = match turn {
        Turn::Current => &CURRENT,
        Turn::Next => &NEXT,
        Turn::Previous => &PREVIOUS,
    };
    tx.all(sql, &params![projects])?.iter().map(|row| Ok(row.get(0)?)).collect()
}

pub fn by_ids(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Cycle>> {
    tx.all(&BY_IDS, &params![ids])?.iter().map(read).collect()
}

/// Of these projects by id, after one.
pub fn after(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Cycle>> {
    tx.all(&AFTER, &params![projects, after, limit])?.iter().map(read).collect()
}

pub fn of_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Cycle>> {
    tx.all(&OF_WORKSPACE, &params![workspace])?.iter().map(read).collect()
}

pub fn insert(tx: &mut Tx<'_>, c: &Cycle) -> Result<()> {
    let row = params![
        c.id,
        c.workspace_id,
        c.project_id,
        c.number,
        &c.name,
        rules::key(&c.name),
        &c.goal,
        &c.start_on,
        &c.end_on,
        c.creator_id,
        c.version,
        c.created_at,
        c.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

/// Writes everything that can change.
pub fn update(tx: &mut Tx<'_>, c: &Cycle) -> Result<()> {
    let result = c
        .result
        .as_ref()
        .map(serde_json::to_string)
        .transpose()
        .map_err(Error::internal)?;
    let row = params![
        c.id,
        &c.name,
        rules::key(&c.name),
        &c.goal,
        &c.start_on,
        &c.end_on,
        c.started_at,
        c.completed_at,
        result,
        c.version,
        c.updated_at
    ];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// Up to `limit` tasks of a cycle whose status is neither done nor cancelled, also in the trash; locked.
pub fn unfinished(tx: &mut Tx<'_>, cycle: Uuid, limit: i64) -> Result<Vec<Uuid>> {
    tx.all(&UNFINISHED, &params![cycle, limit])?
        .iter()
        .map(|row| Ok(row.get(0)?))
        .collect()
}

/// Puts tasks into another cycle, or into none. They are locked, and get a new version.
pub fn roll_over(tx: &mut Tx<'_>, tasks: &[Uuid], to: Option<Uuid>, now: Stamp) -> Result<()> {
    tx.exec(&ROLL_OVER, &params![tasks, to, to.map(|_| now), now])?;
    Ok(())
}

/// How far these are, by one statement; those without a task are left out.
pub fn progress(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<HashMap<Uuid, CycleProgress>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.all(&PROGRESS, &params![ids])?;
    let one = |row: &Row| {
        let (id, progress) = plan::read_progress(row)?;
        let added = AddedLater { tasks: row.get(7)?, estimate: row.get(8)? };
        Ok((id, CycleProgress { progress, added }))
    };
    rows.iter().map(one).collect()
}
