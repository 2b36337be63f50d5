//! SQL of browsers that people are pushed to.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;
use crate::notification::model::PushSubscription;

sql!(
    OF,
    "SELECT id, user_id, device, host, version, created_at, updated_at FROM push_subscription WHERE user_id = $1 ORDER BY id"
);
sql!(
    WITH_KEYS,
    "SELECT id, user_id, device, host, version, created_at, updated_at, keys, session_id FROM push_subscription WHERE id = $1"
);
sql!(
    BY_ENDPOINT,
    "SELECT id, user_id, device, host, version, created_at, updated_at, keys, session_id FROM push_subscription \
     WHERE endpoint_hash = $1 FOR UPDATE"
);
sql!(
    INSERT,
    "INSERT INTO push_subscription (id, user_id, session_id, endpoint_hash, keys, device, host, version, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
     ON CONFLICT (endpoint_hash) DO NOTHING"
);
sql!(
    UPDATE,
    "UPDATE push_subscription SET session_id = $2, keys = $3, device = $4, version = $5, updated_at = $6 WHERE id = $1"
);
sql!(
    TAKE,
    "DELETE FROM push_subscription WHERE id = $1 RETURNING id, user_id, device, host, version, created_at, updated_at"
);

fn read(row: &Row) -> Result<PushSubscription> {
    let mut row = row.reader();
    Ok(PushSubscription {
        id: row.take()?,
        user_id: row.take()?,
        device: row.take()?,
        host: row.take()?,
        version: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// One, what is sealed of it, and the session it came by.
pub type WithKeys = (PushSubscription, Vec<u8>, Uuid);

fn with_keys(row: &Row) -> Result<WithKeys> {
    Ok((read(row)?, row.get(7)?, row.get(8)?))
}

/// A person's, the oldest first.
pub fn subscriptions(tx: &mut Tx<'_>, user: Uuid) -> Result<Vec<PushSubscription>> {
    tx.all(&OF, &params![user])?.iter().map(read).collect()
}

pub fn subscription_with_keys(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<WithKeys>> {
    tx.opt(&WITH_KEYS, &params![id])?.as_ref().map(with_keys).transpose()
}

/// Whoever's it is, kept from other writers until the commit.
pub fn subscription_at(tx: &mut Tx<'_>, endpoint_hash: &[u8]) -> Result<Option<WithKeys>> {
    tx.opt(&BY_ENDPOINT, &params![endpoint_hash])?
        .as_ref()
        .map(with_keys)
        .transpose()
}

/// False when there is one with this endpoint.
pub fn insert_subscription(
    tx: &mut Tx<'_>,
    one: &PushSubscription,
    (session, endpoint_hash, keys): (Uuid, &[u8], &[u8]),
) -> Result<bool> {
    let row = params![
        one.id,
        one.user_id,
        session,
        endpoint_hash,
        keys,
        one.device.as_str(),
        one.host.as_str(),
        one.version,
        one.created_at,
        one.updated_at
    ];
    Ok(tx.exec(&INSERT, &row)? == 1)
}

pub fn update_subscription(
    tx: &mut Tx<'_>,
    one: &PushSubscription,
    (session, keys): (Uuid, &[u8]),
) -> Result<()> {
    let row = params![one.id, session, keys, one.device.as_str(), one.version, one.updated_at];
    tx.exec(&UPDATE, &row)?;
    Ok(())
}

/// Deletes one; answers what it was.
pub fn take_subscription(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<PushSubscription>> {
    tx.opt(&TAKE, &params![id])?.as_ref().map(read).transpose()
}
