//! Cursors and leases of those who follow the log.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::{Error, Result, Stamp};

/// The right to work on one shard until it expires. Every take-over raises the fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    pub name: String,
    pub shard: i64,
    pub holder: String,
    pub fence: i64,
    pub expires_at: Stamp,
}

/// Claims or renews a lease; `None` while somebody else holds it.
///
/// # Errors
/// Those of the database.
pub fn claim_lease(
    tx: &mut Tx<'_>,
    name: &str,
    shard: i64,
    holder: &str,
    now: Stamp,
    ttl_ms: i64,
) -> Result<Option<Lease>> {
    let expires_at = now.plus_ms(ttl_ms);
    let fence = store::claim_lease(tx, name, shard, holder, now, expires_at)?;
    Ok(fence.map(|fence| Lease {
        name: name.to_owned(),
        shard,
        holder: holder.to_owned(),
        fence,
        expires_at,
    }))
}

/// Gives a lease back before it expires.
///
/// # Errors
/// Those of the database.
pub fn release_lease(tx: &mut Tx<'_>, lease: &Lease) -> Result<()> {
    Ok(store::release_lease(tx, &lease.name, lease.shard, &lease.holder)?)
}

/// The last `seq` whose effects a consumer has committed; 0 at first.
///
/// # Errors
/// Those of the database.
pub fn cursor(tx: &mut Tx<'_>, consumer: &str, stream: Uuid) -> Result<i64> {
    Ok(store::cursor(tx, consumer, stream)?)
}

/// Moves a consumer's cursor, in the transaction of the effects between `from`, where it stood, and `to` (I10, I11).
///
/// # Errors
/// `stale_fence` when the lease went to somebody else meanwhile, or the cursor does not stand at `from`: nothing of this
/// transaction may stay.
pub fn advance_cursor(
    tx: &mut Tx<'_>,
    lease: &Lease,
    consumer: &str,
    stream: Uuid,
    (from, to): (i64, i64),
    now: Stamp,
) -> Result<()> {
    hold(tx, lease)?;
    if store::advance_cursor(tx, consumer, stream, (from, to), lease.fence, now)? {
        return Ok(());
    }
    Err(stale())
}

/// Keeps a lease from being taken over until the commit.
///
/// # Errors
/// `stale_fence` when it was.
pub fn hold(tx: &mut Tx<'_>, lease: &Lease) -> Result<()> {
    if store::fence(tx, &lease.name, lease.shard, &lease.holder)? == Some(lease.fence) {
        return Ok(());
    }
    Err(stale())
}

fn stale() -> Error {
    Error::conflict("stale_fence", "Another process has taken over this work.")
}
