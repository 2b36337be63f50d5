//! Personal API tokens.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::auth::ApiToken;
use crate::base::{Error, Result, Stamp};

macro_rules! columns {
    ($after:literal) => {
        concat!(
            "SELECT id, user_id, name, scopes, expires_at, revoked_at, version, created_at, updated_at FROM api_token ",
            $after
        )
    };
}

sql!(TOKENS_OF, columns!("WHERE user_id = $1 ORDER BY id"));
sql!(FIND_TOKEN, columns!("WHERE id = $1"));
sql!(LOCK_TOKEN, columns!("WHERE id = $1 AND user_id = $2 FOR UPDATE"));
sql!(
    LIST_TOKENS,
    columns!("WHERE user_id = $1 AND revoked_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3")
);
sql!(ENDED_TOKENS, columns!("WHERE revoked_at < $1 ORDER BY user_id, id LIMIT $2 FOR UPDATE"));
sql!(
    COUNT_TOKENS,
    "SELECT count(*) AS tokens FROM api_token WHERE user_id = $1 AND revoked_at IS NULL"
);
sql!(
    INSERT_TOKEN,
    "INSERT INTO api_token (id, user_id, name, scopes, secret_hash, expires_at, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
sql!(
    REVOKE_TOKEN,
    "UPDATE api_token SET revoked_at = $2, version = $3, updated_at = $2 WHERE id = $1"
);
sql!(
    SAY_USE,
    "INSERT INTO token_use (token_id, network, said_at) VALUES ($1, $2, $3) \
     ON CONFLICT (token_id, network) DO UPDATE SET said_at = excluded.said_at WHERE token_use.said_at <= $4"
);
sql!(
    FORGET_USES,
    "DELETE FROM token_use WHERE (token_id, network) IN (SELECT token_id, network FROM token_use WHERE said_at < $1 LIMIT $2)"
);
sql!(DELETE_TOKENS, "DELETE FROM api_token WHERE id in_list($1)");

/// All tokens of a user, revoked ones included.
pub fn tokens_of(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<ApiToken>> {
    tx.all(&TOKENS_OF, &params![user])?.iter().map(read_token).collect()
}

/// A token, whoever owns it: only to see whether an id is taken.
pub fn token_with_id(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<ApiToken>> {
    tx.opt(&FIND_TOKEN, &params![id])?.as_ref().map(read_token).transpose()
}

pub fn lock_token(tx: &mut Tx<'_>, user: Uuid, id: Uuid) -> Result<Option<ApiToken>> {
    tx.opt(&LOCK_TOKEN, &params![id, user])?.as_ref().map(read_token).transpose()
}

/// Tokens that were not revoked, the newest first.
pub fn list_tokens(tx: &mut Tx<'_>, user: Uuid, before: Uuid, limit: i64) -> Result<Vec<ApiToken>> {
    tx.all(&LIST_TOKENS, &params![user, before, limit])?
        .iter()
        .map(read_token)
        .collect()
}

/// Tokens revoked before an instant; ordered by user.
pub fn ended_tokens(tx: &mut Tx<'_>, over: Stamp, limit: i64) -> Result<Vec<ApiToken>> {
    tx.all(&ENDED_TOKENS, &params![over, limit])?.iter().map(read_token).collect()
}

pub fn count_tokens(tx: &mut Tx<'_>, user: Uuid) -> Result<i64> {
    Ok(tx.one(&COUNT_TOKENS, &params![user])?.get(0)?)
}

fn read_token(row: &Row) -> Result<ApiToken> {
    let mut row = row.reader();
    Ok(ApiToken {
        id: row.take()?,
        user_id: row.take()?,
        name: row.take()?,
        scopes: serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?,
        expires_at: row.take()?,
        revoked_at: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn insert_token(tx: &mut Tx<'_>, token: &ApiToken, secret_hash: &[u8]) -> Result<()> {
    let scopes = serde_json::to_string(&token.scopes).map_err(Error::internal)?;
    let values = params![
        token.id,
        token.user_id,
        &token.name,
        scopes,
        secret_hash,
        token.expires_at,
        token.version,
        token.created_at,
        token.updated_at
    ];
    tx.exec(&INSERT_TOKEN, &values)?;
    Ok(())
}

/// Stores when a token was revoked; the caller has raised its version.
pub fn revoke_token(tx: &mut Tx<'_>, token: &ApiToken) -> Result<()> {
    tx.exec(&REVOKE_TOKEN, &params![token.id, token.updated_at, token.version])?;
    Ok(())
}

/// Notes that a token was used from a network; false when that was noted after `silence`.
pub fn say_use(tx: &mut Tx<'_>, token: Uuid, network: &[u8], now: Stamp, silence: Stamp) -> Result<bool> {
    Ok(tx.exec(&SAY_USE, &params![token, network, now, silence])? == 1)
}

/// Deletes notes of uses from before an instant.
pub fn forget_uses(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_USES, &params![before, limit])?)
}

pub fn delete_tokens(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    tx.exec(&DELETE_TOKENS, &params![ids])?;
    Ok(())
}
