//! Secrets of webhooks, sealed.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};
use crate::webhook::model::SecretInfo;

sql!(
    SECRETS,
    "SELECT id, sealed, expires_at, created_at FROM webhook_secret WHERE webhook_id = $1 AND (expires_at IS NULL OR expires_at > $2) \
     ORDER BY id DESC"
);
sql!(
    INSERT_SECRET,
    "INSERT INTO webhook_secret (id, webhook_id, sealed, expires_at, created_at) VALUES ($1, $2, $3, NULL, $4)"
);
sql!(
    LIMIT_SECRETS,
    "UPDATE webhook_secret SET expires_at = $2 WHERE webhook_id = $1 AND (expires_at IS NULL OR expires_at > $2)"
);
sql!(END_SECRET, "DELETE FROM webhook_secret WHERE id = $1");
sql!(FORGET_SECRETS, "DELETE FROM webhook_secret WHERE webhook_id = $1 AND expires_at <= $2");

/// Those that sign, the newest first, each with its box.
pub fn secrets(tx: &mut Tx<'_>, webhook: Uuid, now: Stamp) -> Result<Vec<(SecretInfo, Vec<u8>)>> {
    tx.all(&SECRETS, &params![webhook, now])?
        .iter()
        .map(|row| {
            let mut row = row.reader();
            let (id, sealed, expires_at) = (row.take()?, row.take()?, row.take()?);
            Ok((SecretInfo { id, expires_at, created_at: row.take()? }, sealed))
        })
        .collect()
}

pub fn insert_secret(tx: &mut Tx<'_>, id: Uuid, webhook: Uuid, sealed: Vec<u8>, now: Stamp) -> Result<()> {
    tx.exec(&INSERT_SECRET, &params![id, webhook, sealed, now])?;
    Ok(())
}

/// Those there are sign until an instant at most; those that no longer do are forgotten.
pub fn limit_secrets(tx: &mut Tx<'_>, webhook: Uuid, until: Stamp, now: Stamp) -> Result<()> {
    tx.exec(&LIMIT_SECRETS, &params![webhook, until])?;
    tx.exec(&FORGET_SECRETS, &params![webhook, now])?;
    Ok(())
}

/// One that signs no more.
pub fn end_secret(tx: &mut Tx<'_>, id: Uuid) -> Result<()> {
    tx.exec(&END_SECRET, &params![id])?;
    Ok(())
}
