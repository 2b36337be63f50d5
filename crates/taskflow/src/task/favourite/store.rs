//! SQL of favourites.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::model::{Favourite, Target};
use crate::base::{Error, Result, Stamp};

macro_rules! columns {
    () => {
        "id, workspace_id, user_id, target_type, target_id, position, version, created_at, updated_at"
    };
}

sql!(FIND, concat!("SELECT ", columns!(), " FROM favourite WHERE id = $1"));
sql!(FIND_LOCKED, concat!("SELECT ", columns!(), " FROM favourite WHERE id = $1 FOR UPDATE"));
sql!(
    OF_TARGET,
    concat!("SELECT ", columns!(), " FROM favourite WHERE user_id = $1 AND target_id = $2")
);
sql!(
    LIST,
    concat!(
        "SELECT ",
        columns!(),
        " FROM favourite WHERE user_id = $1 AND workspace_id = $2 AND (position, id) > ($3, $4) ORDER BY position, id LIMIT $5"
    )
);
sql!(
    ALL_IN,
    concat!(
        "SELECT ",
        columns!(),
        " FROM favourite WHERE user_id = $1 AND workspace_id = $2 ORDER BY position, id"
    )
);
sql!(
    OF_PERSON,
    concat!("SELECT ", columns!(), " FROM favourite WHERE user_id = $1 ORDER BY id")
);
sql!(
    OF_TARGETS,
    concat!(
        "SELECT ",
        columns!(),
        " FROM favourite WHERE target_id in_list($1) ORDER BY id FOR UPDATE"
    )
);
sql!(
    INSERT,
    "INSERT INTO favourite (id, workspace_id, user_id, target_type, target_id, position, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)"
);
sql!(
    REPOSITION,
    "UPDATE favourite SET position = $2, version = version + 1, updated_at = $3 WHERE id = $1"
);
sql!(DELETE, "DELETE FROM favourite WHERE id in_list($1)");

fn read(row: &Row) -> Result<Favourite> {
    let mut row = row.reader();
    Ok(Favourite {
        id: row.take()?,
        workspace_id: row.take()?,
        user_id: row.take()?,
        target_type: {
            let name: String = row.take()?;
            Target::from_name(&name).ok_or_else(|| Error::internal(format!("unknown favourite {name}")))?
        },
        target_id: row.take()?,
        position: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn find(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Favourite>> {
    tx.opt(&FIND, &params![id])?.map(|row| read(&row)).transpose()
}

pub fn find_locked(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Favourite>> {
    tx.opt(&FIND_LOCKED, &params![id])?.map(|row| read(&row)).transpose()
}

/// Whether somebody has this already.
pub fn of_target(tx: &mut Tx<'_>, user: Uuid, target: Uuid) -> Result<Option<Favourite>> {
    tx.opt(&OF_TARGET, &params![user, target])?.map(|row| read(&row)).transpose()
}

/// Those of a person in a workspace, after a place.
pub fn list(
    tx: &mut Tx<'_>,
    user: Uuid,
    workspace: Uuid,
    after: (&str, Uuid),
    limit: i64,
) -> Result<Vec<Favourite>> {
    tx.all(&LIST, &params![user, workspace, after.0, after.1, limit])?
        .iter()
        .map(read)
        .collect()
}

/// All of a person in a workspace, in their order.
pub fn all_in(tx: &mut Tx<'_>, user: Uuid, workspace: Uuid) -> Result<Vec<Favourite>> {
    tx.all(&ALL_IN, &params![user, workspace])?.iter().map(read).collect()
}

pub fn of_person(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Favourite>> {
    tx.all(&OF_PERSON, &params![user])?.iter().map(read).collect()
}

/// Whoever has any of these.
pub fn of_targets(tx: &mut Tx<'_>, targets: &[Uuid]) -> Result<Vec<Favourite>> {
    tx.all(&OF_TARGETS, &params![targets])?.iter().map(read).collect()
}

pub fn insert(tx: &mut Tx<'_>, f: &Favourite) -> Result<()> {
    let row = params![
        f.id,
        f.workspace_id,
        f.user_id,
        f.target_type.name(),
        f.target_id,
        &f.position,
        f.created_at
    ];
    tx.exec(&INSERT, &row)?;
    Ok(())
}

pub fn reposition(tx: &mut Tx<'_>, id: Uuid, position: &str, now: Stamp) -> Result<()> {
    tx.exec(&REPOSITION, &params![id, position, now])?;
    Ok(())
}

pub fn delete(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    tx.exec(&DELETE, &params![ids])?;
    Ok(())
}
