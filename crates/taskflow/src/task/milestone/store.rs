//! SQL of milestones.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{Milestone, MilestoneState};
use super::rules;
use crate::base::{Result, Stamp};

macro_rules! columns {
    () => {
        "m.id, m.workspace_id, m.project_id, m.name, m.description, m.target_on, m.position, m.completed_at, m.creator_id, m.version, \
         m.created_at, m.updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM milestone m WHERE m.id = $1"));
sql!(
    FIND_LOCKED,
    concat!("SELECT ", columns!(), " FROM milestone m WHERE m.id = $1 FOR UPDATE")
);
// Held, so that it does not go away before the task has it.
sql!(HOLD, "SELECT id FROM milestone WHERE project_id = $1 AND id = $2 FOR KEY SHARE");
sql!(
    OF_PROJECT,
    concat!(
        "SELECT ",
        columns!(),
        " FROM milestone m WHERE m.project_id = $1 ORDER BY m.position, m.id"
    )
);
sql!(
    NAMED,
    "SELECT name_key, id FROM milestone WHERE project_id in_list($1) AND name_key in_list($2)"
);
sql!(BY_IDS, concat!("SELECT ", columns!(), " FROM milestone m WHERE m.id in_list($1)"));
sql!(
    AFTER,
    concat!(
        "SELECT ",
        columns!(),
        " FROM milestone m WHERE m.project_id in_list($1) AND m.id > $2 ORDER BY m.id LIMIT $3"
    )
);
sql!(
    OF_WORKSPACE,
    concat!(
        "SELECT ",
        columns!(),
        " FROM project p JOIN milestone m ON m.project_id = p.id WHERE p.workspace_id = $1"
    )
);
sql!(
    INSERT,
    "INSERT INTO milestone (id, workspace_id, project_id, name, name_key, description, target_on, position, completed_at, creator_id, \
       version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    UPDATE,
    "UPDATE milestone SET name = $2, name_key = $3, description = $4, target_on = $5, position = $6, completed_at = $7, version = $8, \
       updated_at = $9 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM milestone WHERE id = $1");

fn read(row: &Row) -> Result<Milestone> {
    let mut row = row.reader();
    let (id, workspace_id, project_id) = (row.take()?, row.take()?, row.take()?);
    let (name, description, target_on, position) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let completed_at: Option<Stamp> = row.take()?;
    Ok(Milestone {
        id,
        workspace_id,
        project_id,
        name,
        description,
        target_on,
        state: completed_at.map_or(MilestoneState::Open, |_| MilestoneState::Completed),
        completed_at,
        position,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// A milestone of any project: prove access before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Milestone>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it, or gives it to a task, until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Milestone>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

/// Whether the project has it; then it stays until the commit.
pub fn hold(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<bool> {
    Ok(tx.opt(&HOLD, &params![project, id])?.is_some())
}

/// A project's milestones in their order; a project has a bounded number of them.
pub fn of_project(tx: &mut Tx<'_>, project: Uuid) -> Result<Vec<Milestone>> {
    tx.all(&OF_PROJECT, &params![project])?.iter().map(read).collect()
}

/// Name keys and ids of those with one of these keys.
pub fn named(tx: &mut Tx<'_>, projects: &[Uuid], keys: Vec<String>) -> Result<Vec<(String, Uuid)>> {
    let rows = tx.all(&NAMED, &params![projects, keys])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

pub fn by_ids(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<Milestone>> {
    tx.all(&BY_IDS, &params![ids])?.iter().map(read).collect()
}

/// Of these projects by id, after one.
pub fn after(tx: &mut Tx<'_>, projects: &[Uuid], after: Uuid, limit: i64) -> Result<Vec<Milestone>> {
    tx.all(&AFTER, &params![projects, after, limit])?.iter().map(read).collect()
}

pub fn of_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Milestone>> {
    tx.all(&OF_WORKSPACE, &params![workspace])?.iter().map(read).collect()
}

pub fn insert(tx: &mut Tx<'_>, m: &Milestone) -> Result<()> {
    let row = params![
        m.id,
        m.workspace_id,
        m.project_id,
        &m.name,
        rules::key(&m.name),
        &m.description,
        &m.target_on,
        &m.position,
        m.completed_at,
        m.creator_id,
        m.version,
        m.created_at,
        m.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

/// Writes everything that can change.
pub fn update(tx: &mut Tx<'_>, m: &Milestone) -> Result<()> {
    let row = params![
        m.id,
        &m.name,
        rules::key(&m.name),
        &m.description,
        &m.target_on,
        &m.position,
        m.completed_at,
        m.version,
        m.updated_at
    ];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}
