//! How endpoints do.

use taskflow_db::{Tx, params, sql};
use uuid::Uuid;

use crate::base::Result;
use crate::webhook::model::Health;

sql!(
    HEALTH,
    "SELECT failures, failing_since, open_until, filter_fault FROM webhook_health WHERE webhook_id = $1"
);
sql!(
    LOCK_HEALTH,
    "SELECT failures, failing_since, open_until, filter_fault FROM webhook_health WHERE webhook_id = $1 FOR UPDATE"
);
sql!(
    SET_HEALTH,
    "INSERT INTO webhook_health (webhook_id, failures, failing_since, open_until, filter_fault) VALUES ($1, $2, $3, $4, $5) \
     ON CONFLICT (webhook_id) DO UPDATE SET failures = excluded.failures, failing_since = excluded.failing_since, \
     open_until = excluded.open_until, filter_fault = excluded.filter_fault"
);

pub fn health(tx: &mut Tx<'_>, webhook: Uuid) -> Result<Health> {
    read(tx, webhook, false)
}

/// The same, kept from other writers until the commit.
pub fn lock_health(tx: &mut Tx<'_>, webhook: Uuid) -> Result<Health> {
    read(tx, webhook, true)
}

fn read(tx: &mut Tx<'_>, webhook: Uuid, lock: bool) -> Result<Health> {
    let sql = if lock { &LOCK_HEALTH } else { &HEALTH };
    let Some(row) = tx.opt(sql, &params![webhook])? else {
        return Ok(Health::default());
    };
    let mut row = row.reader();
    Ok(Health {
        failures: row.take()?,
        failing_since: row.take()?,
        open_until: row.take()?,
        filter_fault: row.take()?,
    })
}

pub fn set_health(tx: &mut Tx<'_>, webhook: Uuid, health: &Health) -> Result<()> {
    let values =
        params![webhook, health.failures, health.failing_since, health.open_until, &health.filter_fault];
    tx.exec(&SET_HEALTH, &values)?;
    Ok(())
}
