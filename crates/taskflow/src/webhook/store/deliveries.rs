//! Events on their way.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::webhook::model::{DeliveryState, WebhookDelivery};

macro_rules! columns {
    ($after:literal) => {
        concat!(
            "SELECT id, webhook_id, seq, event_type, state, attempts, last_status, next_attempt_at, created_at, updated_at, tries \
             FROM webhook_delivery ",
            $after
        )
    };
}

sql!(FIND_DELIVERY, columns!("WHERE id = $1"));
sql!(LOCK_DELIVERY, columns!("WHERE id = $1 FOR UPDATE"));
sql!(DELIVERIES, columns!("WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"));
sql!(
    DELIVERIES_IN,
    columns!("WHERE webhook_id = $1 AND id < $2 AND state = $4 ORDER BY id DESC LIMIT $3")
);
sql!(
    INSERT_DELIVERY,
    "INSERT INTO webhook_delivery (id, webhook_id, workspace_id, seq, event_type, state, attempts, tries, last_status, \
     next_attempt_at, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, 'waiting', 0, 0, NULL, $6, $6, $6)"
);
sql!(
    UPDATE_DELIVERY,
    "UPDATE webhook_delivery SET state = $2, attempts = $3, tries = $4, last_status = $5, next_attempt_at = $6, updated_at = $7 WHERE id = $1"
);
sql!(
    FORGET_DELIVERIES,
    "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery WHERE created_at < $1 AND state <> 'waiting' \
     ORDER BY created_at LIMIT $2)"
);

/// A delivery, and what REST does not show.
#[derive(Clone, Debug)]
pub struct Stored {
    pub delivery: WebhookDelivery,
    /// Attempts since it was last asked for.
    pub tries: i64,
}

pub fn find_delivery(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Stored>> {
    tx.opt(&FIND_DELIVERY, &params![id])?.as_ref().map(read).transpose()
}

/// The row, kept from other writers until the commit.
pub fn lock_delivery(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Stored>> {
    tx.opt(&LOCK_DELIVERY, &params![id])?.as_ref().map(read).transpose()
}

/// The newest first, before an id.
pub fn deliveries(
    tx: &mut Tx<'_>,
    webhook: Uuid,
    before: Uuid,
    limit: i64,
    state: Option<DeliveryState>,
) -> Result<Vec<WebhookDelivery>> {
    let rows = match state {
        Some(state) => tx.all(&DELIVERIES_IN, &params![webhook, before, limit, state.name()])?,
        None => tx.all(&DELIVERIES, &params![webhook, before, limit])?,
    };
    rows.iter().map(|row| Ok(read(row)?.delivery)).collect()
}

/// Notes an event that was put on its way.
pub fn insert_delivery(
    tx: &mut Tx<'_>,
    id: Uuid,
    (webhook, workspace): (Uuid, Uuid),
    seq: Option<i64>,
    event_type: &str,
    now: Stamp,
) -> Result<()> {
    tx.exec(&INSERT_DELIVERY, &params![id, webhook, workspace, seq, event_type, now])?;
    Ok(())
}

pub fn update_delivery(tx: &mut Tx<'_>, stored: &Stored) -> Result<()> {
    let delivery = &stored.delivery;
    let values = params![
        delivery.id,
        delivery.state.name(),
        delivery.attempts,
        stored.tries,
        delivery.last_status,
        delivery.next_attempt_at,
        delivery.updated_at
    ];
    tx.exec(&UPDATE_DELIVERY, &values)?;
    Ok(())
}

/// Deletes what came to its end and was made before an instant.
pub fn forget_deliveries(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_DELIVERIES, &params![before, limit])?)
}

fn read(row: &Row) -> Result<Stored> {
    let mut row = row.reader();
    let delivery = WebhookDelivery {
        id: row.take()?,
        webhook_id: row.take()?,
        seq: row.take()?,
        event_type: row.take()?,
        state: DeliveryState::from_name(&row.take::<String>()?).ok_or_else(|| Error::internal("a state"))?,
        attempts: row.take()?,
        last_status: row.take()?,
        next_attempt_at: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    };
    Ok(Stored { delivery, tries: row.take()? })
}
