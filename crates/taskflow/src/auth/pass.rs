//! What a connection stands on that outlives the request which opened it.

use serde::{Deserialize, Serialize};
use taskflow_db::Tx;
use uuid::Uuid;

use super::store;
use crate::base::{Actor, Error, Result, Stamp};

/// Names a credential without its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    Session { user_id: Uuid, session_id: Uuid },
    Token { user_id: Uuid, token_id: Uuid },
}

impl Pass {
    /// # Errors
    /// `sign_in_required` for who has neither a session nor a token.
    pub fn of(actor: &Actor) -> Result<Self> {
        let user_id = actor.user_id;
        match (actor.session_id, actor.token_id) {
            (Some(session_id), _) => Ok(Self::Session { user_id, session_id }),
            (None, Some(token_id)) => Ok(Self::Token { user_id, token_id }),
            (None, None) => Err(Error::forbidden("sign_in_required", "Sign in for this.")),
        }
    }
}

/// Who a pass stands for, as of now, and when it ends by itself; `None` is never. Revoked sessions and tokens and
/// suspended users are refused.
///
/// # Errors
/// `Unauthenticated`.
pub fn pass(tx: &mut Tx<'_>, pass: &Pass, now: Stamp) -> Result<(Actor, Option<Stamp>)> {
    let stands = match pass {
        Pass::Session { user_id, session_id } => store::session_stands(tx, *user_id, *session_id, now)?,
        Pass::Token { user_id, token_id } => store::token_stands(tx, *user_id, *token_id, now)?,
    };
    stands.ok_or_else(super::access::ended)
}
