//! SQL of people: what they are in, and who sees them.

use taskflow_db::{Row, Sql, Tx, params, sql};
use uuid::Uuid;

use super::super::model::{Belonging, Person};
use super::{take_role, take_state};
use crate::base::Result;

sql!(
    BELONGINGS,
    "SELECT m.workspace_id, m.role, m.state, m.version, m.created_at, m.updated_at FROM member m \
     JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = $1 AND w.deleted_at IS NULL ORDER BY m.workspace_id"
);
sql!(
    BELONGINGS_AFTER,
    "SELECT m.workspace_id, m.role, m.state, m.version, m.created_at, m.updated_at FROM member m \
     JOIN workspace w ON w.id = m.workspace_id WHERE m.user_id = $1 AND w.deleted_at IS NULL AND m.workspace_id > $2 \
     ORDER BY m.workspace_id LIMIT $3"
);
sql!(
    PERSON_SEEN_BY,
    "SELECT u.id, u.name, u.email, u.avatar_url, u.timezone, u.version, u.created_at, u.updated_at FROM users u \
     WHERE u.id = $1 AND u.status <> 'deleted' AND (u.id = $2 OR EXISTS ( \
       SELECT 1 FROM member t JOIN member m ON m.workspace_id = t.workspace_id JOIN workspace w ON w.id = t.workspace_id \
       WHERE t.user_id = u.id AND m.user_id = $2 AND m.state = 'active' AND w.deleted_at IS NULL))"
);

// Their row stays as it is until the commit.
sql!(
    HOLD_PERSON,
    "SELECT email_key, name, timezone FROM users WHERE id = $1 AND status = 'active' FOR SHARE"
);
sql!(
    LOCK_PERSON,
    "SELECT email_key, name, timezone FROM users WHERE id = $1 AND status = 'active' FOR UPDATE"
);

fn read_belonging(row: &Row) -> Result<Belonging> {
    let mut row = row.reader();
    let id = row.take()?;
    Ok(Belonging {
        id,
        workspace_id: id,
        role: take_role(&mut row)?,
        state: take_state(&mut row)?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// What commands need to know of a person.
pub struct Held {
    /// What makes their address unique.
    pub email_key: String,
    pub name: String,
    pub timezone: String,
}

/// A person whose profile nobody changes until the commit. Lock the workspace first, if at all.
pub fn hold_person(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<Held>> {
    held(tx, &HOLD_PERSON, user)
}

/// The same, by whoever is about to change it.
pub fn lock_person(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<Held>> {
    held(tx, &LOCK_PERSON, user)
}

fn held(tx: &mut Tx<'_>, sql: &Sql, user: Uuid) -> Result<Option<Held>> {
    let Some(row) = tx.opt(sql, &params![user])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    Ok(Some(Held { email_key: row.take()?, name: row.take()?, timezone: row.take()? }))
}

/// Somebody's memberships, without those of deleted workspaces.
pub fn belongings(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Belonging>> {
    tx.all(&BELONGINGS, &params![user])?.iter().map(read_belonging).collect()
}

pub fn belongings_after(tx: &mut Tx<'_>, user: Uuid, after: Uuid, limit: i64) -> Result<Vec<Belonging>> {
    tx.all(&BELONGINGS_AFTER, &params![user, after, limit])?
        .iter()
        .map(read_belonging)
        .collect()
}

/// Somebody, if the viewer is that person or an active member of a workspace they are in.
pub fn person_seen_by(tx: &mut Tx<'_>, id: Uuid, viewer: Uuid) -> Result<Option<Person>> {
    let Some(row) = tx.opt(&PERSON_SEEN_BY, &params![id, viewer])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    Ok(Some(Person {
        id: row.take()?,
        name: row.take()?,
        email: row.take()?,
        avatar_url: row.take()?,
        timezone: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    }))
}
