//! SQL of members.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::model::{Belonging, Member, MemberState};
use super::super::{Role, model::Person};
use super::take_role;
use crate::base::{Error, Result};

macro_rules! columns {
    () => {
        "m.user_id, m.workspace_id, u.name, u.email, u.avatar_url, m.role, m.state, m.version, m.created_at, m.updated_at \
         FROM member m JOIN users u ON u.id = m.user_id "
    };
}

sql!(MEMBER, concat!("SELECT ", columns!(), "WHERE m.workspace_id = $1 AND m.user_id = $2"));
sql!(
    ACTIVE_MEMBERS,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE m.workspace_id = $1 AND m.user_id in_list($2) AND m.state = 'active'"
    )
);
sql!(
    ALL_MEMBERS,
    concat!("SELECT ", columns!(), "WHERE m.workspace_id = $1 ORDER BY m.user_id")
);
// Everywhere, deleted workspaces too: their log still shows who was in them.
sql!(
    MEMBERS_OF_PERSON,
    concat!("SELECT ", columns!(), "WHERE m.user_id = $1 ORDER BY m.workspace_id")
);
sql!(
    MEMBERS_BY_NAME,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE m.workspace_id = $1 AND (lower(u.name), m.user_id) > ($2, $3) \
         AND (lower(u.name) LIKE $4 ESCAPE '\\' OR lower(u.email) LIKE $4 ESCAPE '\\') \
         ORDER BY lower(u.name), m.user_id LIMIT $5"
    )
);
sql!(
    COUNT_MEMBERS,
    "SELECT count(*) FROM member m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = $1 \
     AND (lower(u.name) LIKE $2 ESCAPE '\\' OR lower(u.email) LIKE $2 ESCAPE '\\')"
);
sql!(
    MEMBERS_BY_EMAIL,
    "SELECT u.email_key FROM member m JOIN users u ON u.id = m.user_id WHERE m.workspace_id = $1 AND u.email_key in_list($2)"
);
sql!(
    OTHER_OWNERS,
    "SELECT count(*) FROM member m JOIN users u ON u.id = m.user_id \
     WHERE m.workspace_id = $1 AND m.user_id <> $2 AND m.role = 'owner' AND m.state = 'active' AND u.status = 'active'"
);
sql!(COUNT_OTHERS, "SELECT count(*) FROM member WHERE workspace_id = $1 AND user_id <> $2");
sql!(
    INSERT_MEMBER,
    "INSERT INTO member (workspace_id, user_id, role, state, version, created_at, updated_at) VALUES ($1, $2, $3, $4, 1, $5, $5)"
);
sql!(
    UPDATE_MEMBER,
    "UPDATE member SET role = $3, state = $4, version = version + 1, updated_at = $5 WHERE workspace_id = $1 AND user_id = $2"
);
sql!(DELETE_MEMBER, "DELETE FROM member WHERE workspace_id = $1 AND user_id = $2");
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
    "SELECT u.id, u.name, u.email, u.avatar_url, u.timezone, u.version, u.created_at, u.updated_at FROM users u WHERE u.id = $1 AND EXISTS ( \
       SELECT 1 FROM member t JOIN member m ON m.workspace_id = t.workspace_id JOIN workspace w ON w.id = t.workspace_id \
       WHERE t.user_id = u.id AND m.user_id = $2 AND m.state = 'active' AND w.deleted_at IS NULL)"
);

fn read(row: &Row) -> Result<Member> {
    let mut row = row.reader();
    Ok(Member {
        user_id: row.take()?,
        workspace_id: row.take()?,
        name: row.take()?,
        email: row.take()?,
        avatar_url: row.take()?,
        role: take_role(&mut row)?,
        state: take_state(&mut row)?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

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

fn take_state(row: &mut taskflow_db::Reader<'_>) -> Result<MemberState> {
    let name: String = row.take()?;
    MemberState::from_name(&name).ok_or_else(|| Error::internal(format!("unknown member state {name}")))
}

pub fn member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Option<Member>> {
    tx.opt(&MEMBER, &params![workspace, user])?.as_ref().map(read).transpose()
}

/// Those of the given people who are active members.
pub fn active_members(tx: &mut Tx<'_>, workspace: Uuid, users: &[Uuid]) -> Result<Vec<Member>> {
    tx.all(&ACTIVE_MEMBERS, &params![workspace, users])?.iter().map(read).collect()
}

/// Every member: for images and for what concerns all of them.
pub fn all_members(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Member>> {
    tx.all(&ALL_MEMBERS, &params![workspace])?.iter().map(read).collect()
}

/// Every membership of one person, in deleted workspaces, too.
pub fn members_of_person(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Member>> {
    tx.all(&MEMBERS_OF_PERSON, &params![user])?.iter().map(read).collect()
}

/// Members by name, after the given one, whose name or e-mail fits a LIKE pattern in lower case.
pub fn members_by_name(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    after: (&str, Uuid),
    pattern: &str,
    limit: i64,
) -> Result<Vec<Member>> {
    tx.all(&MEMBERS_BY_NAME, &params![workspace, after.0, after.1, pattern, limit])?
        .iter()
        .map(read)
        .collect()
}

pub fn count_members(tx: &mut Tx<'_>, workspace: Uuid, pattern: &str) -> Result<i64> {
    Ok(tx.one(&COUNT_MEMBERS, &params![workspace, pattern])?.get(0)?)
}

/// Which of the given addresses (folded) are members', active or not.
pub fn members_by_email(tx: &mut Tx<'_>, workspace: Uuid, keys: &[String]) -> Result<Vec<String>> {
    let rows = tx.all(&MEMBERS_BY_EMAIL, &params![workspace, keys])?;
    Ok(rows.iter().map(|row| row.get(0)).collect::<Result<_, _>>()?)
}

/// Owners besides one who can act: active here and on the server.
pub fn other_owners(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<i64> {
    Ok(tx.one(&OTHER_OWNERS, &params![workspace, user])?.get(0)?)
}

/// Members besides one, active or not.
pub fn count_others(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_OTHERS, &params![workspace, user])?.get(0)?)
}

pub fn insert_member(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    user: Uuid,
    role: Role,
    at: crate::base::Stamp,
) -> Result<()> {
    let values = params![workspace, user, role.name(), MemberState::Active.name(), at];
    tx.exec(&INSERT_MEMBER, &values)?;
    Ok(())
}

/// Sets role and state, and counts the version up: also for what of the person themself has changed.
pub fn update_member(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    user: Uuid,
    role: Role,
    state: MemberState,
    at: crate::base::Stamp,
) -> Result<()> {
    tx.exec(&UPDATE_MEMBER, &params![workspace, user, role.name(), state.name(), at])?;
    Ok(())
}

pub fn delete_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<()> {
    tx.exec(&DELETE_MEMBER, &params![workspace, user])?;
    Ok(())
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

/// Somebody, if the viewer is an active member of a workspace they are in.
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
