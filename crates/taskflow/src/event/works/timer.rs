//! What is due at its time: a row for each, which the transaction that does it takes away.

use serde_json::Value;
use taskflow_db::Tx;

use super::store;
use crate::base::{Result, Stamp};
use crate::event::Cx;

/// Something that is due.
#[derive(Clone, Debug, PartialEq)]
pub struct Timer {
    /// Unique for its alarm.
    pub key: String,
    /// When it was to fire: long ago, if nobody was there.
    pub due: Stamp,
    pub body: Value,
    /// Tries that failed.
    pub attempts: i64,
}

/// A timer that failed again and again and is not tried any more.
#[derive(Clone, Debug, PartialEq)]
pub struct SetAside {
    pub timer: Timer,
    /// What the last try failed of.
    pub error: String,
    pub since: Stamp,
}

/// Does what is due. Fired once for each row, whatever number of processes runs.
pub trait Alarm: Send + Sync + 'static {
    /// The name in its rows: never to be changed.
    fn name(&self) -> &'static str;

    /// The row is gone, in this transaction. What repeats sets the next one, under the same key.
    ///
    /// # Errors
    /// Whatever keeps it from being done. It is tried again, then set aside until somebody looks.
    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()>;
}

/// Sets a timer, in place of the one under this key.
///
/// # Errors
/// Those of the database.
pub fn set_timer(tx: &mut Tx<'_>, alarm: &str, key: &str, due: Stamp, body: &Value) -> Result<()> {
    store::set_timer(tx, alarm, key, due, &body.to_string())
}

/// Takes a timer away; nothing happens when there is none.
///
/// # Errors
/// Those of the database.
pub fn cancel_timer(tx: &mut Tx<'_>, alarm: &str, key: &str) -> Result<()> {
    store::cancel_timer(tx, alarm, key)
}

/// The timer under this key, if there is one.
///
/// # Errors
/// Those of the database.
pub fn timer_of(tx: &mut Tx<'_>, alarm: &str, key: &str) -> Result<Option<Timer>> {
    store::timer_of(tx, alarm, key)
}

/// Timers of an alarm that were set aside, by key.
///
/// # Errors
/// Those of the database.
pub fn set_aside(tx: &mut Tx<'_>, alarm: &str, limit: i64) -> Result<Vec<SetAside>> {
    store::set_aside(tx, alarm, limit)
}

/// Has an alarm try all again that it set aside, from the first try on; tells how many those are.
///
/// # Errors
/// Those of the database.
pub fn retry_timers(tx: &mut Tx<'_>, alarm: &str, now: Stamp) -> Result<u64> {
    store::retry_timers(tx, alarm, now)
}
