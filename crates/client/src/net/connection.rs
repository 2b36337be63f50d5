//! The handle to copies that are kept live.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::{Notify, broadcast, watch};
use tokio::task::JoinHandle;

use super::backoff::{Backoff, FIRST_MS};
use super::driver::Driver;
use super::http::Server;
use super::jobs::{Shared, lock};
use crate::{Applied, Presence, Problem, Replica, Stream};

/// What to follow.
#[derive(Clone, Debug)]
pub struct Settings {
    pub streams: Vec<Stream>,
    /// False: only positions and causes are followed, for those who measure.
    pub rows: bool,
    /// Events that a reader may be behind before it loses the oldest.
    pub events: usize,
    /// The first wait before it comes back is between these, in milliseconds; later ones double.
    pub first_wait_ms: [u64; 2],
}

impl Settings {
    pub fn new(streams: impl IntoIterator<Item = Stream>) -> Self {
        Self {
            streams: streams.into_iter().collect(),
            rows: true,
            events: 64,
            first_wait_ms: FIRST_MS,
        }
    }
}

/// How it stands with the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Connecting,
    /// Welcomed by the server.
    Open,
    /// Cut off: it comes back by itself.
    Waiting,
    Ended(Ended),
}

/// Why it does not come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    #[error("who asks must sign in again")]
    SignedOut,
    #[error("the server closed it with {0}")]
    Closed(u16),
    /// The [`Connection`] was dropped.
    #[error("it was given up")]
    GivenUp,
}

/// Something that happened to a copy.
#[derive(Clone, Debug)]
pub struct Event {
    pub stream: Stream,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    /// The copy was exchanged for a snapshot.
    Snapshot,
    Applied(Arc<Applied>),
    /// Caught up.
    Live,
    /// The copy was dropped; another is being asked for.
    Reset(Arc<str>),
    /// The stream can no longer be seen.
    Gone,
    Presence(Arc<Presence>),
    Error(Arc<Problem>),
}

/// Keeps copies live until it is dropped.
pub struct Connection {
    replicas: Arc<BTreeMap<Stream, Shared>>,
    states: watch::Receiver<State>,
    /// Counts what was applied.
    moves: watch::Receiver<u64>,
    events: broadcast::Sender<Event>,
    cut: Arc<Notify>,
    task: JoinHandle<()>,
}

impl Connection {
    /// Starts. It waits for nothing: see [`Self::reached`].
    pub fn open(server: Server, settings: &Settings) -> Self {
        let new = if settings.rows { Replica::new } else { Replica::without_rows };
        let replicas: BTreeMap<Stream, Shared> = settings
            .streams
            .iter()
            .map(|stream| (*stream, Arc::new(std::sync::Mutex::new(new(*stream)))))
            .collect();
        let replicas = Arc::new(replicas);
        let (state, states) = watch::channel(State::Connecting);
        let (moved, moves) = watch::channel(0);
        let (events, _) = broadcast::channel(settings.events.max(1));
        let cut = Arc::new(Notify::new());
        let backoff = Backoff::new(settings.first_wait_ms);
        let driver = Driver::new(
            server,
            Arc::clone(&replicas),
            state,
            moved,
            events.clone(),
            Arc::clone(&cut),
            backoff,
        );
        let task = tokio::spawn(driver.run());
        Self { replicas, states, moves, events, cut, task }
    }

    pub fn state(&self) -> State {
        *self.states.borrow()
    }

    /// Every later event. Who falls behind loses the oldest, and is told so; the copies lose nothing.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Looks at a copy; `None` when the stream is not followed. Changes wait meanwhile.
    pub fn look<T>(&self, stream: Stream, at: impl FnOnce(&Replica) -> T) -> Option<T> {
        self.replicas.get(&stream).map(|replica| at(&lock(replica)))
    }

    /// The last entry that the copy has; -1 before its snapshot.
    pub fn seq(&self, stream: Stream) -> i64 {
        self.look(stream, Replica::seq).unwrap_or(-1)
    }

    /// Waits until the copy has this entry and nothing is left to fetch.
    ///
    /// # Errors
    /// Why that will not be.
    pub async fn reached(&self, stream: Stream, seq: i64) -> Result<(), Ended> {
        self.until(|connection| {
            connection
                .look(stream, |replica| replica.seq() >= seq && replica.is_complete())
                .unwrap_or(false)
        })
        .await
    }

    /// Waits until `holds`, which is asked after each change of a copy.
    ///
    /// # Errors
    /// Why that will not be.
    pub async fn until(&self, holds: impl Fn(&Self) -> bool) -> Result<(), Ended> {
        let (mut moves, mut states) = (self.moves.clone(), self.states.clone());
        loop {
            moves.borrow_and_update();
            let state = *states.borrow_and_update();
            if holds(self) {
                return Ok(());
            }
            if let State::Ended(ended) = state {
                return Err(ended);
            }
            let changed = tokio::select! {
                changed = moves.changed() => changed,
                changed = states.changed() => changed,
            };
            // Whoever kept the copies is gone. Both channels close at once: how it ended is in the state.
            if changed.is_err() && !matches!(self.state(), State::Ended(_)) {
                return Err(Ended::GivenUp);
            }
        }
    }

    /// Breaks the socket without a word, as a network does. It comes back by itself.
    pub fn cut(&self) {
        self.cut.notify_one();
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}
