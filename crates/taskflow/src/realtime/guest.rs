//! Somebody who holds a connection open.

use taskflow_db::Tx;
use uuid::Uuid;

use crate::auth::{self, Pass};
use crate::base::{Actor, Error, Result, Scope, Stamp};

/// Who it is, and what they stand on. It may end any moment: ask [`Guest::again`] before anything is read for them.
#[derive(Clone, Debug)]
pub struct Guest {
    pass: Pass,
    actor: Actor,
    ends_at: Option<Stamp>,
}

impl Guest {
    /// # Errors
    /// `Unauthenticated` when the pass does not stand any more, `missing_scope` when it may not read.
    pub fn admit(tx: &mut Tx<'_>, pass: Pass, now: Stamp) -> Result<Self> {
        let (actor, ends_at) = auth::pass(tx, &pass, now)?;
        if !actor.has_scope(Scope::Read) {
            return Err(Error::forbidden("missing_scope", "This token may not read."));
        }
        Ok(Self { pass, actor, ends_at })
    }

    /// The same person, as of now.
    ///
    /// # Errors
    /// As [`Guest::admit`].
    pub fn again(&self, tx: &mut Tx<'_>, now: Stamp) -> Result<Actor> {
        Self::admit(tx, self.pass, now).map(|guest| guest.actor)
    }

    /// The same guest, as of now: a session that was used meanwhile ends later.
    ///
    /// # Errors
    /// As [`Guest::admit`].
    pub fn renewed(&self, tx: &mut Tx<'_>, now: Stamp) -> Result<Self> {
        Self::admit(tx, self.pass, now)
    }

    pub fn user_id(&self) -> Uuid {
        self.actor.user_id
    }

    pub fn session_id(&self) -> Option<Uuid> {
        self.actor.session_id
    }

    /// The API token, when one was used.
    pub fn token_id(&self) -> Option<Uuid> {
        self.actor.token_id
    }

    /// When the session or token ends by itself; `None` is never.
    pub fn ends_at(&self) -> Option<Stamp> {
        self.ends_at
    }
}
