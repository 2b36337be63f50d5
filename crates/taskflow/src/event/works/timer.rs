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
