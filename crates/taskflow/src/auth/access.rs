//! Proves that a credential still stands.

use taskflow_db::Tx;

use super::{Credential, store};
use crate::base::{Actor, Error, Result, Stamp};

/// The user behind a credential, as of now: revoked sessions and tokens and suspended users are refused here,
/// whatever an access token's expiry says.
///
/// # Errors
/// `Unauthenticated`.
pub fn authenticate(tx: &mut Tx<'_>, credential: &Credential, now: Stamp) -> Result<Actor> {
    let actor = match credential {
        Credential::Session { user_id, session_id } => store::session_actor(tx, *user_id, *session_id, now)?,
        Credential::Token { hash } => store::token_actor(tx, hash, now)?,
        Credential::Local { user_id } => store::local_actor(tx, *user_id)?,
    };
    actor.ok_or_else(ended)
}

pub(super) fn ended() -> Error {
    Error::unauthenticated("session_ended", "This session or token has ended. Sign in again.")
}
