//! Users and their credentials.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::auth::{User, UserStatus};
use crate::base::{Error, Result, Stamp};

macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " id, email, name, avatar_url, locale, timezone, status, email_verified, server_admin, version, created_at, updated_at ",
            $after
        )
    };
}

sql!(FIND_USER, columns!("SELECT", "FROM users WHERE id = $1"));
sql!(LOCK_USER, columns!("SELECT", "FROM users WHERE id = $1 FOR UPDATE"));
sql!(FIND_USERS, columns!("SELECT", "FROM users WHERE id in_list($1)"));
sql!(FIND_USER_BY_EMAIL, columns!("SELECT", "FROM users WHERE email_key = $1"));
sql!(LIST_USERS, columns!("SELECT", "FROM users WHERE id > $1 ORDER BY id LIMIT $2"));
sql!(
    INSERT_USER,
    "INSERT INTO users (id, email, email_key, name, avatar_url, locale, timezone, status, email_verified, server_admin, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
);
sql!(
    UPDATE_USER,
    "UPDATE users SET email = $2, email_key = $3, name = $4, avatar_url = $5, locale = $6, timezone = $7, status = $8, \
     email_verified = $9, server_admin = $10, version = $11, updated_at = $12 WHERE id = $1"
);
sql!(ANY_USER, "SELECT EXISTS (SELECT 1 FROM users) AS found");
// Who is first is decided one after the other; SQLite has one writer anyhow.
sql!(
    FIRST_USER_LOCK,
    sqlite: "SELECT 1 AS locked",
    postgres: "SELECT 1 AS locked FROM pg_advisory_xact_lock(7420531)"
);
sql!(
    IS_INVITED,
    "SELECT EXISTS (SELECT 1 FROM invitation WHERE email_key = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2) AS invited"
);
sql!(
    INVITED_ADDRESS,
    "SELECT email FROM invitation WHERE token_hash = $1 AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $2"
);
sql!(
    FIND_CREDENTIAL,
    "SELECT u.id, c.password_hash FROM users u LEFT JOIN credential c ON c.user_id = u.id WHERE u.email_key = $1"
);
sql!(PASSWORD_HASH, "SELECT password_hash FROM credential WHERE user_id = $1 FOR UPDATE");
sql!(
    SET_PASSWORD_HASH,
    "INSERT INTO credential (user_id, password_hash, changed_at) VALUES ($1, $2, $3) \
     ON CONFLICT (user_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at"
);
sql!(DELETE_CREDENTIAL, "DELETE FROM credential WHERE user_id = $1");

pub fn user(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<User>> {
    tx.opt(&FIND_USER, &params![id])?.as_ref().map(read_user).transpose()
}

/// The user, kept from other writers until the commit.
pub fn lock_user(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<User>> {
    tx.opt(&LOCK_USER, &params![id])?.as_ref().map(read_user).transpose()
}

pub fn users(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<User>> {
    tx.all(&FIND_USERS, &params![ids])?.iter().map(read_user).collect()
}

pub fn user_by_email_key(tx: &mut Tx<'_>, email_key: &str) -> Result<Option<User>> {
    tx.opt(&FIND_USER_BY_EMAIL, &params![email_key])?
        .as_ref()
        .map(read_user)
        .transpose()
}

pub fn users_after(tx: &mut Tx<'_>, after: Uuid, limit: i64) -> Result<Vec<User>> {
    tx.all(&LIST_USERS, &params![after, limit])?.iter().map(read_user).collect()
}

pub(super) fn read_user(row: &Row) -> Result<User> {
    let mut row = row.reader();
    Ok(User {
        id: row.take()?,
        email: row.take()?,
        name: row.take()?,
        avatar_url: row.take()?,
        locale: row.take()?,
        timezone: row.take()?,
        status: {
            let name: String = row.take()?;
            UserStatus::from_name(&name)
                .ok_or_else(|| Error::internal(format!("unknown user status {name}")))?
        },
        email_verified: row.take()?,
        server_admin: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn insert_user(tx: &mut Tx<'_>, user: &User, email_key: &str) -> Result<()> {
    let values = params![
        user.id,
        &user.email,
        email_key,
        &user.name,
        &user.avatar_url,
        &user.locale,
        &user.timezone,
        user.status.name(),
        user.email_verified,
        user.server_admin,
        user.version,
        user.created_at,
        user.updated_at
    ];
    tx.exec(&INSERT_USER, &values)?;
    Ok(())
}

/// Writes the whole row; the caller has locked it and raised its version.
pub fn update_user(tx: &mut Tx<'_>, user: &User, email_key: &str) -> Result<()> {
    let values = params![
        user.id,
        &user.email,
        email_key,
        &user.name,
        &user.avatar_url,
        &user.locale,
        &user.timezone,
        user.status.name(),
        user.email_verified,
        user.server_admin,
        user.version,
        user.updated_at
    ];
    tx.exec(&UPDATE_USER, &values)?;
    Ok(())
}

/// Whether the server has no user yet. When it has none, others who ask wait until this command has committed.
pub fn is_first_user(tx: &mut Tx<'_>) -> Result<bool> {
    if tx.one(&ANY_USER, &[])?.get(0)? {
        return Ok(false);
    }
    tx.one(&FIRST_USER_LOCK, &[])?;
    Ok(!tx.one(&ANY_USER, &[])?.get::<bool>(0)?)
}

/// Whether somebody invited this address to a workspace.
pub fn is_invited(tx: &mut Tx<'_>, email_key: &str, now: Stamp) -> Result<bool> {
    Ok(tx.one(&IS_INVITED, &params![email_key, now])?.get(0)?)
}

/// The address that an invitation was mailed to, while it is open.
pub fn invited_address(tx: &mut Tx<'_>, token_hash: &[u8], now: Stamp) -> Result<Option<String>> {
    Ok(tx
        .opt(&INVITED_ADDRESS, &params![token_hash, now])?
        .map(|row| row.get(0))
        .transpose()?)
}

/// The user of an address, and their password's hash when they have one.
pub fn credential(tx: &mut Tx<'_>, email_key: &str) -> Result<Option<(Uuid, Option<String>)>> {
    tx.opt(&FIND_CREDENTIAL, &params![email_key])?
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .transpose()
}

pub fn password_hash(tx: &mut Tx<'_>, user: Uuid) -> Result<Option<String>> {
    Ok(tx
        .opt(&PASSWORD_HASH, &params![user])?
        .map(|row| row.get(0))
        .transpose()?
        .flatten())
}

pub fn set_password_hash(tx: &mut Tx<'_>, user: Uuid, hash: &str, now: Stamp) -> Result<()> {
    tx.exec(&SET_PASSWORD_HASH, &params![user, hash, now])?;
    Ok(())
}

pub fn delete_credential(tx: &mut Tx<'_>, user: Uuid) -> Result<()> {
    tx.exec(&DELETE_CREDENTIAL, &params![user])?;
    Ok(())
}
