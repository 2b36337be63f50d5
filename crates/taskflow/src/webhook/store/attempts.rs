//! Attempts to deliver, with the beginning of what was said.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Sealer};
use crate::webhook::model::{Excerpt, WebhookAttempt};

/// Attempts of a delivery that are kept; older ones go.
pub const MOST_KEPT: i64 = 50;

sql!(
    ATTEMPTS,
    "SELECT number, at, duration_ms, status, error, excerpt FROM webhook_attempt WHERE delivery_id = $1 ORDER BY number DESC LIMIT $2"
);
sql!(
    INSERT_ATTEMPT,
    "INSERT INTO webhook_attempt (delivery_id, number, at, duration_ms, status, error, excerpt) VALUES ($1, $2, $3, $4, $5, $6, $7)"
);
sql!(FORGET_ATTEMPTS, "DELETE FROM webhook_attempt WHERE delivery_id = $1 AND number <= $2");

/// The newest first.
pub fn attempts(tx: &mut Tx<'_>, sealer: &Sealer, delivery: Uuid) -> Result<Vec<WebhookAttempt>> {
    tx.all(&ATTEMPTS, &params![delivery, MOST_KEPT])?
        .iter()
        .map(|row| {
            let mut row = row.reader();
            let (number, at, duration_ms) = (row.take()?, row.take()?, row.take()?);
            let (status, error) = (row.take()?, row.take()?);
            let opened = sealer.open(&row.take::<Vec<u8>>()?)?;
            let excerpt: Excerpt = serde_json::from_slice(&opened).map_err(Error::internal)?;
            Ok(WebhookAttempt { number, at, duration_ms, status, error, excerpt })
        })
        .collect()
}

pub fn insert_attempt(
    tx: &mut Tx<'_>,
    sealer: &Sealer,
    delivery: Uuid,
    attempt: &WebhookAttempt,
) -> Result<()> {
    let excerpt = serde_json::to_vec(&attempt.excerpt).map_err(Error::internal)?;
    let values = params![
        delivery,
        attempt.number,
        attempt.at,
        attempt.duration_ms,
        attempt.status,
        &attempt.error,
        sealer.seal(&excerpt)?
    ];
    tx.exec(&INSERT_ATTEMPT, &values)?;
    tx.exec(&FORGET_ATTEMPTS, &params![delivery, attempt.number - MOST_KEPT])?;
    Ok(())
}
