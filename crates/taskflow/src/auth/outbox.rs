//! What waits in the outbox, for operators.

use taskflow_db::Tx;

use super::store;
use crate::base::{Result, Stamp};

/// Mail that is not sent yet and not given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outbox {
    pub waiting: i64,
    /// When the oldest of it was queued.
    pub oldest: Option<Stamp>,
    /// Given up within the last weeks: as long as it is remembered.
    pub failed: i64,
}

/// # Errors
/// Those of the database.
pub fn outbox(tx: &mut Tx<'_>) -> Result<Outbox> {
    let (waiting, oldest) = store::waiting_mail(tx)?;
    Ok(Outbox { waiting, oldest, failed: store::failed_mail(tx)? })
}
