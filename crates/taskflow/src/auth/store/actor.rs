//! Who a credential stands for, as of now.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Actor, Error, Result, Stamp};

sql!(
    TOKEN_ACTOR,
    "SELECT t.id, t.user_id, t.scopes, u.server_admin FROM api_token t JOIN users u ON u.id = t.user_id \
     WHERE t.secret_hash = $1 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $2) AND u.status = 'active'"
);

sql!(
    SESSION_STANDS,
    "SELECT u.server_admin, s.expires_at FROM session s JOIN users u ON u.id = s.user_id \
     WHERE s.id = $1 AND s.user_id = $2 AND s.revoked_at IS NULL AND s.expires_at > $3 AND u.status = 'active'"
);
sql!(
    TOKEN_STANDS,
    "SELECT t.scopes, u.server_admin, t.expires_at FROM api_token t JOIN users u ON u.id = t.user_id \
     WHERE t.id = $1 AND t.user_id = $2 AND t.revoked_at IS NULL AND (t.expires_at IS NULL OR t.expires_at > $3) AND u.status = 'active'"
);
sql!(LOCAL_ACTOR, "SELECT server_admin FROM users WHERE id = $1 AND status = 'active'");

pub fn local_actor(tx: &mut Tx<'_>, user_id: Uuid) -> Result<Option<Actor>> {
    let row = tx.opt(&LOCAL_ACTOR, &params![user_id])?;
    let actor = |server_admin| Actor { server_admin, ..Actor::absent(user_id) };
    Ok(row.map(|row| row.get(0)).transpose()?.map(actor))
}

pub fn session_actor(tx: &mut Tx<'_>, user_id: Uuid, session_id: Uuid, now: Stamp) -> Result<Option<Actor>> {
    Ok(session_stands(tx, user_id, session_id, now)?.map(|(actor, _)| actor))
}

pub fn token_actor(tx: &mut Tx<'_>, hash: &[u8], now: Stamp) -> Result<Option<Actor>> {
    let Some(row) = tx.opt(&TOKEN_ACTOR, &params![hash, now.0])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    let (token_id, user_id) = (row.take()?, row.take()?);
    let scopes = serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?;
    Ok(Some(Actor {
        user_id,
        session_id: None,
        token_id: Some(token_id),
        scopes: Some(scopes),
        server_admin: row.take()?,
    }))
}

/// The user of a session that has not ended, and when it will.
pub fn session_stands(
    tx: &mut Tx<'_>,
    user_id: Uuid,
    session_id: Uuid,
    now: Stamp,
) -> Result<Option<(Actor, Option<Stamp>)>> {
    let Some(row) = tx.opt(&SESSION_STANDS, &params![session_id, user_id, now])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    let actor = Actor {
        user_id,
        session_id: Some(session_id),
        token_id: None,
        scopes: None,
        server_admin: row.take()?,
    };
    Ok(Some((actor, Some(row.take()?))))
}

/// The user of an API token that has not ended, and when it will.
pub fn token_stands(
    tx: &mut Tx<'_>,
    user_id: Uuid,
    token_id: Uuid,
    now: Stamp,
) -> Result<Option<(Actor, Option<Stamp>)>> {
    let Some(row) = tx.opt(&TOKEN_STANDS, &params![token_id, user_id, now])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    let scopes = serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?;
    let actor = Actor {
        user_id,
        session_id: None,
        token_id: Some(token_id),
        scopes: Some(scopes),
        server_admin: row.take()?,
    };
    Ok(Some((actor, row.take()?)))
}
