//! What a command gets: its transaction, its moment and who caused it.

use std::ops::{Deref, DerefMut};

use taskflow_db::Tx;
use uuid::Uuid;

use super::journal::Staging;
use super::{NewEvent, Stream, origin};
use crate::base::{Actor, Result, Stamp, ids};

/// Where a command came from; recorded with each of its entries.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The moment the request was taken up.
    pub at: Stamp,
    pub actor_id: Option<Uuid>,
    /// The request's idempotency key: a client recognises its own change by it.
    pub cause: Option<String>,
    pub request_id: String,
    pub address: Option<String>,
    pub agent: Option<String>,
    /// The session by which the request came.
    pub session_id: Option<Uuid>,
    /// The API token by which it came.
    pub token_id: Option<Uuid>,
}

impl Meta {
    /// For what the server does by itself.
    pub fn system(at: Stamp, request_id: impl Into<String>) -> Self {
        Self {
            at,
            actor_id: None,
            cause: None,
            request_id: request_id.into(),
            address: None,
            agent: None,
            session_id: None,
            token_id: None,
        }
    }

    /// The same request, once it is known whose it is.
    #[must_use]
    pub fn of(&self, actor: &Actor) -> Self {
        Self {
            actor_id: Some(actor.user_id),
            session_id: actor.session_id,
            token_id: actor.token_id,
            ..self.clone()
        }
    }
}

/// A command's context. Dereferences to its transaction.
pub struct Cx<'c, 't> {
    tx: &'c mut Tx<'t>,
    meta: &'c Meta,
}

impl<'c, 't> Cx<'c, 't> {
    pub fn new(tx: &'c mut Tx<'t>, meta: &'c Meta) -> Self {
        Self { tx, meta }
    }

    pub fn meta(&self) -> &Meta {
        self.meta
    }

    /// The command's moment: the same in all it writes.
    pub fn now(&self) -> Stamp {
        self.meta.at
    }

    pub fn new_id(&self) -> Uuid {
        ids::new_id()
    }

    /// Adds an entry to its stream. Its `seq` is given at the commit.
    ///
    /// # Errors
    /// `Internal` when an image cannot be written as JSON.
    pub fn emit(&mut self, event: NewEvent) -> Result<()> {
        // One for all entries of the command.
        let origin = match &self.tx.staged::<Staging>().origin {
            Some(origin) => origin.clone(),
            None => origin::sealed(self.meta)?,
        };
        let pending = event.seal(self.meta, origin.as_ref())?;
        let staging = self.tx.staged::<Staging>();
        staging.origin = Some(origin);
        staging.stream.get_or_insert(pending.stream);
        staging.events.push(pending);
        Ok(())
    }

    /// Names the stream whose position answers this request, also when nothing changes.
    pub fn in_stream(&mut self, stream: Stream) {
        self.tx.staged::<Staging>().stream.get_or_insert(stream);
    }
}

impl<'t> Deref for Cx<'_, 't> {
    type Target = Tx<'t>;

    fn deref(&self) -> &Self::Target {
        self.tx
    }
}

impl DerefMut for Cx<'_, '_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.tx
    }
}
