//! Sessions and their refresh tokens.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::auth::Session;
use crate::base::{Result, Stamp};

macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " s.id, s.user_id, s.agent, s.address, s.expires_at, s.revoked_at, s.revoked_reason, s.version, s.created_at, s.updated_at ",
            $after
        )
    };
}

sql!(SESSIONS_OF, columns!("SELECT", "FROM session s WHERE s.user_id = $1 ORDER BY s.id"));
sql!(
    LOCK_LIVE_SESSIONS,
    columns!(
        "SELECT",
        "FROM session s WHERE s.user_id = $1 AND s.revoked_at IS NULL ORDER BY s.id FOR UPDATE"
    )
);
sql!(
    LOCK_SESSION,
    columns!("SELECT", "FROM session s WHERE s.id = $1 AND s.user_id = $2 FOR UPDATE")
);
sql!(
    FIND_SESSION,
    columns!(
        "SELECT",
        ", (SELECT max(issued_at) FROM refresh_token WHERE session_id = s.id) AS last_used_at FROM session s WHERE s.id = $1 AND s.user_id = $2"
    )
);
// A session lives while it has a refresh token that is good.
sql!(
    LIST_SESSIONS,
    columns!(
        "SELECT",
        ", (SELECT max(issued_at) FROM refresh_token WHERE session_id = s.id) AS last_used_at FROM session s \
         WHERE s.user_id = $1 AND s.revoked_at IS NULL AND s.expires_at > $2 AND s.id < $3 \
         AND (s.id = $5 OR EXISTS (SELECT 1 FROM refresh_token WHERE session_id = s.id AND used_at IS NULL AND expires_at > $2)) \
         ORDER BY s.id DESC LIMIT $4"
    )
);
// Over for a month, or never to be refreshed again: the second also finds those nobody signed out of.
sql!(
    ENDED_SESSIONS,
    columns!(
        "SELECT",
        "FROM session s WHERE s.revoked_at < $1 OR s.expires_at < $1 OR (s.created_at < $2 AND \
         NOT EXISTS (SELECT 1 FROM refresh_token WHERE session_id = s.id)) ORDER BY s.user_id, s.id LIMIT $3 FOR UPDATE"
    )
);
sql!(
    INSERT_SESSION,
    "INSERT INTO session (id, user_id, agent, address, expires_at, version, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
);
sql!(
    REVOKE_SESSION,
    "UPDATE session SET revoked_at = $2, revoked_reason = $3, version = $4, updated_at = $2 WHERE id = $1"
);
sql!(DELETE_SESSIONS, "DELETE FROM session WHERE id in_list($1)");

sql!(
    INSERT_REFRESH,
    "INSERT INTO refresh_token (hash, session_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)"
);
sql!(
    LOCK_REFRESH,
    "SELECT r.session_id, s.user_id, r.expires_at, r.used_at, r.successor, s.expires_at AS session_expires_at, \
       s.revoked_at IS NULL AND u.status = 'active' AS stands \
     FROM refresh_token r JOIN session s ON s.id = r.session_id JOIN users u ON u.id = s.user_id WHERE r.hash = $1 FOR UPDATE OF r"
);
sql!(USE_REFRESH, "UPDATE refresh_token SET used_at = $2, successor = $3 WHERE hash = $1");
sql!(
    FORGET_REFRESH,
    "DELETE FROM refresh_token WHERE hash IN (SELECT hash FROM refresh_token WHERE expires_at < $1 OR used_at < $2 LIMIT $3)"
);

