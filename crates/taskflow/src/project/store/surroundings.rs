//! What projects ask of the workspace around them.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;

// Not FOR UPDATE: a task that is just being made shares the key of its workspace's row and need not wait.
sql!(LOCK_WORKSPACE, "SELECT id FROM workspace WHERE id = $1 FOR NO KEY UPDATE");
sql!(
    IS_MEMBER,
    "SELECT EXISTS (SELECT 1 FROM member WHERE workspace_id = $1 AND user_id = $2 AND state = 'active')"
);
sql!(IS_TEAM, "SELECT EXISTS (SELECT 1 FROM team WHERE workspace_id = $1 AND id = $2)");

/// Changes of a workspace's project tree wait for each other: no two of them make a cycle or take one key.
pub fn lock_workspace(tx: &mut Tx<'_>, workspace: Uuid) -> Result<()> {
    tx.one(&LOCK_WORKSPACE, &params![workspace])?;
    Ok(())
}

/// Whether the user is an active member.
pub fn is_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<bool> {
    Ok(tx.one(&IS_MEMBER, &params![workspace, user])?.get(0)?)
}

pub fn is_team(tx: &mut Tx<'_>, workspace: Uuid, team: Uuid) -> Result<bool> {
    Ok(tx.one(&IS_TEAM, &params![workspace, team])?.get(0)?)
}
