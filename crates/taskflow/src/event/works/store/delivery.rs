//! SQL of deliveries.

use taskflow_db::{Row, Tx, params, sql};
use uuid::Uuid;

use crate::base::{Error, Result, Stamp};
use crate::event::works::{Delivery, NewDelivery};

sql!(
    INSERT,
    "INSERT INTO delivery (id, sender, stream_id, seq, target, lane, body, state, attempts, next_at, claim, note, created_at, updated_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, $8, NULL, '', $9, $9) \
     ON CONFLICT (sender, stream_id, seq, target) DO NOTHING"
);
sql!(
    DUE,
    "SELECT id, lane FROM delivery WHERE sender = $1 AND state = 'waiting' AND next_at <= $2 AND lane NOT in_list($3) \
     ORDER BY next_at LIMIT $4"
);
sql!(
    CLAIM,
    "UPDATE delivery SET claim = $3, attempts = attempts + 1, next_at = $4, updated_at = $2 \
     WHERE id in_list($1) AND state = 'waiting' AND next_at <= $2 \
     RETURNING id, sender, stream_id, seq, target, lane, body, attempts, note, created_at, updated_at"
);
sql!(
    SETTLE,
    "UPDATE delivery SET state = $3, next_at = $4, note = $5, claim = NULL, updated_at = $6 WHERE id = $1 AND claim = $2"
);
sql!(
    DEAD,
    "SELECT id, sender, stream_id, seq, target, lane, body, attempts, note, created_at, updated_at FROM delivery \
     WHERE sender = $1 AND state = 'dead' AND id > $2 ORDER BY id LIMIT $3"
);
sql!(
    WAKE,
    "UPDATE delivery SET state = 'waiting', attempts = 0, next_at = $2, claim = NULL, updated_at = $2 \
     WHERE id = $1 AND state IN ('sent', 'dead')"
);
sql!(HAS, "SELECT 1 FROM delivery WHERE id = $1");
sql!(
    FORGET,
    "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state = 'sent' AND updated_at < $1 LIMIT $2)"
);
sql!(
    FORGET_DEAD,
    "DELETE FROM delivery WHERE id IN (SELECT id FROM delivery WHERE state = 'dead' AND updated_at < $1 LIMIT $2)"
);

fn read(row: &Row) -> Result<Delivery> {
    let mut row = row.reader();
    Ok(Delivery {
        id: row.take()?,
        sender: row.take()?,
        stream_id: row.take()?,
        seq: row.take()?,
        target: row.take()?,
        lane: row.take()?,
        body: serde_json::from_str(&row.take::<String>()?).map_err(Error::internal)?,
        attempts: row.take()?,
        note: row.take()?,
        created_at: row.take()?,
        updated_at: row.take()?,
    })
}

/// False when there is one like it.
pub fn insert_delivery(tx: &mut Tx<'_>, id: Uuid, new: &NewDelivery, now: Stamp) -> Result<bool> {
    let body = new.body.to_string();
    let row = params![
        id,
        new.sender,
        new.stream.id(),
        new.seq,
        new.target.as_str(),
        new.lane.as_str(),
        body,
        new.at,
        now
    ];
    Ok(tx.exec(&INSERT, &row)? == 1)
}

/// What a sender might send now, with its lane; nothing of these lanes.
pub fn due_deliveries(
    tx: &mut Tx<'_>,
    sender: &str,
    now: Stamp,
    full: Vec<String>,
    limit: i64,
) -> Result<Vec<(Uuid, String)>> {
    let rows = tx.all(&DUE, &params![sender, now, full, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Claims those of these that nobody else has claimed meanwhile.
pub fn claim_deliveries(
    tx: &mut Tx<'_>,
    ids: Vec<Uuid>,
    claim: Uuid,
    now: Stamp,
    until: Stamp,
) -> Result<Vec<Delivery>> {
    tx.all(&CLAIM, &params![ids, now, claim, until])?.iter().map(read).collect()
}

/// False when the claim has gone to somebody else.
pub fn settle_delivery(
    tx: &mut Tx<'_>,
    (id, claim): (Uuid, Uuid),
    state: &str,
    next: Stamp,
    note: &str,
    now: Stamp,
) -> Result<bool> {
    Ok(tx.exec(&SETTLE, &params![id, claim, state, next, note, now])? == 1)
}

pub fn dead_letters(tx: &mut Tx<'_>, sender: &str, after: Uuid, limit: i64) -> Result<Vec<Delivery>> {
    tx.all(&DEAD, &params![sender, after, limit])?.iter().map(read).collect()
}

pub fn wake_delivery(tx: &mut Tx<'_>, id: Uuid, now: Stamp) -> Result<bool> {
    Ok(tx.exec(&WAKE, &params![id, now])? == 1)
}

pub fn has_delivery(tx: &mut Tx<'_>, id: Uuid) -> Result<bool> {
    Ok(tx.opt(&HAS, &params![id])?.is_some())
}

pub fn forget_sent(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET, &params![before, limit])?)
}

pub fn forget_dead(tx: &mut Tx<'_>, before: Stamp, limit: i64) -> Result<u64> {
    Ok(tx.exec(&FORGET_DEAD, &params![before, limit])?)
}
