//! What the rest of the process sees of hints.

use bytes::Bytes;
use taskflow_db::Db;
use tokio::sync::{broadcast, mpsc, watch};
use uuid::Uuid;

use super::courier::Courier;
use super::{Carrier, Unusable};
use crate::base::ids;
use crate::config::Config;
use crate::event::Wake;

/// Presence that waits to be sent, and that waits to be read; more is dropped.
const BACKLOG: usize = 256;

/// Who is present in a workspace, in the words of whoever sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    pub workspace_id: Uuid,
    pub bytes: Bytes,
}

/// Tells other processes and hears from them. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Hints {
    carrier: Option<&'static str>,
    told: mpsc::Sender<Presence>,
    heard: broadcast::Sender<Presence>,
    connected: watch::Sender<bool>,
}

impl Hints {
    /// Most bytes of one presence; larger ones are dropped. PostgreSQL carries 8,000 with what is around them.
    pub const PRESENCE_BYTES: usize = 4096;

    /// As the settings say, and who carries them: nobody when only the poll is to tell.
    ///
    /// # Errors
    /// A setting that cannot be used. A broker that is not there is no error: it may come.
    pub fn new(config: &Config, db: &Db, wake: &Wake) -> Result<(Self, Option<Courier>), Unusable> {
        let carrier = Carrier::choose(config, db)?;
        let (told, waiting) = mpsc::channel(BACKLOG);
        let hints = Self {
            carrier: carrier.as_ref().map(Carrier::name),
            told,
            heard: broadcast::Sender::new(BACKLOG),
            connected: watch::Sender::new(false),
        };
        let with = |carrier| Courier::new(carrier, ids::new_id(), hints.clone(), wake.clone(), waiting);
        let courier = carrier.map(with);
        Ok((hints, courier))
    }

    /// `postgres`, `redis` or `nats`; `None` when only the poll tells.
    pub fn carrier(&self) -> Option<&'static str> {
        self.carrier
    }

    /// Whether hints are being carried now.
    pub fn connected(&self) -> watch::Receiver<bool> {
        self.connected.subscribe()
    }

    /// Tells other processes, if it can be done without waiting: presence is said again soon.
    pub fn publish_presence(&self, workspace_id: Uuid, bytes: Bytes) {
        if self.carrier.is_some() && bytes.len() <= Self::PRESENCE_BYTES {
            let _ = self.told.try_send(Presence { workspace_id, bytes });
        }
    }

    /// What other processes tell from now on. Who reads too slowly misses some.
    pub fn presence(&self) -> broadcast::Receiver<Presence> {
        self.heard.subscribe()
    }

    pub(super) fn heard(&self, presence: Presence) {
        // Nobody listening is no failure.
        let _ = self.heard.send(presence);
    }

    pub(super) fn set_connected(&self, connected: bool) {
        self.connected.send_replace(connected);
    }
}
