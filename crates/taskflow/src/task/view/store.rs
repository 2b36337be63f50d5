//! SQL of views.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{Layout, View};
use crate::base::{Error, Result};
use crate::task::model::GroupBy;

macro_rules! columns {
    () => {
        "id, workspace_id, project_id, owner_id, shared, name, filter, sort, group_by, lane_by, layout, shown, options, position, version, created_at, updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM saved_view WHERE id = $1"));
sql!(FIND_LOCKED, concat!("SELECT ", columns!(), " FROM saved_view WHERE id = $1 FOR UPDATE"));
sql!(
    OF_STREAM,
    concat!(
        "SELECT ",
        columns!(),
        " FROM saved_view WHERE (workspace_id = $1 AND shared) OR (owner_id = $1 AND NOT shared) ORDER BY id"
    )
);
sql!(
    WORKSPACE_WIDE,
    concat!(
        "SELECT ",
        columns!(),
        " FROM saved_view WHERE workspace_id = $1 AND shared AND project_id IS NULL AND id > $2 ORDER BY id LIMIT $3"
    )
);
sql!(
    OF_PROJECTS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM saved_view WHERE project_id in_list($1) AND shared ORDER BY id"
    )
);
sql!(
    OF_PROJECT,
    concat!("SELECT ", columns!(), " FROM saved_view WHERE project_id = $1 ORDER BY id FOR UPDATE")
);
// Those of the workspace that somebody may see: their own, and shared ones of no project or of one of these.
sql!(
    SEEN,
    concat!(
        "SELECT ",
        columns!(),
        " FROM saved_view WHERE workspace_id = $1 AND (CASE WHEN shared THEN project_id IS NULL OR project_id in_list($3) ELSE owner_id = $2 END) \
         AND (position, id) > ($4, $5) ORDER BY position, id LIMIT $6"
    )
);
sql!(
    POSITIONS,
    "SELECT id, position FROM saved_view WHERE workspace_id = $1 AND (shared OR owner_id = $2) ORDER BY position, id"
);
sql!(
    COUNTS,
    "SELECT count(*) FROM saved_view WHERE workspace_id = $1 AND (CASE WHEN $2 THEN shared ELSE NOT shared AND owner_id = $3 END)"
);
sql!(
    PRIVATE_OF,
    concat!(
        "SELECT ",
        columns!(),
        " FROM saved_view WHERE workspace_id = $1 AND owner_id = $2 AND NOT shared ORDER BY id FOR UPDATE"
    )
);
sql!(
    INSERT,
    "INSERT INTO saved_view (id, workspace_id, project_id, owner_id, shared, name, filter, sort, group_by, lane_by, layout, shown, options, position, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
);
sql!(
    UPDATE,
    "UPDATE saved_view SET shared = $2, name = $3, filter = $4, sort = $5, group_by = $6, lane_by = $7, layout = $8, shown = $9, options = $10, \
       position = $11, version = $12, updated_at = $13 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM saved_view WHERE id = $1");

fn read(row: &Row) -> Result<View> {
    let mut row = row.reader();
    Ok(View {
        id: row.take()?,
        workspace_id: row.take()?,
        project_id: row.take()?,
        owner_id: row.take()?,
        shared: row.take()?,
        name: row.take()?,
        filter: row.take()?,
        sort: row.take()?,
        group_by: group(row.take()?)?,
        lane_by: group(row.take()?)?,
        layout: {
            let name: String = row.take()?;
            Layout::from_name(&name).ok_or_else(|| Error::internal(format!("unknown layout {name}")))?
        },
        columns: serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?,
        options: serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?,
        position: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

fn group(name: Option<String>) -> Result<Option<GroupBy>> {
    let read = |name: String| {
        GroupBy::from_name(&name).ok_or_else(|| Error::internal(format!("unknown group {name}")))
    };
    name.map(read).transpose()
}

fn json(value: &impl serde::Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<View>> {
    tx.opt(&FIND, &params![id])?.map(|row| read(&row)).transpose()
}

pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<View>> {
    tx.opt(&FIND_LOCKED, &params![id])?.map(|row| read(&row)).transpose()
}

/// All of a stream: shared ones of a workspace, private ones of a person.
pub fn of_stream(tx: &mut Tx<'_>, stream: Uuid) -> Result<Vec<View>> {
    tx.all(&OF_STREAM, &params![stream])?.iter().map(read).collect()
}

/// Shared ones without a project, by id.
pub fn workspace_wide(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<View>> {
    tx.all(&WORKSPACE_WIDE, &params![workspace, after, limit])?
        .iter()
        .map(read)
        .collect()
}

/// Shared ones of these projects.
pub fn of_projects(tx: &mut Tx<'_>, projects: &[Uuid]) -> Result<Vec<View>> {
    tx.all(&OF_PROJECTS, &params![projects])?.iter().map(read).collect()
}

/// Everybody's of a project, shared or not.
pub fn all_of_project(tx: &mut Tx<'_>, project: Uuid) -> Result<Vec<View>> {
    tx.all(&OF_PROJECT, &params![project])?.iter().map(read).collect()
}

/// Those that a person may see who sees these projects, after a place.
pub fn seen(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    user: Uuid,
    projects: &[Uuid],
    after: (&str, Uuid),
    limit: i64,
) -> Result<Vec<View>> {
    tx.all(&SEEN, &params![workspace, user, projects, after.0, after.1, limit])?
        .iter()
        .map(read)
        .collect()
}

/// The places of all that a person may see, and of some they may not.
pub fn positions(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Vec<(Uuid, String)>> {
    let rows = tx.all(&POSITIONS, &params![workspace, user])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// How many the workspace shares, or the person has for themselves.
pub fn count(tx: &mut Tx<'_>, workspace: Uuid, shared: bool, user: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNTS, &params![workspace, shared, user])?.get(0)?)
}

/// A person's private ones in a workspace.
pub fn private_of(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Vec<View>> {
    tx.all(&PRIVATE_OF, &params![workspace, user])?.iter().map(read).collect()
}

pub fn insert(tx: &mut Tx<'_>, v: &View) -> Result<()> {
    let row = params![
        v.id,
        v.workspace_id,
        v.project_id,
        v.owner_id,
        v.shared,
        &v.name,
        &v.filter,
        &v.sort,
        v.group_by.map(|by| by.name().into_owned()),
        v.lane_by.map(|by| by.name().into_owned()),
        v.layout.name(),
        json(&v.columns)?,
        json(&v.options)?,
        &v.position,
        v.version,
        v.created_at,
        v.updated_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

pub fn update(tx: &mut Tx<'_>, v: &View) -> Result<()> {
    let row = params![
        v.id,
        v.shared,
        &v.name,
        &v.filter,
        &v.sort,
        v.group_by.map(|by| by.name().into_owned()),
        v.lane_by.map(|by| by.name().into_owned()),
        v.layout.name(),
        json(&v.columns)?,
        json(&v.options)?,
        &v.position,
        v.version,
        v.updated_at
    ];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}
