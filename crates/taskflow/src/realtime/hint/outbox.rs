//! What waits to be told: of each stream only its newest head.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, mpsc};
use tokio::time::Instant;
use uuid::Uuid;

use super::Presence;
use super::note::Note;
use crate::event::Grown;

/// The shortest time between two messages. The first after a quiet while goes at once.
const PAUSE: Duration = Duration::from_millis(3);
/// Most notes in one sending.
const MOST: usize = 512;

pub struct Outbox {
    ours: broadcast::Receiver<Grown>,
    stirred: broadcast::Receiver<Uuid>,
    present: mpsc::Receiver<Presence>,
    /// Workspaces whose shared texts grew.
    stirs: BTreeSet<Uuid>,
    heads: BTreeMap<Uuid, Grown>,
    presence: Vec<Presence>,
    sent: Option<Instant>,
}

impl Outbox {
    pub fn new(
        ours: broadcast::Receiver<Grown>,
        stirred: broadcast::Receiver<Uuid>,
        present: mpsc::Receiver<Presence>,
    ) -> Self {
        Self {
            ours,
            stirred,
            present,
            stirs: BTreeSet::new(),
            heads: BTreeMap::new(),
            presence: Vec::new(),
            sent: None,
        }
    }

    /// Forgets what nobody could be told: others have found it by their poll.
    pub fn clear(&mut self) {
        self.ours = self.ours.resubscribe();
        self.stirred = self.stirred.resubscribe();
        self.stirs.clear();
        while self.present.try_recv().is_ok() {}
        self.heads.clear();
        self.presence.clear();
    }

    /// What is to be sent next. May be given up while it waits: nothing is lost by that.
    pub async fn next(&mut self) -> Vec<Note> {
        loop {
            self.collect();
            let due = self.sent.map(|sent| sent + PAUSE);
            if !self.is_empty() {
                match due.filter(|due| *due > Instant::now()) {
                    Some(due) => tokio::time::sleep_until(due).await,
                    None => return self.take(),
                }
                continue;
            }
            tokio::select! {
                grown = self.ours.recv() => match grown {
                    Ok(grown) => drop(self.heads.insert(grown.head.stream_id, grown)),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => std::future::pending().await,
                },
                stirred = self.stirred.recv() => match stirred {
                    Ok(workspace) => drop(self.stirs.insert(workspace)),
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => std::future::pending().await,
                },
                Some(presence) = self.present.recv() => self.presence.push(presence),
            }
        }
    }

    /// All that waits now.
    pub fn take(&mut self) -> Vec<Note> {
        self.collect();
        self.sent = Some(Instant::now());
        let heads = std::mem::take(&mut self.heads).into_values().map(Note::Head);
        let stirs = std::mem::take(&mut self.stirs).into_iter().map(Note::Stirred);
        heads.chain(stirs).chain(self.presence.drain(..).map(Note::Presence)).collect()
    }

    fn is_empty(&self) -> bool {
        self.heads.is_empty() && self.stirs.is_empty() && self.presence.is_empty()
    }

    fn collect(&mut self) {
        while self.heads.len() < MOST {
            match self.ours.try_recv() {
                Ok(grown) => drop(self.heads.insert(grown.head.stream_id, grown)),
                // The oldest were dropped; those after them are still there.
                Err(broadcast::error::TryRecvError::Lagged(_)) => {}
                Err(_) => break,
            }
        }
        while self.stirs.len() < MOST {
            match self.stirred.try_recv() {
                Ok(workspace) => drop(self.stirs.insert(workspace)),
                Err(broadcast::error::TryRecvError::Lagged(_)) => {}
                Err(_) => break,
            }
        }
        while self.presence.len() < MOST {
            let Ok(presence) = self.present.try_recv() else {
                break;
            };
            self.presence.push(presence);
        }
    }
}
