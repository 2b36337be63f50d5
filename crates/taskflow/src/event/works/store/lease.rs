//! SQL of all leases of a consumer at once.

use std::collections::{BTreeMap, BTreeSet};

use taskflow_db::{Tx, params, sql};

use crate::base::{Result, Stamp};

sql!(SEATS, "SELECT count(*) FROM lease WHERE name = $1 AND expires_at > $2");
sql!(
    RENEW,
    "UPDATE lease SET expires_at = $4 WHERE name = $1 AND holder = $2 AND expires_at > $3 RETURNING shard, fence"
);
sql!(KNOWN, "SELECT shard FROM lease WHERE name = $1");
// One that is frozen in the midst of a transaction keeps its lease locked until the database ends that: others do not
// wait for it.
sql!(
    EXPIRED,
    "SELECT shard FROM lease WHERE name = $1 AND expires_at <= $2 ORDER BY shard FOR UPDATE SKIP LOCKED"
);
sql!(RELEASE, "UPDATE lease SET expires_at = 0 WHERE name in_list($1) AND holder = $2");
sql!(EXPIRE, "UPDATE lease SET expires_at = 0 WHERE name in_list($1)");
// Seats are given new numbers each time; nobody asks for the old ones.
sql!(FORGET_SEATS, "DELETE FROM lease WHERE name = $1 AND expires_at < $2");

/// How many processes work for a consumer.
pub fn seats(tx: &mut Tx<'_>, name: &str, now: Stamp) -> Result<i64> {
    tx.exec(&FORGET_SEATS, &params![name, now.plus_ms(-60_000)])?;
    Ok(tx.one(&SEATS, &params![name, now])?.get(0)?)
}

/// Holds on to what has not expired; answers it with its fences.
pub fn renew_leases(
    tx: &mut Tx<'_>,
    name: &str,
    holder: &str,
    now: Stamp,
    until: Stamp,
) -> Result<BTreeMap<i64, i64>> {
    let rows = tx.all(&RENEW, &params![name, holder, now, until])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// The shards that nobody holds.
pub fn free_shards(tx: &mut Tx<'_>, name: &str, shards: i64, now: Stamp) -> Result<BTreeSet<i64>> {
    let read =
        |rows: Vec<taskflow_db::Row>| rows.iter().map(|row| row.get(0)).collect::<Result<BTreeSet<i64>, _>>();
    let expired = read(tx.all(&EXPIRED, &params![name, now])?)?;
    let known = read(tx.all(&KNOWN, &params![name])?)?;
    Ok((0..shards)
        .filter(|shard| expired.contains(shard) || !known.contains(shard))
        .collect())
}

pub fn release_leases(tx: &mut Tx<'_>, names: Vec<String>, holder: &str) -> Result<()> {
    tx.exec(&RELEASE, &params![names, holder])?;
    Ok(())
}

/// Ends leases, whoever holds them.
pub fn expire_leases(tx: &mut Tx<'_>, names: Vec<String>) -> Result<()> {
    tx.exec(&EXPIRE, &params![names])?;
    Ok(())
}
