//! What several people may do in one project.

use std::collections::HashMap;

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use super::access::role_of_rank;
use crate::base::{Error, Result};
use crate::workspace::{Grant, ProjectRole, Role};

sql!(
    ROLES,
    "WITH RECURSIVE up (id, parent_id, visibility, deleted_at) AS ( \
       SELECT id, parent_id, visibility, deleted_at FROM project WHERE id = $1 \
       UNION ALL SELECT p.id, p.parent_id, p.visibility, p.deleted_at FROM project p JOIN up ON p.id = up.parent_id) \
     SELECT m.user_id, m.role, EXISTS (SELECT 1 FROM up WHERE visibility = 'private'), \
       (SELECT max(CASE g.role WHEN 'manager' THEN 4 WHEN 'editor' THEN 3 WHEN 'commenter' THEN 2 ELSE 1 END) \
        FROM project_grant g JOIN up ON up.id = g.project_id \
        WHERE g.user_id = m.user_id OR g.team_id IN (SELECT tm.team_id FROM team_member tm WHERE tm.user_id = m.user_id)) \
     FROM project p JOIN member m ON m.workspace_id = p.workspace_id JOIN workspace w ON w.id = p.workspace_id \
     WHERE p.id = $1 AND m.user_id in_list($2) AND m.state = 'active' AND w.deleted_at IS NULL \
       AND NOT EXISTS (SELECT 1 FROM up WHERE deleted_at IS NOT NULL)"
);

/// The roles of those of the given people who may see the project.
pub fn roles(tx: &mut Tx<'_>, project: Uuid, users: &[Uuid]) -> Result<HashMap<Uuid, ProjectRole>> {
    let mut roles = HashMap::new();
    for row in tx.all(&ROLES, &params![project, users])? {
        let mut row = row.reader();
        let (user, name) = (row.take()?, row.take::<String>()?);
        let role = Role::from_name(&name).ok_or_else(|| Error::internal(format!("unknown role {name}")))?;
        let private = row.take()?;
        let grant = Grant::in_project(role, role_of_rank(row.take()?), private);
        roles.extend(grant.project.map(|role| (user, role)));
    }
    Ok(roles)
}
