//! What was signed out, revoked or shut out lately: for those who hold connections open.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::{Result, Stamp};

/// What opens no door any more since `since`, in no order: ids of sessions, of personal API tokens, and of users who were suspended
/// or erased, with all sessions and tokens of theirs. A moment is that of the command, which commits later and
/// perhaps on a server whose clock is behind: ask with an overlap. What merely expires is not among it.
///
/// # Errors
/// Those of the database.
pub fn ended_since(tx: &mut Tx<'_>, since: Stamp) -> Result<Vec<Uuid>> {
    store::ended_since(tx, since)
}
