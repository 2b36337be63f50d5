//! SQL of timers.

use taskflow_db::{Row, Tx, params, sql};

use crate::base::{Error, Result, Stamp};
use crate::event::works::{SetAside, Timer};

sql!(
    SET,
    "INSERT INTO timer (alarm, key, due_at, body, attempts, next_at, error, halted_at) VALUES ($1, $2, $3, $4, 0, $3, '', NULL) \
     ON CONFLICT (alarm, key) DO UPDATE SET due_at = excluded.due_at, body = excluded.body, attempts = 0, \
       next_at = excluded.next_at, error = '', halted_at = NULL"
);
sql!(CANCEL, "DELETE FROM timer WHERE alarm = $1 AND key = $2");
sql!(OF, "SELECT key, due_at, body, attempts FROM timer WHERE alarm = $1 AND key = $2");
sql!(ATTEMPTS, "SELECT attempts FROM timer WHERE alarm = $1 AND key = $2");
sql!(
    DUE,
    "SELECT alarm, key FROM timer WHERE next_at <= $1 AND halted_at IS NULL AND alarm in_list($2) ORDER BY next_at, key LIMIT $3"
);
sql!(
    TAKE,
    "DELETE FROM timer WHERE alarm = $1 AND key = $2 AND next_at <= $3 AND halted_at IS NULL RETURNING key, due_at, body, attempts"
);
sql!(
    FAIL,
    "UPDATE timer SET attempts = attempts + 1, next_at = $4, error = $5, \
       halted_at = CASE WHEN attempts + 1 >= $6 THEN CAST($7 AS BIGINT) ELSE NULL END \
     WHERE alarm = $1 AND key = $2 AND attempts = $3"
);
sql!(
    ASIDE,
    "SELECT key, due_at, body, attempts, error, halted_at FROM timer WHERE alarm = $1 AND halted_at IS NOT NULL ORDER BY key LIMIT $2"
);
sql!(
    RETRY,
    "UPDATE timer SET attempts = 0, next_at = $2, error = '', halted_at = NULL WHERE alarm = $1 AND halted_at IS NOT NULL"
);

pub fn set_timer(tx: &mut Tx<'_>, alarm: &str, key: &str, due: Stamp, body: &str) -> Result<()> {
    tx.exec(&SET, &params![alarm, key, due, body])?;
    Ok(())
}

pub fn cancel_timer(tx: &mut Tx<'_>, alarm: &str, key: &str) -> Result<()> {
    tx.exec(&CANCEL, &params![alarm, key])?;
    Ok(())
}

pub fn timer_of(tx: &mut Tx<'_>, alarm: &str, key: &str) -> Result<Option<Timer>> {
    tx.opt(&OF, &params![alarm, key])?.as_ref().map(read).transpose()
}

/// Alarm and key of what is due, the oldest first.
pub fn due_timers(tx: &mut Tx<'_>, now: Stamp, alarms: &[&str], limit: i64) -> Result<Vec<(String, String)>> {
    let rows = tx.all(&DUE, &params![now, alarms, limit])?;
    rows.iter().map(|row| Ok((row.get(0)?, row.get(1)?))).collect()
}

/// Takes a timer that is due away; `None` when somebody else did.
pub fn take_timer(tx: &mut Tx<'_>, alarm: &str, key: &str, now: Stamp) -> Result<Option<Timer>> {
    tx.opt(&TAKE, &params![alarm, key, now])?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Timer> {
    Ok(Timer {
        key: row.get(0)?,
        due: row.get(1)?,
        body: serde_json::from_str(&row.get::<String>(2)?).map_err(Error::internal)?,
        attempts: row.get(3)?,
    })
}

pub fn timer_attempts(tx: &mut Tx<'_>, alarm: &str, key: &str) -> Result<Option<i64>> {
    Ok(tx.opt(&ATTEMPTS, &params![alarm, key])?.map(|row| row.get(0)).transpose()?)
}

/// Notes a try that failed; with the last one allowed the timer is set aside.
pub fn fail_timer(
    tx: &mut Tx<'_>,
    (alarm, key, attempts): (&str, &str, i64),
    next: Stamp,
    error: &str,
    most: i64,
    now: Stamp,
) -> Result<()> {
    tx.exec(&FAIL, &params![alarm, key, attempts, next, error, most, now])?;
    Ok(())
}

/// Timers of an alarm that are not tried any more, by key.
pub fn set_aside(tx: &mut Tx<'_>, alarm: &str, limit: i64) -> Result<Vec<SetAside>> {
    let rows = tx.all(&ASIDE, &params![alarm, limit])?;
    let read = |row: &Row| Ok(SetAside { timer: read(row)?, error: row.get(4)?, since: row.get(5)? });
    rows.iter().map(read).collect()
}

/// Has them tried again; tells how many.
pub fn retry_timers(tx: &mut Tx<'_>, alarm: &str, now: Stamp) -> Result<u64> {
    Ok(tx.exec(&RETRY, &params![alarm, now])?)
}
