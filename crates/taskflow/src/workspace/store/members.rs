//! SQL of members.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use super::super::Role;
use super::super::model::{Member, MemberState};
use super::{take_role, take_state};
use crate::base::{Result, Stamp};

macro_rules! columns {
    () => {
        "m.user_id, m.workspace_id, u.name, u.email, u.avatar_url, m.role, m.state, m.version, m.created_at, m.updated_at \
         FROM member m JOIN users u ON u.id = m.user_id "
    };
}

sql!(
    PEOPLE_OF,
    "SELECT m.user_id, u.name, u.email FROM member m JOIN users u ON u.id = m.user_id \
     WHERE m.workspace_id = $1 AND m.state = 'active' ORDER BY m.user_id LIMIT $2"
);
sql!(
    AN_OWNER,
    "SELECT user_id FROM member WHERE workspace_id = $1 AND role = 'owner' AND state = 'active' ORDER BY user_id LIMIT 1"
);
sql!(MEMBER, concat!("SELECT ", columns!(), "WHERE m.workspace_id = $1 AND m.user_id = $2"));
sql!(
    LOCK_MEMBER,
    "SELECT user_id FROM member WHERE workspace_id = $1 AND user_id = $2 FOR UPDATE"
);
sql!(
    HOLD_MEMBER,
    "SELECT user_id FROM member WHERE workspace_id = $1 AND user_id = $2 AND state = 'active' FOR SHARE"
);
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
sql!(
    MEMBERS_AFTER,
    concat!(
        "SELECT ",
        columns!(),
        "WHERE m.workspace_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3"
    )
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
    ACTIVE_BY_EMAIL,
    "SELECT u.email_key, m.user_id FROM member m JOIN users u ON u.id = m.user_id \
     WHERE m.workspace_id = $1 AND m.state = 'active' AND u.email_key in_list($2)"
);
sql!(
    OTHER_OWNERS,
    "SELECT count(*) FROM member m JOIN users u ON u.id = m.user_id \
     WHERE m.workspace_id = $1 AND m.user_id <> $2 AND m.role = 'owner' AND m.state = 'active' AND u.status = 'active'"
);
sql!(COUNT_OTHERS, "SELECT count(*) FROM member WHERE workspace_id = $1 AND user_id <> $2");
sql!(
    INSERT_MEMBER,
    "INSERT INTO member (workspace_id, user_id, role, state, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $6)"
);
sql!(
    UPDATE_MEMBER,
    "UPDATE member SET role = $3, state = $4, version = version + 1, updated_at = $5 WHERE workspace_id = $1 AND user_id = $2"
);
sql!(
    TOUCH_MEMBERS,
    "UPDATE member SET version = version + 1, updated_at = $2 WHERE user_id = $1"
);
sql!(DELETE_MEMBER, "DELETE FROM member WHERE workspace_id = $1 AND user_id = $2");
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

pub fn member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<Option<Member>> {
    tx.opt(&MEMBER, &params![workspace, user])?.as_ref().map(read).transpose()
}

/// Waits for whoever is just giving this member something, and keeps others from it.
pub fn lock_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<()> {
    tx.opt(&LOCK_MEMBER, &params![workspace, user])?;
    Ok(())
}

/// Whether somebody is an active member; if so they stay one until the commit.
pub fn hold_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<bool> {
    Ok(tx.opt(&HOLD_MEMBER, &params![workspace, user])?.is_some())
}

/// Those of the given people who are active members.
pub fn active_members(tx: &mut Tx<'_>, workspace: Uuid, users: &[Uuid]) -> Result<Vec<Member>> {
    tx.all(&ACTIVE_MEMBERS, &params![workspace, users])?.iter().map(read).collect()
}

/// Every member: for images and for what concerns all of them.
pub fn all_members(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Vec<Member>> {
    tx.all(&ALL_MEMBERS, &params![workspace])?.iter().map(read).collect()
}

/// Members by id, after one.
pub fn members_after(tx: &mut Tx<'_>, workspace: Uuid, after: Uuid, limit: i64) -> Result<Vec<Member>> {
    tx.all(&MEMBERS_AFTER, &params![workspace, after, limit])?
        .iter()
        .map(read)
        .collect()
}

/// An active owner.
pub fn an_owner(tx: &mut Tx<'_>, workspace: Uuid) -> Result<Option<Uuid>> {
    Ok(tx.opt(&AN_OWNER, &params![workspace])?.map(|row| row.get(0)).transpose()?)
}

pub fn people_of(tx: &mut Tx<'_>, workspace: Uuid, limit: i64) -> Result<Vec<(Uuid, String, String)>> {
    let read = |row: &Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    tx.all(&PEOPLE_OF, &params![workspace, limit])?.iter().map(read).collect()
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

/// The active members whose addresses (folded) these are.
pub fn active_by_email(tx: &mut Tx<'_>, workspace: Uuid, keys: &[String]) -> Result<Vec<(String, Uuid)>> {
    let rows = tx.all(&ACTIVE_BY_EMAIL, &params![workspace, keys])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
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
    version: i64,
    at: Stamp,
) -> Result<()> {
    let values = params![workspace, user, role.name(), MemberState::Active.name(), version, at];
    tx.exec(&INSERT_MEMBER, &values)?;
    Ok(())
}

/// Sets role and state, and counts the version up.
pub fn update_member(
    tx: &mut Tx<'_>,
    workspace: Uuid,
    user: Uuid,
    role: Role,
    state: MemberState,
    at: Stamp,
) -> Result<()> {
    tx.exec(&UPDATE_MEMBER, &params![workspace, user, role.name(), state.name(), at])?;
    Ok(())
}

/// Counts all memberships of a person up, since what they show of the person has changed.
pub fn touch_members(tx: &mut Tx<'_>, user: Uuid, at: Stamp) -> Result<()> {
    tx.exec(&TOUCH_MEMBERS, &params![user, at])?;
    Ok(())
}

pub fn delete_member(tx: &mut Tx<'_>, workspace: Uuid, user: Uuid) -> Result<()> {
    tx.exec(&DELETE_MEMBER, &params![workspace, user])?;
    Ok(())
}
