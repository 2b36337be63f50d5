//! Rows of statuses.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result};
use crate::project::{Status, StatusCategory};

sql!(
    INSERT,
    "INSERT INTO status (id, workspace_id, project_id, name, name_key, category, colour, position, wip_limit, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    UPDATE,
    "UPDATE status SET name = $2, name_key = $3, category = $4, colour = $5, position = $6, wip_limit = $7, version = $8, updated_at = $9 \
     WHERE id = $1"
);
sql!(DELETE, "DELETE FROM status WHERE id = $1");
sql!(
    FIND,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE project_id = $1 AND id = $2"
);
sql!(
    ANYWHERE,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE id = $1"
);
sql!(
    OF_PROJECT,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE project_id = $1 ORDER BY position, id"
);
sql!(
    FIND_FOR_UPDATE,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE project_id = $1 AND id = $2 FOR UPDATE"
);
// Whoever gives out places in a column does so one after the other; not FOR UPDATE, which would hold up new tasks'
// foreign keys.
sql!(
    HOLD,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE project_id = $1 AND id = $2 FOR NO KEY UPDATE"
);
sql!(
    HOLD_DEFAULT,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE project_id = $1 \
     ORDER BY CASE category WHEN 'todo' THEN 0 WHEN 'backlog' THEN 1 ELSE 2 END, position, id LIMIT 1 FOR NO KEY UPDATE"
);
sql!(IN_USE, "SELECT EXISTS (SELECT 1 FROM task WHERE status_id = $1)");
sql!(
    OF_WORKSPACE,
    "SELECT s.id, s.workspace_id, s.project_id, s.name, s.category, s.colour, s.position, s.wip_limit, s.creator_id, s.version, s.created_at, s.updated_at \
     FROM project p JOIN status s ON s.project_id = p.id WHERE p.workspace_id = $1"
);

sql!(
    OF_PROJECTS,
    "SELECT id, workspace_id, project_id, name, category, colour, position, wip_limit, creator_id, version, created_at, updated_at \
     FROM status WHERE project_id in_list($1)"
);

/// What makes a name unique in its project.
pub fn name_key(name: &str) -> String {
    name.to_lowercase()
}

pub fn insert(tx: &mut Tx<'_>, s: &Status) -> Result<()> {
    let row = params![
        s.id,
        s.workspace_id,
        s.project_id,
        &s.name,
        name_key(&s.name),
        s.category.name(),
        &s.colour,
        &s.position,
        s.wip_limit,
        s.creator_id,
        s.version,
        s.created_at,
        s.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

/// Writes everything that can change.
pub fn update(tx: &mut Tx<'_>, s: &Status) -> Result<()> {
    let row = params![
        s.id,
        &s.name,
        name_key(&s.name),
        s.category.name(),
        &s.colour,
        &s.position,
        s.wip_limit,
        s.version,
        s.updated_at
    ];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

pub fn find(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<Option<Status>> {
    tx.opt(&FIND, &params![project, id])?.map(|row| read(&row)).transpose()
}

/// Whatever status has this id.
pub fn anywhere(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Status>> {
    tx.opt(&ANYWHERE, &params![id])?.map(|row| read(&row)).transpose()
}

/// A project's statuses in their order; a project has a bounded number of them.
pub fn of_project(tx: &mut Tx<'_>, project: Uuid) -> Result<Vec<Status>> {
    tx.all(&OF_PROJECT, &params![project])?.iter().map(read).collect()
}

/// The status, locked until the commit: also tasks wait that are to have it.
pub fn find_for_update(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<Option<Status>> {
    tx.opt(&FIND_FOR_UPDATE, &params![project, id])?
        .map(|row| read(&row))
        .transpose()
}

/// The status, and until the commit nobody else gives out places in it.
pub fn hold(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<Option<Status>> {
    tx.opt(&HOLD, &params![project, id])?.map(|row| read(&row)).transpose()
}

/// The same of the one that tasks get which name none.
pub fn hold_default(tx: &mut Tx<'_>, project: Uuid) -> Result<Option<Status>> {
    tx.opt(&HOLD_DEFAULT, &params![project])?.map(|row| read(&row)).transpose()
}

/// Whether any task has it, also in the trash.
pub fn in_use(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.one(&IN_USE, &params![id])?.get(0)?)
}

pub fn of_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Status>> {
    tx.all(&OF_WORKSPACE, &params![workspace])?.iter().map(read).collect()
}

/// The statuses of these projects.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<Status>> {
    tx.all(&OF_PROJECTS, &params![projects])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Status> {
    let mut row = row.reader();
    Ok(Status {
        id: row.take()?,
        workspace_id: row.take()?,
        project_id: row.take()?,
        name: row.take()?,
        category: {
            let name: String = row.take()?;
            StatusCategory::from_name(&name)
                .ok_or_else(|| Error::internal(format!("unknown status category {name}")))?
        },
        colour: row.take()?,
        position: row.take()?,
        wip_limit: row.take()?,
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}
