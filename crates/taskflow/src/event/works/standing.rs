//! How far everything that happens by itself has come.

use taskflow_db::Tx;

use super::store;
use crate::base::{Result, Stamp};

/// How far a consumer has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub consumer: String,
    pub follows: String,
    /// Streams in which it has something to read.
    pub streams_behind: i64,
    /// Entries it has not read.
    pub lag: i64,
    /// Streams in which it waits after a failure, or stands still.
    pub failing: i64,
    pub halted: i64,
    /// Processes that work for it.
    pub processes: i64,
}

/// Every consumer that was ever started, by name.
///
/// # Errors
/// Those of the database.
pub fn standings(tx: &mut Tx<'_>, now: Stamp) -> Result<Vec<Standing>> {
    store::standings(tx, now)
}

/// Deliveries by sender and state (`waiting`, `dead`), and timers by alarm and state (`overdue`, `halted`): kind, name,
/// state and how many.
///
/// # Errors
/// Those of the database.
pub fn tasks_waiting(tx: &mut Tx<'_>, now: Stamp) -> Result<Vec<(String, String, String, i64)>> {
    store::tasks_waiting(tx, now)
}
