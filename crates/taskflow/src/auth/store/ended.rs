//! Credentials that were ended lately.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(SESSIONS_REVOKED_SINCE, "SELECT id FROM session WHERE revoked_at >= $1");
sql!(TOKENS_REVOKED_SINCE, "SELECT id FROM api_token WHERE revoked_at >= $1");
sql!(USERS_SHUT_OUT_SINCE, "SELECT id FROM users WHERE status <> 'active' AND updated_at >= $1");

pub fn sessions_revoked_since(tx: &mut Tx<'_>, since: Stamp) -> Result<Vec<Uuid>> {
    tx.all(&SESSIONS_REVOKED_SINCE, &params![since])?.iter().map(id).collect()
}

pub fn tokens_revoked_since(tx: &mut Tx<'_>, since: Stamp) -> Result<Vec<Uuid>> {
    tx.all(&TOKENS_REVOKED_SINCE, &params![since])?.iter().map(id).collect()
}

/// Users who may not sign in, changed since.
pub fn users_shut_out_since(tx: &mut Tx<'_>, since: Stamp) -> Result<Vec<Uuid>> {
    tx.all(&USERS_SHUT_OUT_SINCE, &params![since])?.iter().map(id).collect()
}

fn id(row: &Row) -> Result<Uuid> {
    Ok(row.get(0)?)
}
