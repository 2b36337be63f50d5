//! Every workspace of the server, for who looks after it.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::model::{ListedWorkspace, WorkspaceOwner};
use super::workspaces::read;
use crate::base::Result;

sql!(
    ALL_WORKSPACES,
    "SELECT w.id, w.slug, w.name, w.timezone, w.week_start, w.created_by, w.deleted_at, w.version, w.created_at, w.updated_at, \
     (SELECT count(*) FROM member m WHERE m.workspace_id = w.id AND m.state = 'active') AS members \
     FROM workspace w WHERE w.deleted_at IS NULL AND (lower(w.name), w.id) > ($1, $2) \
     AND (lower(w.name) LIKE $3 ESCAPE '\\' OR w.slug LIKE $3 ESCAPE '\\') ORDER BY lower(w.name), w.id LIMIT $4"
);
sql!(
    COUNT_WORKSPACES,
    "SELECT count(*) FROM workspace w WHERE w.deleted_at IS NULL AND (lower(w.name) LIKE $1 ESCAPE '\\' OR w.slug LIKE $1 ESCAPE '\\')"
);
sql!(
    OWNERS,
    "SELECT m.workspace_id, u.id, u.name, u.email FROM member m JOIN users u ON u.id = m.user_id \
     WHERE m.workspace_id in_list($1) AND m.role = 'owner' AND m.state = 'active' ORDER BY lower(u.name), u.id"
);

/// Workspaces by name after one, those whose name or address fits `pattern`.
pub fn all_workspaces(
    tx: &mut Tx<'_>,
    after: (&str, Uuid),
    pattern: &str,
    limit: i64,
) -> Result<Vec<ListedWorkspace>> {
    let rows = tx.all(&ALL_WORKSPACES, &params![after.0, after.1, pattern, limit])?;
    let listed =
        |row: &Row| Ok(ListedWorkspace { workspace: read(row)?, members: row.get(10)?, owners: Vec::new() });
    let mut found = rows.iter().map(listed).collect::<Result<Vec<_>>>()?;
    let ids: Vec<Uuid> = found.iter().map(|listed| listed.workspace.id).collect();
    if ids.is_empty() {
        return Ok(found);
    }
    for row in tx.all(&OWNERS, &params![&ids])? {
        let workspace: Uuid = row.get(0)?;
        let owner = WorkspaceOwner { user_id: row.get(1)?, name: row.get(2)?, email: row.get(3)? };
        if let Some(listed) = found.iter_mut().find(|listed| listed.workspace.id == workspace) {
            listed.owners.push(owner);
        }
    }
    Ok(found)
}

pub fn count_workspaces(tx: &mut Tx<'_>, pattern: &str) -> Result<i64> {
    Ok(tx.one(&COUNT_WORKSPACES, &params![pattern])?.get(0)?)
}
