//! What every handler can reach.

use std::collections::HashSet;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use taskflow_db::Db;
use uuid::Uuid;

use super::{Hashing, Owners, Work};
use crate::base::jwt::Keyring;
use crate::base::vapid::Vapid;
use crate::base::{Clock, Error, Result, Sealer, Stamp};
use crate::config::Config;
use crate::event::{Lanes, Wake};
use crate::mail::Mailer;
use crate::outgoing::Outgoing;

/// The running server's parts. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// See [`App`].
pub struct Parts {
    /// When this process began.
    pub started_at: Stamp,
    pub db: Db,
    pub config: Config,
    pub clock: Clock,
    pub lanes: Lanes,
    pub wake: Wake,
    pub keyring: Keyring,
    pub sealer: Sealer,
    /// By which push services know this server.
    pub vapid: Vapid,
    pub hashing: Hashing,
    /// Writes mail and sends it.
    pub mailer: Mailer,
    /// Wakes whoever sends mail.
    pub mail: tokio::sync::Notify,
    pub in_flight: InFlight,
    pub owners: Owners,
    /// The way to addresses that people gave.
    pub outgoing: Outgoing,
    pub work: Work,
}

impl App {
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// Requests with an idempotency key that are being carried out by this process.
#[derive(Debug, Default)]
pub struct InFlight(Arc<Mutex<HashSet<(Uuid, String)>>>);

/// Ends the claim on a key when dropped.
#[derive(Debug)]
pub struct Claim {
    set: Arc<Mutex<HashSet<(Uuid, String)>>>,
    entry: (Uuid, String),
}

impl InFlight {
    /// # Errors
    /// `idempotency_in_progress` while another request with this key is being carried out.
    pub fn claim(&self, actor: Uuid, key: &str) -> Result<Claim> {
        let entry = (actor, key.to_owned());
        if !self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(entry.clone()) {
            let detail =
                "A request with this Idempotency-Key is still being carried out. Try again in a moment.";
            return Err(Error::conflict("idempotency_in_progress", detail));
        }
        Ok(Claim { set: Arc::clone(&self.0), entry })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.set.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.entry);
    }
}
