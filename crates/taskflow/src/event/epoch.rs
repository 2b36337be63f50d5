//! A new epoch for every stream: what a restore from a backup tells those who read further before.

use taskflow_db::Tx;

use super::store;
use crate::base::{Result, Stamp};

/// Gives every stream a new epoch, after its past was replaced by an older one (I14): whoever remembers a position of
/// the epoch before starts again from a snapshot. The epoch is the millisecond of `now` or, if that is not larger, the
/// next number: restoring one backup twice gives two epochs. Answers how many streams there are.
///
/// # Errors
/// Those of the database.
pub fn new_epoch(tx: &mut Tx<'_>, now: Stamp) -> Result<u64> {
    Ok(store::raise_epochs(tx, now.0, now)?)
}
