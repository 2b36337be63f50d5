//! Rows of roles given in projects.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result};
use crate::project::ProjectMember;
use crate::workspace::ProjectRole;

sql!(
    INSERT,
    "INSERT INTO project_grant (id, workspace_id, project_id, user_id, team_id, role, creator_id, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
);
sql!(UPDATE, "UPDATE project_grant SET role = $2, version = $3, updated_at = $4 WHERE id = $1");
sql!(DELETE, "DELETE FROM project_grant WHERE id = $1");
sql!(
    FIND_FOR_UPDATE,
    "SELECT id, workspace_id, project_id, user_id, team_id, role, creator_id, version, created_at, updated_at \
     FROM project_grant WHERE project_id = $1 AND id = $2 FOR UPDATE"
);
sql!(
    ANYWHERE,
    "SELECT id, workspace_id, project_id, user_id, team_id, role, creator_id, version, created_at, updated_at \
     FROM project_grant WHERE id = $1"
);
sql!(
    HELD_IN_WORKSPACE,
    "SELECT id, workspace_id, project_id, user_id, team_id, role, creator_id, version, created_at, updated_at \
     FROM project_grant WHERE workspace_id = $1 AND (user_id = $2 OR team_id = $3) ORDER BY id FOR UPDATE"
);
sql!(
    HELD,
    "SELECT EXISTS (SELECT 1 FROM project_grant WHERE project_id = $1 AND (user_id = $2 OR team_id = $3))"
);
sql!(
    EFFECTIVE,
    "WITH RECURSIVE up (id, parent_id, depth) AS ( \
       SELECT id, parent_id, 0 FROM project WHERE id = $1 \
       UNION ALL SELECT p.id, p.parent_id, up.depth + 1 FROM project p JOIN up ON p.id = up.parent_id) \
     SELECT g.id, g.workspace_id, g.project_id, g.user_id, g.team_id, g.role, g.creator_id, g.version, g.created_at, g.updated_at, up.depth \
     FROM up JOIN project_grant g ON g.project_id = up.id \
     WHERE up.depth > $2 OR (up.depth = $2 AND g.id > $3) ORDER BY up.depth, g.id LIMIT $4"
);
sql!(
    COUNT_EFFECTIVE,
    "WITH RECURSIVE up (id, parent_id) AS ( \
       SELECT id, parent_id FROM project WHERE id = $1 \
       UNION ALL SELECT p.id, p.parent_id FROM project p JOIN up ON p.id = up.parent_id) \
     SELECT count(*) FROM up JOIN project_grant g ON g.project_id = up.id"
);
sql!(
    OF_WORKSPACE,
    "SELECT g.id, g.workspace_id, g.project_id, g.user_id, g.team_id, g.role, g.creator_id, g.version, g.created_at, g.updated_at \
     FROM project p JOIN project_grant g ON g.project_id = p.id WHERE p.workspace_id = $1"
);
sql!(
    OF_PROJECTS,
    "SELECT id, workspace_id, project_id, user_id, team_id, role, creator_id, version, created_at, updated_at \
     FROM project_grant WHERE project_id in_list($1)"
);

pub fn insert(tx: &mut Tx<'_>, g: &ProjectMember) -> Result<()> {
    let row = params![
        g.id,
        g.workspace_id,
        g.project_id,
        g.user_id,
        g.team_id,
        g.role.name(),
        g.creator_id,
        g.version,
        g.created_at,
        g.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

pub fn update(tx: &mut Tx<'_>, g: &ProjectMember) -> Result<()> {
    tx.exec(&UPDATE, &params![g.id, g.role.name(), g.version, g.updated_at])?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// A grant given in this very project, locked until the commit.
pub fn find_for_update(tx: &mut Tx<'_>, project: Uuid, id: Uuid) -> Result<Option<ProjectMember>> {
    tx.opt(&FIND_FOR_UPDATE, &params![project, id])?
        .map(|row| read(&row))
        .transpose()
}

/// Whatever grant has this id.
pub fn anywhere(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ProjectMember>> {
    tx.opt(&ANYWHERE, &params![id])?.map(|row| read(&row)).transpose()
}

/// Whether this user or this team has a role in this very project.
pub fn held(tx: &mut Tx<'_>, project: Uuid, user: Option<Uuid>, team: Option<Uuid>) -> Result<bool> {
    Ok(tx.one(&HELD, &params![project, user, team])?.get(0)?)
}

/// Every role that this user or this team has in a workspace, locked until the commit.
pub fn held_in_workspace(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    user: Option<Uuid>,
    team: Option<Uuid>,
) -> Result<Vec<ProjectMember>> {
    tx.all(&HELD_IN_WORKSPACE, &params![workspace, user, team])?
        .iter()
        .map(read)
        .collect()
}

/// Grants in the project and above it, nearest first, each with how far above: after the given one.
pub fn effective(
    tx: &mut Tx<'_>,
    project: Uuid,
    after: (i64, Uuid),
    limit: i64,
) -> Result<Vec<(ProjectMember, i64)>> {
    let rows = tx.all(&EFFECTIVE, &params![project, after.0, after.1, limit])?;
    rows.iter().map(|row| Ok((read(row)?, row.get(10)?))).collect()
}

pub fn count_effective(tx: &mut Tx<'_>, project: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_EFFECTIVE, &params![project])?.get(0)?)
}

/// The roles given in these projects themselves.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<ProjectMember>> {
    tx.all(&OF_PROJECTS, &params![projects])?.iter().map(read).collect()
}

pub fn of_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<ProjectMember>> {
    tx.all(&OF_WORKSPACE, &params![workspace])?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<ProjectMember> {
    let mut row = row.reader();
    Ok(ProjectMember {
        id: row.take()?,
        workspace_id: row.take()?,
        project_id: row.take()?,
        user_id: row.take()?,
        team_id: row.take()?,
        role: {
            let name: String = row.take()?;
            ProjectRole::from_name(&name).ok_or_else(|| Error::internal(format!("unknown role {name}")))?
        },
        creator_id: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}
