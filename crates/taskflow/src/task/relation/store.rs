//! SQL of relations.

use taskflow_db::{Reader, Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{Relation, RelationKind, TaskBrief};
use crate::base::{Error, Result};
use crate::project::StatusCategory;

macro_rules! columns {
    () => {
        "r.id, r.workspace_id, r.task_id, r.kind, r.other_id, r.creator_id, r.version, r.created_at, r.updated_at"
    };
}
macro_rules! brief {
    () => {
        "t.id, t.project_id, (SELECT p.key FROM project p WHERE p.id = t.project_id), t.number, t.title, t.status_id, \
         (SELECT s.category FROM status s WHERE s.id = t.status_id), t.completed_at, t.archived_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM relation r WHERE r.id = $1"));
sql!(
    BETWEEN,
    concat!(
        "SELECT ",
        columns!(),
        " FROM relation r WHERE r.kind = $3 AND ((r.task_id = $1 AND r.other_id = $2) OR (r.task_id = $2 AND r.other_id = $1))"
    )
);
sql!(
    COUNT,
    "SELECT (SELECT count(*) FROM relation WHERE task_id = $1) + (SELECT count(*) FROM relation WHERE other_id = $1)"
);
sql!(
    BLOCKED,
    "SELECT EXISTS (SELECT 1 FROM relation r JOIN task b ON b.id = r.task_id JOIN status s ON s.id = b.status_id \
     WHERE r.other_id = $1 AND r.kind = 'blocks' AND b.deleted_at IS NULL AND s.category NOT IN ('done', 'cancelled'))"
);
// Tasks in the trash are left out; whoever restores them finds their relations again.
sql!(
    OF_TASK,
    concat!(
        "SELECT ",
        columns!(),
        ", ",
        brief!(),
        " FROM relation r JOIN task t ON t.id = r.other_id WHERE r.task_id = $1 AND t.deleted_at IS NULL UNION ALL SELECT ",
        columns!(),
        ", ",
        brief!(),
        " FROM relation r JOIN task t ON t.id = r.task_id WHERE r.other_id = $1 AND t.deleted_at IS NULL"
    )
);
sql!(
    OF_TASKS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM relation r WHERE r.task_id in_list($1) UNION SELECT ",
        columns!(),
        " FROM relation r WHERE r.other_id in_list($1)"
    )
);
sql!(
    ALL,
    concat!(
        "SELECT ",
        columns!(),
        " FROM task t JOIN relation r ON r.task_id = t.id WHERE t.workspace_id = $1 ORDER BY r.id"
    )
);
// UNION drops what was reached before, so that it ends; the limit ends it sooner in an overgrown graph.
sql!(
    REACHES,
    "WITH RECURSIVE reached (id) AS ( \
       SELECT other_id FROM relation WHERE task_id = $1 AND kind = $3 \
       UNION SELECT r.other_id FROM relation r JOIN reached ON r.task_id = reached.id WHERE r.kind = $3) \
     SELECT count(*), coalesce(max(CASE WHEN id = $2 THEN 1 ELSE 0 END), 0) FROM (SELECT id FROM reached LIMIT $4) found"
);
sql!(
    INSERT,
    "INSERT INTO relation (id, workspace_id, task_id, kind, other_id, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)"
);
sql!(
    PUT_BACK,
    "INSERT INTO relation (id, workspace_id, task_id, kind, other_id, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
sql!(DELETE, "DELETE FROM relation WHERE id = $1");

fn read(row: &mut Reader<'_>) -> Result<Relation> {
    Ok(Relation {
        id: row.take()?,
        workspace_id: row.take()?,
        task_id: row.take()?,
        kind: word(&row.take::<String>()?, RelationKind::from_name)?,
        other_id: row.take()?,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn read_both(row: &Row) -> Result<(Relation, TaskBrief)> {
    let mut row = row.reader();
    let relation = read(&mut row)?;
    let (id, project_id, project_key) = (row.take()?, row.take()?, row.take::<String>()?);
    let brief = TaskBrief {
        id,
        project_id,
        key: format!("{project_key}-{}", row.take::<i64>()?),
        title: row.take()?,
        status_id: row.take()?,
        status_category: word(&row.take::<String>()?, StatusCategory::from_name)?,
        completed_at: row.take()?,
        archived_at: row.take()?,
    };
    Ok((relation, brief))
}

fn word<T>(name: &str, read: impl Fn(&str) -> Option<T>) -> Result<T> {
    read(name).ok_or_else(|| Error::internal(format!("unknown word {name}")))
}

/// A relation of any workspace: prove access to both tasks before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Relation>> {
    tx.opt(&FIND, &params![id])?.map(|row| read(&mut row.reader())).transpose()
}

/// Relations of one kind between two tasks, in either direction.
pub fn between(tx: &mut Tx<'_>, one: Uuid, other: Uuid, kind: RelationKind) -> Result<Vec<Relation>> {
    let rows = tx.all(&BETWEEN, &params![one, other, kind.name()])?;
    rows.iter().map(|row| read(&mut row.reader())).collect()
}

/// The relations of these tasks, in either direction. Access to both ends is the caller's to prove.
///
/// # Errors
/// Those of the database.
pub fn of_tasks(tx: &mut Tx<'_>, tasks: &[Uuid]) -> Result<Vec<Relation>> {
    let rows = tx.all(&OF_TASKS, &params![tasks])?;
    rows.iter().map(|row| read(&mut row.reader())).collect()
}

pub fn count(tx: &mut Tx<'_>, task: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![task])?.get(0)?)
}

/// All relations of a task, whose number is bounded, each with the task at its other end.
pub fn of_task(tx: &mut Tx<'_>, task: Uuid) -> Result<Vec<(Relation, TaskBrief)>> {
    tx.all(&OF_TASK, &params![task])?.iter().map(read_both).collect()
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Relation>> {
    let rows = tx.all(&ALL, &params![workspace])?;
    rows.iter().map(|row| read(&mut row.reader())).collect()
}

/// How many tasks are reached from one over relations of a kind, up to a limit, and whether `to` is among them.
pub fn reaches(tx: &mut Tx<'_>, from: Uuid, to: Uuid, kind: RelationKind, limit: i64) -> Result<(i64, bool)> {
    let row = tx.one(&REACHES, &params![from, to, kind.name(), limit])?;
    Ok((row.get(0)?, row.get::<i64>(1)? == 1))
}

/// A relation that was there before, as it is given.
pub fn put_back(tx: &mut Tx<'_>, r: &Relation) -> Result<()> {
    let kind = r.kind.name();
    let row = params![
        r.id,
        r.workspace_id,
        r.task_id,
        kind,
        r.other_id,
        r.creator_id,
        r.version,
        r.created_at,
        r.updated_at
    ];
    tx.exec(&PUT_BACK, &row)?;
    Ok(())
}

pub fn insert(tx: &mut Tx<'_>, relation: &Relation) -> Result<()> {
    let Relation { id, workspace_id, task_id, kind, other_id, creator_id, created_at, .. } = relation;
    let kind = kind.name();
    tx.exec(&INSERT, &params![id, workspace_id, task_id, kind, other_id, creator_id, *created_at])?;
    Ok(())
}

/// Whether it was still there.
pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.exec(&DELETE, &params![id])? == 1)
}

pub fn is_blocked(tx: &mut Tx<'_>, task: Uuid) -> Result<bool> {
    Ok(tx.one(&BLOCKED, &params![task])?.get(0)?)
}
