//! Who may do what: the tree and the grants in it.

use std::collections::HashMap;

use taskflow_db::{Row, Sql, Tx, Value, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result};
use crate::project::rules::sight::Place;
use crate::workspace::{ProjectRole, Role};

// Roles are ranked here as `ProjectRole` is ordered, so that the best grant on the way up is a max().
// What a project above is, this one is in effect: private, archived, in the trash.
sql!(
    ACCESS,
    "WITH RECURSIVE up (id, parent_id, visibility, archived_at, deleted_at) AS ( \
       SELECT id, parent_id, visibility, archived_at, deleted_at FROM project WHERE id = $1 \
       UNION ALL SELECT p.id, p.parent_id, p.visibility, p.archived_at, p.deleted_at FROM project p JOIN up ON p.id = up.parent_id) \
     SELECT p.workspace_id, m.role, EXISTS (SELECT 1 FROM up WHERE archived_at IS NOT NULL), \
       EXISTS (SELECT 1 FROM up WHERE deleted_at IS NOT NULL), EXISTS (SELECT 1 FROM up WHERE visibility = 'private'), \
       (SELECT max(CASE g.role WHEN 'manager' THEN 4 WHEN 'editor' THEN 3 WHEN 'commenter' THEN 2 ELSE 1 END) \
        FROM project_grant g JOIN up ON up.id = g.project_id \
        WHERE g.user_id = $2 OR g.team_id IN (SELECT team_id FROM team_member WHERE user_id = $2)) \
     FROM project p JOIN workspace w ON w.id = p.workspace_id JOIN member m ON m.workspace_id = p.workspace_id \
     WHERE p.id = $1 AND w.deleted_at IS NULL AND m.user_id = $2 AND m.state = 'active'"
);
sql!(
    ACCESS_OF_TASK,
    "WITH RECURSIVE up (id, parent_id, visibility, archived_at, deleted_at) AS ( \
       SELECT id, parent_id, visibility, archived_at, deleted_at FROM project WHERE id = (SELECT project_id FROM task WHERE id = $1) \
       UNION ALL SELECT p.id, p.parent_id, p.visibility, p.archived_at, p.deleted_at FROM project p JOIN up ON p.id = up.parent_id) \
     SELECT p.workspace_id, m.role, EXISTS (SELECT 1 FROM up WHERE archived_at IS NOT NULL), \
       EXISTS (SELECT 1 FROM up WHERE deleted_at IS NOT NULL), EXISTS (SELECT 1 FROM up WHERE visibility = 'private'), \
       (SELECT max(CASE g.role WHEN 'manager' THEN 4 WHEN 'editor' THEN 3 WHEN 'commenter' THEN 2 ELSE 1 END) \
        FROM project_grant g JOIN up ON up.id = g.project_id \
        WHERE g.user_id = $2 OR g.team_id IN (SELECT team_id FROM team_member WHERE user_id = $2)), p.id \
     FROM project p JOIN workspace w ON w.id = p.workspace_id JOIN member m ON m.workspace_id = p.workspace_id \
     WHERE p.id = (SELECT project_id FROM task WHERE id = $1) AND w.deleted_at IS NULL AND m.user_id = $2 AND m.state = 'active'"
);
sql!(
    LIVE,
    "WITH RECURSIVE up (id, parent_id, archived_at, deleted_at) AS ( \
       SELECT id, parent_id, archived_at, deleted_at FROM project WHERE id = $1 \
       UNION ALL SELECT p.id, p.parent_id, p.archived_at, p.deleted_at FROM project p JOIN up ON p.id = up.parent_id) \
     SELECT p.workspace_id FROM project p JOIN workspace w ON w.id = p.workspace_id WHERE p.id = $1 AND w.deleted_at IS NULL \
       AND NOT EXISTS (SELECT 1 FROM up WHERE archived_at IS NOT NULL OR deleted_at IS NOT NULL)"
);
sql!(
    TREE,
    "SELECT id, parent_id, visibility = 'private', position, archived_at IS NOT NULL, deleted_at IS NOT NULL \
     FROM project WHERE workspace_id = $1"
);
sql!(
    GRANTED,
    "SELECT project_id, max(CASE role WHEN 'manager' THEN 4 WHEN 'editor' THEN 3 WHEN 'commenter' THEN 2 ELSE 1 END) \
     FROM project_grant WHERE workspace_id = $1 \
     AND (user_id = $2 OR team_id IN (SELECT team_id FROM team_member WHERE user_id = $2)) GROUP BY project_id"
);

/// What decides about one user's access to one project.
pub struct Found {
    pub workspace_id: Uuid,
    pub role: Role,
    /// The project or one above it is archived.
    pub archived: bool,
    /// The project or one above it is in the trash.
    pub deleted: bool,
    /// The project or one above it is private.
    pub private: bool,
    /// The best role granted on the project or above it.
    pub granted: Option<ProjectRole>,
}

/// A project in the tree.
#[derive(Clone, Debug)]
pub struct Node {
    pub id: Uuid,
    pub position: String,
    pub place: Place,
}

pub fn access(tx: &mut Tx<'_>, project: Uuid, user: Uuid) -> Result<Option<Found>> {
    tx.opt(&ACCESS, &params![project, user])?.as_ref().map(found).transpose()
}

/// The workspace of a project in which something may be done: neither it nor what is above it is archived or in the trash.
pub fn live(tx: &mut Tx<'_>, project: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.opt(&LIVE, &params![project])?.map(|row| row.get(0)).transpose()?)
}

/// The same question about the project of a task, to be asked along with others.
pub fn of_task(task: Uuid, user: Uuid) -> (&'static Sql, [Value; 2]) {
    (&ACCESS_OF_TASK, params![task, user])
}

/// Its answer, which names the project.
pub fn read_of_task(row: &Row) -> Result<(Uuid, Found)> {
    Ok((row.get(6)?, found(row)?))
}

fn found(row: &Row) -> Result<Found> {
    let mut row = row.reader();
    let workspace_id = row.take()?;
    let role: String = row.take()?;
    Ok(Found {
        workspace_id,
        role: Role::from_name(&role).ok_or_else(|| Error::internal(format!("unknown role {role}")))?,
        archived: row.take()?,
        deleted: row.take()?,
        private: row.take()?,
        granted: role_of_rank(row.take()?),
    })
}

pub fn tree(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Node>> {
    tx.all(&TREE, &params![workspace])?.iter().map(read_node).collect()
}

fn read_node(row: &Row) -> Result<Node> {
    let mut row = row.reader();
    let (id, parent_id, private, position) = (row.take()?, row.take()?, row.take()?, row.take()?);
    let place = Place { parent_id, private, archived: row.take()?, deleted: row.take()? };
    Ok(Node { id, position, place })
}

pub fn granted(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<HashMap<Uuid, ProjectRole>> {
    let mut granted = HashMap::new();
    for row in tx.all(&GRANTED, &params![workspace, user])? {
        granted.extend(
            role_of_rank(row.get(1)?)
                .map(|role| Ok::<_, Error>((row.get(0)?, role)))
                .transpose()?,
        );
    }
    Ok(granted)
}

pub(super) fn role_of_rank(rank: Option<i64>) -> Option<ProjectRole> {
    match rank {
        Some(4) => Some(ProjectRole::Manager),
        Some(3) => Some(ProjectRole::Editor),
        Some(2) => Some(ProjectRole::Commenter),
        Some(1) => Some(ProjectRole::Viewer),
        _ => None,
    }
}