/// All sessions of a user, ended ones included.
pub fn sessions_of(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Session>> {
    tx.all(&SESSIONS_OF, &params![user])?.iter().map(read_session).collect()
}

/// The sessions of a user that were not revoked, kept from other writers until the commit.
pub fn lock_live_sessions(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<Session>> {
    tx.all(&LOCK_LIVE_SESSIONS, &params![user])?.iter().map(read_session).collect()
}

pub fn lock_session(tx: &mut Tx<'_>, user: Uuid, id: Uuid) -> Result<Option<Session>> {
    tx.opt(&LOCK_SESSION, &params![id, user])?
        .as_ref()
        .map(read_session)
        .transpose()
}

/// One session of a user, and when it was last refreshed.
pub fn session(tx: &mut Tx<'_>, user: Uuid, id: Uuid) -> Result<Option<(Session, Option<Stamp>)>> {
    tx.opt(&FIND_SESSION, &params![id, user])?
        .map(|row| Ok((read_session(&row)?, row.get(10)?)))
        .transpose()
}

/// Sessions that can still be used, the newest first, each with when it was last refreshed; `current` is among them
/// whatever became of its refresh token.
pub fn list_sessions(
    tx: &mut Tx<'_>,
    user: Uuid,
    now: Stamp,
    before: Uuid,
    limit: i64,
    current: Uuid,
) -> Result<Vec<(Session, Option<Stamp>)>> {
    tx.all(&LIST_SESSIONS, &params![user, now, before, limit, current])?
        .iter()
        .map(|row| Ok((read_session(row)?, row.get(10)?)))
        .collect()
}

/// Sessions over since before `over`, or begun before `begun` and without a refresh token; ordered by user.
pub fn ended_sessions(tx: &mut Tx<'_>, over: Stamp, begun: Stamp, limit: i64) -> Result<Vec<Session>> {
    tx.all(&ENDED_SESSIONS, &params![over, begun, limit])?
        .iter()
        .map(read_session)
        .collect()
}

fn read_session(row: &Row) -> Result<Session> {
    let mut row = row.reader();
    Ok(Session {
        id: row.take()?,
        user_id: row.take()?,
        agent: row.take()?,
        address: row.take()?,
        expires_at: row.take()?,
        revoked_at: row.take()?,
        revoked_reason: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn insert_session(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    let values = params![
        session.id,
        session.user_id,
        &session.agent,
        &session.address,
        session.expires_at,
        session.version,
        session.created_at,
        session.updated_at
    ];
    tx.exec(&INSERT_SESSION, &values)?;
    Ok(())
}

/// Stores how and when a session was ended; the caller has raised its version.
pub fn revoke_session(tx: &mut Tx<'_>, session: &Session) -> Result<()> {
    let values = params![session.id, session.updated_at, &session.revoked_reason, session.version];
    tx.exec(&REVOKE_SESSION, &values)?;
    Ok(())
}

pub fn delete_sessions(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<()> {
    tx.exec(&DELETE_SESSIONS, &params![ids])?;
    Ok(())
}

/// A refresh token as its row has it.
pub struct Refresh {
    pub session_id: Uuid,
    pub user_id: Uuid,
    pub expires_at: Stamp,
    pub used_at: Option<Stamp>,
    /// The token that replaced it, sealed.
    pub successor: Option<Vec<u8>>,
    pub session_expires_at: Stamp,
    /// The session was not revoked and its user may sign in.
    pub stands: bool,
}

pub fn insert_refresh(
    tx: &mut Tx<'_>,
    hash: &[u8],
    session: Uuid,
    now: Stamp,
    expires_at: Stamp,
) -> Result<()> {
    tx.exec(&INSERT_REFRESH, &params![hash, session, now, expires_at])?;
    Ok(())
}

/// The token's row, kept from other writers until the commit: whoever comes second sees what the first made of it.
pub fn lock_refresh(tx: &mut Tx<'_>, hash: &[u8]) -> Result<Option<Refresh>> {
    let Some(row) = tx.opt(&LOCK_REFRESH, &params![hash])? else {
        return Ok(None);
    };
    let mut row = row.reader();
    Ok(Some(Refresh {
        session_id: row.take()?,
        user_id: row.take()?,
        expires_at: row.take()?,
        used_at: row.take()?,
        successor: row.take()?,
        session_expires_at: row.take()?,
        stands: row.take()?,
    }))
}

pub fn use_refresh(tx: &mut Tx<'_>, hash: &[u8], now: Stamp, successor: &[u8]) -> Result<()> {
    tx.exec(&USE_REFRESH, &params![hash, now, successor])?;
    Ok(())
}

/// Deletes tokens that expired before one instant or were used before another.
pub fn forget_refresh(tx: &mut Tx<'_>, expired: Stamp, used: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_REFRESH, &params![expired, used, limit])?)
}
