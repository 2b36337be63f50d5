//! Counts of failures, by which tries are slowed down.

use taskflow_db::{Row, Tx, params, sql};

use crate::base::{Result, Stamp};

sql!(
    FIND_THROTTLES,
    "SELECT key, failures, blocked_until, updated_at FROM login_throttle WHERE key in_list($1) ORDER BY key"
);
sql!(
    LOCK_THROTTLES,
    "SELECT key, failures, blocked_until, updated_at FROM login_throttle WHERE key in_list($1) ORDER BY key FOR UPDATE"
);
// A row that is there already is left alone, and can then be locked.
sql!(
    ADD_THROTTLE,
    "INSERT INTO login_throttle (key, failures, blocked_until, updated_at) VALUES ($1, 0, 0, $2) ON CONFLICT (key) DO NOTHING"
);
sql!(
    SET_THROTTLE,
    "UPDATE login_throttle SET failures = $2, blocked_until = $3, updated_at = $4 WHERE key = $1"
);
sql!(CLEAR_THROTTLE, "DELETE FROM login_throttle WHERE key = $1");
sql!(
    FORGET_THROTTLES,
    "DELETE FROM login_throttle WHERE key IN (SELECT key FROM login_throttle WHERE updated_at < $1 AND blocked_until < $2 LIMIT $3)"
);

/// How often a key failed lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Throttle {
    pub key: String,
    pub failures: i64,
    pub blocked_until: Stamp,
    pub updated_at: Stamp,
}

pub fn throttles(tx: &mut Tx<'_>, keys: &[String]) -> Result<Vec<Throttle>> {
    tx.all(&FIND_THROTTLES, &params![keys])?.iter().map(read_throttle).collect()
}

/// The rows of these keys, made where missing, kept from other writers until the commit. `keys` are sorted, so that
/// two writers lock in one order.
pub fn lock_throttles(tx: &mut Tx<'_>, keys: &[String], now: Stamp) -> Result<Vec<Throttle>> {
    for key in keys {
        tx.exec(&ADD_THROTTLE, &params![key, now])?;
    }
    tx.all(&LOCK_THROTTLES, &params![keys])?.iter().map(read_throttle).collect()
}

fn read_throttle(row: &Row) -> Result<Throttle> {
    let mut row = row.reader();
    Ok(Throttle {
        key: row.take()?,
        failures: row.take()?,
        blocked_until: row.take()?,
        updated_at: row.take()?,
    })
}

pub fn set_throttle(tx: &mut Tx<'_>, throttle: &Throttle) -> Result<()> {
    let values = params![&throttle.key, throttle.failures, throttle.blocked_until, throttle.updated_at];
    tx.exec(&SET_THROTTLE, &values)?;
    Ok(())
}

pub fn clear_throttle(tx: &mut Tx<'_>, key: &str) -> Result<()> {
    tx.exec(&CLEAR_THROTTLE, &params![key])?;
    Ok(())
}

pub fn forget_throttles(tx: &mut Tx<'_>, before: Stamp, now: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_THROTTLES, &params![before, now, limit])?)
}
