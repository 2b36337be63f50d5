//! Tokens that work once: to verify an address, to reset a password.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(
    INSERT_ONE_TIME,
    "INSERT INTO one_time_token (hash, purpose, user_id, email, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)"
);
sql!(
    FIND_ONE_TIME,
    "SELECT user_id, email, expires_at, used_at FROM one_time_token WHERE hash = $1 AND purpose = $2"
);
sql!(
    LOCK_ONE_TIME,
    "SELECT user_id, email, expires_at, used_at FROM one_time_token WHERE hash = $1 AND purpose = $2 FOR UPDATE"
);
sql!(
    USE_ONE_TIME,
    "UPDATE one_time_token SET used_at = $3 WHERE user_id = $1 AND purpose = $2 AND used_at IS NULL"
);
sql!(DELETE_ONE_TIME, "DELETE FROM one_time_token WHERE user_id = $1");
sql!(
    FORGET_ONE_TIME,
    "DELETE FROM one_time_token WHERE hash IN (SELECT hash FROM one_time_token WHERE expires_at < $1 LIMIT $2)"
);

/// What a one-time token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    VerifyEmail,
    ResetPassword,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::VerifyEmail => "verify_email",
            Self::ResetPassword => "reset_password",
        }
    }
}

/// A one-time token as its row has it.
pub struct OneTime {
    pub user_id: Uuid,
    /// The address it was sent to.
    pub email: String,
    pub expires_at: Stamp,
    pub used_at: Option<Stamp>,
}

pub fn insert_one_time(
    tx: &mut Tx<'_>,
    hash: &[u8],
    purpose: Purpose,
    user: Uuid,
    email: &str,
    now: Stamp,
    expires_at: Stamp,
) -> Result<()> {
    tx.exec(&INSERT_ONE_TIME, &params![hash, purpose.name(), user, email, expires_at, now])?;
    Ok(())
}

pub fn one_time(tx: &mut Tx<'_>, hash: &[u8], purpose: Purpose, lock: bool) -> Result<Option<OneTime>> {
    let sql = if lock { &LOCK_ONE_TIME } else { &FIND_ONE_TIME };
    let Some(row) = tx.opt(sql, &params![hash, purpose.name()])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    Ok(Some(OneTime {
        user_id: row.take()?,
        email: row.take()?,
        expires_at: row.take()?,
        used_at: row.take()?,
    }))
}

/// Uses up every token of this purpose that the user has.
pub fn use_one_time(tx: &mut Tx<'_>, user: Uuid, purpose: Purpose, now: Stamp) -> Result<()> {
    tx.exec(&USE_ONE_TIME, &params![user, purpose.name(), now])?;
    Ok(())
}

pub fn delete_one_time(tx: &mut Tx<'_>, user: Uuid) -> Result<()> {
    tx.exec(&DELETE_ONE_TIME, &params![user])?;
    Ok(())
}

pub fn forget_one_time(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_ONE_TIME, &params![before, limit])?)
}
