//! Everybody who has an account, for who looks after the server.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use super::users::read_user;
use crate::auth::model::Account;
use crate::base::{Result, Stamp};

// A session lives while it has a refresh token that is good.
sql!(
    ACCOUNTS_BY_NAME,
    "SELECT u.id, u.email, u.name, u.avatar_url, u.locale, u.timezone, u.status, u.email_verified, u.server_admin, \
     u.version, u.created_at, u.updated_at, \
     (SELECT count(*) FROM session s WHERE s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > $5 AND EXISTS \
      (SELECT 1 FROM refresh_token r WHERE r.session_id = s.id AND r.used_at IS NULL AND r.expires_at > $5)) AS sessions, \
     (SELECT max(s.created_at) FROM session s WHERE s.user_id = u.id) AS signed_in_at \
     FROM users u WHERE u.status <> 'deleted' AND ($4 = '' OR u.status = $4) AND (lower(u.name), u.id) > ($1, $2) \
     AND (lower(u.name) LIKE $3 ESCAPE '\\' OR lower(u.email) LIKE $3 ESCAPE '\\') \
     ORDER BY lower(u.name), u.id LIMIT $6"
);
sql!(
    COUNT_ACCOUNTS,
    "SELECT count(*) FROM users u WHERE u.status <> 'deleted' AND ($2 = '' OR u.status = $2) \
     AND (lower(u.name) LIKE $1 ESCAPE '\\' OR lower(u.email) LIKE $1 ESCAPE '\\')"
);

/// Accounts by name after one, those whose name or address fits `pattern`, of a status or of any (empty).
pub fn accounts_by_name(
    tx: &mut Tx<'_>,
    after: (&str, Uuid),
    pattern: &str,
    status: &str,
    now: Stamp,
    limit: i64,
) -> Result<Vec<Account>> {
    let rows = tx.all(&ACCOUNTS_BY_NAME, &params![after.0, after.1, pattern, status, now, limit])?;
    let read = |row: &taskflow_db::Row| {
        Ok(Account {
            user: read_user(row)?,
            sessions: row.get(12)?,
            signed_in_at: row.get(13)?,
        })
    };
    rows.iter().map(read).collect()
}

pub fn count_accounts(tx: &mut Tx<'_>, pattern: &str, status: &str) -> Result<i64> {
    Ok(tx.one(&COUNT_ACCOUNTS, &params![pattern, status])?.get(0)?)
}
