//! Mail that waits to be sent.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Result, Stamp};

sql!(
    INSERT_MAIL,
    "INSERT INTO mail_outbox (id, kind, message, attempts, next_attempt_at, created_at) VALUES ($1, $2, $3, 0, $4, $4)"
);
// Whoever claims a mail has until $2 to send it; a sender that died meanwhile is followed by another try.
sql!(
    CLAIM_MAIL,
    "UPDATE mail_outbox SET attempts = attempts + 1, next_attempt_at = $2 WHERE id IN \
     (SELECT id FROM mail_outbox WHERE next_attempt_at <= $1 AND sent_at IS NULL AND failed_at IS NULL \
      ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED) \
     RETURNING id, kind, message, attempts, created_at"
);
// The partial index `mail_outbox_due` holds just these rows.
sql!(
    WAITING_MAIL,
    "SELECT COUNT(*), MIN(created_at) FROM mail_outbox WHERE sent_at IS NULL AND failed_at IS NULL"
);
// The partial index `mail_outbox_failed` holds just these rows.
sql!(FAILED_MAIL, "SELECT COUNT(*) FROM mail_outbox WHERE failed_at IS NOT NULL");
sql!(REPLACE_MAIL, "UPDATE mail_outbox SET kind = $2, message = $3 WHERE id = $1");
sql!(
    MAIL_SENT,
    "UPDATE mail_outbox SET sent_at = $2, message = $3, last_error = NULL WHERE id = $1"
);
sql!(MAIL_DELAYED, "UPDATE mail_outbox SET next_attempt_at = $2, last_error = $3 WHERE id = $1");
sql!(
    MAIL_FAILED,
    "UPDATE mail_outbox SET failed_at = $2, last_error = $3, message = $4 WHERE id = $1"
);
sql!(
    FORGET_MAIL,
    "DELETE FROM mail_outbox WHERE id IN (SELECT id FROM mail_outbox WHERE created_at < $1 AND (sent_at IS NOT NULL OR failed_at IS NOT NULL) LIMIT $2)"
);

/// A claimed mail.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub id: Uuid,
    pub kind: String,
    /// Sealed.
    pub message: Vec<u8>,
    /// This one included.
    pub attempts: i64,
    pub created_at: Stamp,
}

pub fn insert_mail(tx: &mut Tx<'_>, id: Uuid, kind: &str, message: &[u8], now: Stamp) -> Result<()> {
    tx.exec(&INSERT_MAIL, &params![id, kind, message, now])?;
    Ok(())
}

pub fn claim_mail(tx: &mut Tx<'_>, now: Stamp, until: Stamp, limit: i64) -> Result<Vec<Outgoing>> {
    tx.all(&CLAIM_MAIL, &params![now, until, limit])?
        .iter()
        .map(read_mail)
        .collect()
}

fn read_mail(row: &Row) -> Result<Outgoing> {
    let mut row = row.reader();
    Ok(Outgoing {
        id: row.take()?,
        kind: row.take()?,
        message: row.take()?,
        attempts: row.take()?,
        created_at: row.take()?,
    })
}

pub fn replace_mail(tx: &mut Tx<'_>, id: Uuid, kind: &str, message: &[u8]) -> Result<()> {
    tx.exec(&REPLACE_MAIL, &params![id, kind, message])?;
    Ok(())
}

/// Notes that it went out, and forgets what it said: it may have carried a secret.
pub fn mail_sent(tx: &mut Tx<'_>, id: Uuid, now: Stamp) -> Result<()> {
    tx.exec(&MAIL_SENT, &params![id, now, Vec::<u8>::new()])?;
    Ok(())
}

pub fn mail_delayed(tx: &mut Tx<'_>, id: Uuid, until: Stamp, error: &str) -> Result<()> {
    tx.exec(&MAIL_DELAYED, &params![id, until, error])?;
    Ok(())
}

pub fn mail_failed(tx: &mut Tx<'_>, id: Uuid, now: Stamp, error: &str) -> Result<()> {
    tx.exec(&MAIL_FAILED, &params![id, now, error, Vec::<u8>::new()])?;
    Ok(())
}

/// How many mails wait, and when the oldest was queued.
pub fn waiting_mail(tx: &mut Tx<'_>) -> Result<(i64, Option<Stamp>)> {
    let row = tx.one(&WAITING_MAIL, &[])?;
    Ok((row.get(0)?, row.get(1)?))
}

/// How many mails were given up.
pub fn failed_mail(tx: &mut Tx<'_>) -> Result<i64> {
    Ok(tx.one(&FAILED_MAIL, &[])?.get(0)?)
}

pub fn forget_mail(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_MAIL, &params![before, limit])?)
}
