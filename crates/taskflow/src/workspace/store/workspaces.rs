//! SQL of workspaces.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::model::Workspace;
use crate::base::Result;

macro_rules! columns {
    () => {
        "w.id, w.slug, w.name, w.timezone, w.week_start, w.created_by, w.deleted_at, w.version, w.created_at, w.updated_at"
    };
}

sql!(WORKSPACE, concat!("SELECT ", columns!(), " FROM workspace w WHERE w.id = $1"));
// Not FOR UPDATE: that would hold up every insert of a row that refers to the workspace.
sql!(
    LOCK_WORKSPACE,
    concat!("SELECT ", columns!(), " FROM workspace w WHERE w.id = $1 FOR NO KEY UPDATE")
);
sql!(SLUG_OWNER, "SELECT id FROM workspace WHERE slug = $1");
sql!(
    INSERT_WORKSPACE,
    "INSERT INTO workspace (id, slug, name, timezone, week_start, created_by, deleted_at, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING"
);
sql!(
    UPDATE_WORKSPACE,
    "UPDATE workspace SET slug = $2, name = $3, timezone = $4, week_start = $5, deleted_at = $6, version = $7, updated_at = $8 WHERE id = $1"
);
sql!(
    WORKSPACES_OF,
    concat!(
        "SELECT ",
        columns!(),
        " FROM member m JOIN workspace w ON w.id = m.workspace_id \
         WHERE m.user_id = $1 AND m.state = 'active' AND w.deleted_at IS NULL AND (lower(w.name), w.id) > ($2, $3) \
         ORDER BY lower(w.name), w.id LIMIT $4"
    )
);
sql!(
    COUNT_WORKSPACES_OF,
    "SELECT count(*) FROM member m JOIN workspace w ON w.id = m.workspace_id \
     WHERE m.user_id = $1 AND m.state = 'active' AND w.deleted_at IS NULL"
);

pub(super) fn read(row: &Row) -> Result<Workspace> {
    let mut row = row.reader();
    Ok(Workspace {
        id: row.take()?,
        slug: row.take()?,
        name: row.take()?,
        timezone: row.take()?,
        week_start: row.take()?,
        created_by: row.take()?,
        deleted_at: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// A workspace, deleted or not.
pub fn workspace(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Workspace>> {
    tx.opt(&WORKSPACE, &params![id])?.as_ref().map(read).transpose()
}

/// The same, and nobody else changes it or its people until the commit.
pub fn lock_workspace(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Workspace>> {
    tx.opt(&LOCK_WORKSPACE, &params![id])?.as_ref().map(read).transpose()
}

/// Which workspace has or had a slug.
pub fn slug_owner(tx: &mut Tx<'_>, slug: &str) -> Result<Option<Uuid>> {
    Ok(tx.opt(&SLUG_OWNER, &params![slug])?.map(|row| row.get(0)).transpose()?)
}

/// Tells whether it went in: not when its id or slug is taken.
pub fn insert_workspace(tx: &mut Tx<'_>, w: &Workspace) -> Result<bool> {
    let values = params![
        w.id,
        &w.slug,
        &w.name,
        &w.timezone,
        w.week_start,
        w.created_by,
        w.deleted_at,
        w.version,
        w.created_at,
        w.updated_at
    ];
    Ok(tx.exec(&INSERT_WORKSPACE, &values)? == 1)
}

pub fn update_workspace(tx: &mut Tx<'_>, w: &Workspace) -> Result<()> {
    let values =
        params![w.id, &w.slug, &w.name, &w.timezone, w.week_start, w.deleted_at, w.version, w.updated_at];
    tx.exec(&UPDATE_WORKSPACE, &values)?;
    Ok(())
}

/// Workspaces that somebody is an active member of, by name, after the given ones.
pub fn workspaces_of(tx: &mut Tx<'_>, user: Uuid, after: (&str, Uuid), limit: i64) -> Result<Vec<Workspace>> {
    tx.all(&WORKSPACES_OF, &params![user, after.0, after.1, limit])?
        .iter()
        .map(read)
        .collect()
}

pub fn count_workspaces_of(tx: &mut Tx<'_>, user: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_WORKSPACES_OF, &params![user])?.get(0)?)
}
