//! What was signed out, revoked or shut out lately: for those who hold connections open.

use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::{Result, Stamp};

/// Something that opens no door any more, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ended {
    Session(Uuid),
    /// A personal API token.
    Token(Uuid),
    /// Suspended or erased: with all their sessions and tokens.
    User(Uuid),
}

/// Everything that was ended at or after `since`, in no order. A moment is that of the command, which commits later and
/// perhaps on a server whose clock is behind: ask with an overlap. What merely expires is not among it.
///
/// # Errors
/// Those of the database.
pub fn ended_since(tx: &mut Tx<'_>, since: Stamp) -> Result<Vec<Ended>> {
    let sessions = store::sessions_revoked_since(tx, since)?.into_iter().map(Ended::Session);
    let tokens = store::tokens_revoked_since(tx, since)?.into_iter().map(Ended::Token);
    let users = store::users_shut_out_since(tx, since)?.into_iter().map(Ended::User);
    Ok(sessions.chain(tokens).chain(users).collect())
}
