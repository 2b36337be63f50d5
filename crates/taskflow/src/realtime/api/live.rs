//! The process's live sync, as an endpoint gets it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use crate::base::{Error, Result};
use crate::realtime::hub::{Admitted, Realtime};

/// Refuses, before anything else, in a process without the role.
pub struct Live(pub Realtime);

impl<S: Send + Sync> FromRequestParts<S> for Live {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let hub = parts.extensions.get::<Realtime>().cloned();
        hub.map(Self).ok_or_else(|| Error::Unavailable {
            code: "live_elsewhere",
            detail: "This server does not run live sync; another one does.".to_owned(),
            retry_after_secs: 30,
        })
    }
}

impl Live {
    /// A place for one more connection.
    ///
    /// # Errors
    /// `too_many_connections`.
    pub fn admit(&self) -> Result<Admitted> {
        self.0.take_place().ok_or_else(full)
    }
}

/// There is no place for one more.
pub fn full() -> Error {
    Error::Unavailable {
        code: "too_many_connections",
        detail: "There are as many live connections as there may be. Try again later.".to_owned(),
        retry_after_secs: 5,
    }
}
