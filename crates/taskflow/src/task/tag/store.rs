//! SQL of tags.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::Tag;
use super::rules::{self, Draft};
use crate::base::{Result, Stamp};

sql!(
    FIND,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag WHERE id = $1"
);
sql!(
    FIND_LOCKED,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag WHERE id = $1 FOR UPDATE"
);
sql!(
    BY_KEYS,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag WHERE workspace_id = $1 AND name_key in_list($2)"
);
sql!(
    BY_IDS,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag WHERE workspace_id = $1 AND id in_list($2)"
);
sql!(
    LIST,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag \
     WHERE workspace_id = $1 AND name_key > $2 ORDER BY name_key LIMIT $3"
);
sql!(
    ALL,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag WHERE workspace_id = $1 ORDER BY id"
);
sql!(
    AFTER,
    "SELECT id, workspace_id, name, colour, version, created_at, updated_at FROM tag \
     WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT $3"
);
sql!(COUNT, "SELECT count(*) FROM tag WHERE workspace_id = $1");
sql!(
    INSERT,
    "INSERT INTO tag (id, workspace_id, name, name_key, colour, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, 1, $6, $6)"
);
sql!(
    UPDATE,
    "UPDATE tag SET name = $2, name_key = $3, colour = $4, version = version + 1, updated_at = $5 WHERE id = $1"
);
sql!(
    PUT_BACK,
    "INSERT INTO tag (id, workspace_id, name, name_key, colour, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(DELETE, "DELETE FROM tag WHERE id = $1");
sql!(
    TASKS,
    "SELECT t.id, t.project_id FROM task_tag x JOIN task t ON t.id = x.task_id WHERE x.tag_id = $1 ORDER BY t.id LIMIT $2 FOR UPDATE OF t"
);
sql!(UNTAG, "DELETE FROM task_tag WHERE tag_id = $1");

fn read(row: &Row) -> Result<Tag> {
    let mut row = row.reader();
    Ok(Tag {
        id: row.take()?,
        workspace_id: row.take()?,
        name: row.take()?,
        colour: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// A tag of any workspace: prove membership before it is shown.
pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Tag>> {
    tx.opt(&FIND, &params![id])?.as_ref().map(read).transpose()
}

/// As [`find`], and nobody else changes it, or puts it on a task, until the commit.
pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Tag>> {
    tx.opt(&FIND_LOCKED, &params![id])?.as_ref().map(read).transpose()
}

pub fn by_keys(tx: &mut Tx<'_>, workspace: Uuid, keys: Vec<String>) -> Result<Vec<Tag>> {
    tx.all(&BY_KEYS, &params![workspace, keys])?.iter().map(read).collect()
}

/// By name, after the given key.
pub fn list(tx: &mut Tx<'_>, workspace: Uuid, after: &str, limit: i64) -> Result<Vec<Tag>> {
    tx.all(&LIST, &params![workspace, after, limit])?.iter().map(read).collect()
}

/// By id, after one.
pub fn after(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Tag>> {
    tx.all(&AFTER, &params![workspace, after, limit])?.iter().map(read).collect()
}

pub fn all(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Tag>> {
    tx.all(&ALL, &params![workspace])?.iter().map(read).collect()
}

pub fn count(tx: &mut Tx<'_>, workspace: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT, &params![workspace])?.get(0)?)
}

pub fn insert(tx: &mut Tx<'_>, id: Uuid, workspace: Uuid, draft: &Draft, now: Stamp) -> Result<()> {
    let key = rules::key(&draft.name);
    tx.exec(&INSERT, &params![id, workspace, &draft.name, key, &draft.colour, now])?;
    Ok(())
}

/// A tag that was there before, as it is given.
pub fn put_back(tx: &mut Tx<'_>, t: &Tag) -> Result<()> {
    let key = rules::key(&t.name);
    let row = params![t.id, t.workspace_id, &t.name, key, &t.colour, t.version, t.created_at, t.updated_at];
    tx.exec(&PUT_BACK, &row)?;
    Ok(())
}

/// Those of these tags that the workspace has.
pub fn by_ids(tx: &mut Tx<'_>, workspace: Uuid, ids: &[Uuid]) -> Result<Vec<Tag>> {
    tx.all(&BY_IDS, &params![workspace, ids])?.iter().map(read).collect()
}

pub fn update(tx: &mut Tx<'_>, id: Uuid, draft: &Draft, now: Stamp) -> Result<()> {
    tx.exec(&UPDATE, &params![id, &draft.name, rules::key(&draft.name), &draft.colour, now])?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&DELETE, &params![id])?;
    Ok(())
}

/// The tasks that carry a tag, each with its project, locked.
pub fn tasks(tx: &mut Tx<'_>, tag: Uuid, limit: i64) -> Result<Vec<(Uuid, Uuid)>> {
    let rows = tx.all(&TASKS, &params![tag, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Takes a tag off all tasks.
pub fn untag(tx: &mut Tx<'_>, tag: Uuid) -> Result<()> {
    tx.exec(&UNTAG, &params![tag])?;
    Ok(())
}
