//! Credentials that were ended lately.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

// One statement: each room asks it with every stretch that it reads.
sql!(
    ENDED_SINCE,
    "SELECT id FROM session WHERE revoked_at >= $1
     UNION ALL SELECT id FROM api_token WHERE revoked_at >= $1
     UNION ALL SELECT id FROM users WHERE status <> 'active' AND updated_at >= $1"
);

/// Sessions and tokens revoked, and users shut out, at or after `since`.
pub fn ended_since(tx: &mut Tx<'_>, since: Stamp) -> Result<Vec<Uuid>> {
    let ended = tx.all(&ENDED_SINCE, &params![since])?;
    ended.iter().map(|row| Ok(row.get(0)?)).collect()
}
