//! One consumer in one process: holds shards, hears of commits, and takes turns at the streams that grew.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use taskflow_db::Engine;
use tokio::sync::{broadcast, watch};
use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

use super::process::{pause, told_to_stop};
use super::shards::{RENEWAL, Shards};
use super::turn::{Ended, Place, Turn};
use super::{Begins, Consumer, Process, store};
use crate::base::Result;
use crate::event;

/// Streams worked on at once.
const AT_ONCE: usize = 8;
/// Streams read at once when looking for those that grew unheard.
const PAGE: i64 = 500;
/// Places and foreign streams remembered; beyond that they are found anew.
const MOST_KNOWN: usize = 50_000;
/// A stream rests for so long after a turn: while people type and drag, what they do is handled together.
const REST: Duration = Duration::from_millis(50);
/// Pause after trouble with the database.
const TROUBLE: Duration = Duration::from_millis(500);

/// See the module.
pub struct Follower {
    process: Process,
    consumer: Arc<dyn Consumer>,
    shards: Shards,
    registered: bool,
    /// What to look at, in turn, each once.
    queue: VecDeque<Uuid>,
    queued: HashSet<Uuid>,
    /// Being worked on, or resting; and those among them that grew meanwhile.
    busy: HashSet<Uuid>,
    grown: HashSet<Uuid>,
    places: HashMap<Uuid, Place>,
    foreign: HashSet<Uuid>,
    turns: JoinSet<(Turn, Result<Ended>)>,
    rests: JoinSet<Uuid>,
    look_at: Instant,
}

impl Follower {
    pub fn new(process: Process, consumer: Arc<dyn Consumer>) -> Self {
        let shards = Shards::new(consumer.name());
        Self {
            process,
            consumer,
            shards,
            registered: false,
            queue: VecDeque::new(),
            queued: HashSet::new(),
            busy: HashSet::new(),
            grown: HashSet::new(),
            places: HashMap::new(),
            foreign: HashSet::new(),
            turns: JoinSet::new(),
            rests: JoinSet::new(),
            look_at: Instant::now(),
        }
    }

