//! SQL of tickets that were used.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(
    USE_TICKET,
    "INSERT INTO sync_ticket (id, expires_at) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING"
);
sql!(
    FORGET_TICKETS,
    "DELETE FROM sync_ticket WHERE id IN (SELECT id FROM sync_ticket WHERE expires_at < $1 LIMIT $2)"
);

/// Whether it was not used before.
pub fn use_ticket(tx: &mut Tx<'_>, id: Uuid, expires_at: Stamp) -> Result<bool> {
    Ok(tx.exec(&USE_TICKET, &params![id, expires_at])? == 1)
}

/// Forgets up to `limit` that expired before an instant; answers how many.
pub fn forget_tickets(tx: &mut Tx<'_>, expired: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_TICKETS, &params![expired, limit])?)
}