    /// Works until it is stopped; then ends the turns under way and lets others go on.
    pub async fn run(mut self, mut stopped: watch::Receiver<bool>) {
        let mut heard = self.process.wake.subscribe();
        while let Err(error) = self.register().await {
            tracing::warn!(%error, consumer = self.consumer.name(), "a consumer could not begin");
            if pause(&mut stopped, TROUBLE).await {
                return;
            }
        }
        let mut renewal = tokio::time::interval(RENEWAL);
        renewal.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            self.begin_turns();
            tokio::select! {
                () = told_to_stop(&mut stopped) => break,
                _ = renewal.tick() => self.renew().await,
                position = heard.recv() => match position {
                    Ok(position) => self.mark(position.stream_id),
                    Err(broadcast::error::RecvError::Lagged(_)) => self.look_at = Instant::now(),
                    Err(broadcast::error::RecvError::Closed) => break,
                },
                Some(ended) = self.turns.join_next() => match ended {
                    Ok((turn, outcome)) => self.ended(turn, outcome),
                    // A turn holds no state: which one it was does not matter.
                    Err(error) => {
                        tracing::error!(%error, "a consumer's turn broke down");
                        self.rests.abort_all();
                        self.busy.clear();
                        self.look_at = Instant::now() + TROUBLE;
                    }
                },
                Some(rested) = self.rests.join_next() => if let Ok(stream) = rested {
                    self.free(stream);
                },
                () = tokio::time::sleep_until(self.look_at) => self.look().await,
            }
        }
        while let Some(ended) = self.turns.join_next().await {
            if let Ok((turn, outcome)) = ended {
                self.ended(turn, outcome);
            }
        }
        self.busy.clear();
        self.write_places().await;
        if let Err(error) = self.shards.give_back(&self.process).await {
            tracing::debug!(%error, "shards were not given back; they expire");
        }
    }

    /// Writes down that there is this consumer, and from where on it reads, when nobody did. It hears of whatever is
    /// written from now on.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn register(&mut self) -> Result<()> {
        if self.registered {
            return Ok(());
        }
        let (consumer, now) = (Arc::clone(&self.consumer), self.process.clock.now());
        let registering = self.process.db.write(Uuid::nil(), move |tx| {
            let (follows, begins) = (consumer.follows(), consumer.begins());
            let new = store::register(tx, consumer.name(), follows.name(), begins.name(), now)?;
            if new && begins == Begins::Now {
                store::begin_now(tx, consumer.name(), follows.kinds(), now)?;
            }
            Ok::<_, crate::base::Error>(())
        });
        registering.await?;
        self.registered = true;
        Ok(())
    }

    fn mark(&mut self, stream: Uuid) {
        let ours = self.shards.lease(stream, "").is_some() && !self.foreign.contains(&stream);
        if ours && self.busy.contains(&stream) {
            self.grown.insert(stream);
        } else if ours && self.queued.insert(stream) {
            self.queue.push_back(stream);
        }
    }

    /// It may be worked on again.
    fn free(&mut self, stream: Uuid) {
        self.busy.remove(&stream);
        if self.grown.remove(&stream) {
            self.mark(stream);
        }
    }

    fn begin_turns(&mut self) {
        while self.turns.len() < AT_ONCE {
            let Some(stream) = self.queue.pop_front() else {
                return;
            };
            self.queued.remove(&stream);
            let Some(lease) = self.shards.lease(stream, &self.process.name) else {
                continue;
            };
            self.busy.insert(stream);
            let place = self.places.get(&stream).copied();
            let (process, consumer) = (self.process.clone(), Arc::clone(&self.consumer));
            let mut turn = Turn { process, consumer, lease, stream, place };
            self.turns.spawn(async move {
                let outcome = turn.run().await;
                (turn, outcome)
            });
        }
    }

    fn ended(&mut self, turn: Turn, outcome: Result<Ended>) {
        let stream = turn.stream;
        if self.places.len() + self.foreign.len() > MOST_KNOWN {
            self.places.clear();
            self.foreign.clear();
        }
        match outcome {
            Ok(ended) => {
                if let Some(place) = turn.place {
                    self.places.insert(stream, place);
                }
                match ended {
                    Ended::More => {
                        self.grown.insert(stream);
                        self.free(stream);
                        return;
                    }
                    Ended::Foreign => drop(self.foreign.insert(stream)),
                    Ended::Done | Ended::Waits => {}
                }
            }
            Err(error) => {
                tracing::debug!(%error, consumer = self.consumer.name(), %stream, "a turn came to nothing");
                self.places.remove(&stream);
                self.look_at = self.look_at.min(Instant::now() + TROUBLE);
            }
        }
        self.rests.spawn(async move {
            tokio::time::sleep(REST).await;
            stream
        });
    }

    async fn renew(&mut self) {
        self.write_places().await;
        match self.shards.renew(&self.process).await {
            // Shards that came may be behind.
            Ok(true) => {
                self.places.clear();
                self.look_at = Instant::now();
            }
            Ok(false) => {}
            Err(error) => {
                tracing::warn!(%error, consumer = self.consumer.name(), "shards could not be renewed");
            }
        }
    }

    /// Looks for streams that grew without its being heard, and for what is to be tried again. At most a twentieth of the
    /// time goes into this.
    async fn look(&mut self) {
        let began = Instant::now();
        let (name, kinds) = (self.consumer.name(), self.consumer.follows().kinds());
        let mut after = Uuid::nil();
        loop {
            let now = self.process.clock.now();
            let looking = self
                .process
                .db
                .read(move |tx| store::behind(tx, name, kinds, after, now, PAGE))
                .await;
            let streams = match looking {
                Ok(streams) => streams,
                Err(error) => {
                    tracing::debug!(%error, "could not look for streams that grew");
                    break;
                }
            };
            for stream in &streams {
                self.mark(*stream);
            }
            match streams.last() {
                Some(last) if streams.len() as i64 == PAGE => after = *last,
                _ => break,
            }
        }
        let least = match self.process.db.engine() {
            // Nobody else commits here.
            Engine::Sqlite => Duration::from_secs(2),
            Engine::Postgres => Duration::from_secs(1),
        };
        self.look_at = Instant::now() + least.max(began.elapsed() * 20).min(Duration::from_secs(60));
    }

    /// Writes down how far it has looked where nothing was of use, so that others need not look again.
    async fn write_places(&mut self) {
        let ahead = self
            .places
            .iter()
            .filter(|(stream, place)| place.seen > place.written && !self.busy.contains(stream));
        let ahead: Vec<(Uuid, Place)> = ahead.map(|(stream, place)| (*stream, *place)).collect();
        for some in ahead.chunks(100) {
            let leases = some.iter().filter_map(|(stream, place)| {
                let lease = self.shards.lease(*stream, &self.process.name)?;
                Some((lease, *stream, *place))
            });
            let (moves, now): (Vec<_>, _) = (leases.collect(), self.process.clock.now());
            let name = self.consumer.name();
            let writing = self.process.db.write(Uuid::nil(), move |tx| {
                for (lease, stream, place) in &moves {
                    event::advance_cursor(tx, lease, name, *stream, (place.written, place.seen), now)?;
                }
                Ok::<_, crate::base::Error>(())
            });
            let written = writing.await.is_ok();
            for (stream, place) in some {
                if written {
                    self.places.insert(*stream, Place { written: place.seen, seen: place.seen });
                } else {
                    self.places.remove(stream);
                }
            }
        }
    }
}
