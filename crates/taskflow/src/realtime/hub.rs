//! The handle of a process's live sync: where connections find their room.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, broadcast, watch};
use uuid::Uuid;

use super::ask::{Ask, Box, Join, Slot, Spot, TextAt};
use super::close::Close;
use super::feed::Place;
use super::hint::{Hints, Presence};
use super::mailbox::Heard;
use super::outbox::Outbox;
use super::register::Register;
use super::room::Word;
use super::stats::{Figures, Stats};
use super::tasks::{Running, Tasks, again};
use super::{people, pulse, room};
use crate::base::ids;
use crate::config;
use crate::event::Position;
use crate::http::App;

/// Somewhere: one has to look.
const UNKNOWN: Heard = (i64::MAX, i64::MAX);
/// Shared texts among the streams that a mailbox is told of.
pub const TEXTS: Uuid = Uuid::nil();
/// How long connections may take to say farewell.
const FAREWELL: Duration = Duration::from_secs(3);
/// What one other process may have said that a room has not heard yet.
const MOST_WORDS: usize = 256;

/// A process's live sync. Cheap to clone.
#[derive(Clone)]
pub struct Realtime(Arc<Inner>);

/// See [`Realtime`].
pub struct Inner {
    app: App,
    rooms: Mutex<HashMap<Uuid, Arc<Box>>>,
    people: Arc<Box>,
    register: Register,
    places: Arc<Semaphore>,
    stats: Arc<Stats>,
    tasks: Tasks,
    hints: Hints,
    /// This process, for as long as it runs.
    server: Uuid,
    stop: watch::Sender<bool>,
}

impl Deref for Realtime {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Realtime {
    /// Starts it, inside a runtime. It runs until [`Realtime::drain`].
    pub fn start(app: App, hints: Hints) -> Self {
        let settings = &app.config.realtime;
        let hub = Self(Arc::new(Inner {
            rooms: Mutex::default(),
            people: Arc::new(Box::new()),
            register: Register::new(settings.max_sockets_per_user, app.wake.followed().clone()),
            places: Arc::new(Semaphore::new(settings.max_sockets)),
            stats: Arc::default(),
            tasks: Tasks::new(),
            hints,
            server: ids::new_id(),
            stop: watch::Sender::new(false),
            app,
        }));
        let part = hub.clone();
        hub.spawn(again("people", move || people::run(part.clone(), Arc::clone(&part.people))));
        let part = hub.clone();
        hub.spawn(again("hints", move || pulse::listen(part.clone())));
        let part = hub.clone();
        hub.spawn(again("pings", move || pulse::beat(part.clone())));
        let part = hub.clone();
        hub.spawn(again("presence", move || pulse::meet(part.clone())));
        hub
    }

    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let running = self.tasks.enter();
        tokio::spawn(async move {
            work.await;
            drop(running);
        });
    }

    /// Sends every connection away and ends every task. Whoever does not take leave in time is cut off.
    pub async fn drain(&self) {
        self.places.close();
        self.stop.send_replace(true);
        self.register.close_all(Close::Drain);
        if tokio::time::timeout(FAREWELL, self.tasks.ended()).await.is_err() {
            tracing::warn!("some live connections were cut off");
        }
    }

    /// To be followed by a connection; the answer comes into its outbox.
    pub fn join(&self, connection: Uuid, join: Join) {
        let place = join.seat.place;
        let mut join = Some(join);
        // A room may end between being found and being asked; then there is a new one.
        while join.is_some() {
            let Some(mailbox) = self.mailbox(place) else {
                return;
            };
            let _ = mailbox.post(connection, |slot| slot.ask = join.take().map(Ask::Join));
        }
    }

    /// Not to be followed any more.
    pub fn leave(&self, connection: Uuid, place: Place) {
        let mailbox = match place {
            Place::Me => Some(Arc::clone(&self.people)),
            Place::Workspace(id) => self.rooms().get(&id).cloned(),
        };
        // Where there is no room nobody is in it.
        if let Some(mailbox) = mailbox {
            let _ =
                mailbox.post(connection, |slot| *slot = Slot { ask: Some(Ask::Leave), ..Slot::default() });
        }
    }

    /// Says where a connection's person is, to those who follow the same workspace.
    pub fn tell(&self, connection: Uuid, place: Place, spot: Spot) {
        self.post(place, connection, |slot| slot.spot = Some(spot));
    }

    /// Opens a shared text from there, or closes it.
    pub fn text(&self, connection: Uuid, place: Place, task: Uuid, at: Option<TextAt>) {
        self.post(place, connection, |slot| {
            slot.texts.insert(task, at);
        });
    }

    /// Says where a connection's cursor is, to those who have the same text open.
    pub fn cursor(&self, connection: Uuid, place: Place, task: Uuid, at: Option<String>) {
        self.post(place, connection, |slot| slot.cursor = Some((task, at)));
    }

    /// Into the room of a workspace, if it is there.
    fn post(&self, place: Place, connection: Uuid, say: impl FnOnce(&mut Slot)) {
        let Place::Workspace(id) = place else { return };
        let room = self.rooms().get(&id).cloned();
        if let Some(mailbox) = room {
            let _ = mailbox.post(connection, say);
        }
    }

    /// A shared text of a workspace may have grown.
    pub fn stirred(&self, workspace: Uuid) {
        let room = self.rooms().get(&workspace).cloned();
        if let Some(mailbox) = room {
            mailbox.grown(TEXTS, (0, 0));
        }
    }

    /// Tells other processes who is where in a workspace, if there is a way to.
    pub fn tell_others(&self, workspace: Uuid, words: impl IntoIterator<Item = Word>) {
        if self.hints.carrier().is_some() {
            for word in words {
                self.hints.publish_presence(workspace, word.bytes());
            }
        }
    }

    /// Another process tells who is where. Nobody needs to know where nobody is.
    pub fn told(&self, presence: &Presence) {
        let room = self.rooms().get(&presence.workspace_id).cloned();
        if let (Some(mailbox), Some(word)) = (room, Word::read(&presence.bytes)) {
            let _ = mailbox.post(word.server, |slot| {
                // A room that is busy misses some: it is said again.
                if slot.heard.len() < MOST_WORDS {
                    slot.heard.push(word);
                }
            });
        }
    }

    /// What other processes tell of who is where.
    pub fn presence(&self) -> broadcast::Receiver<Presence> {
        self.hints.presence()
    }

    /// This process, among those that share the database.
    pub fn server(&self) -> Uuid {
        self.server
    }

    /// `None` once the process stops.
    fn mailbox(&self, place: Place) -> Option<Arc<Box>> {
        let Place::Workspace(id) = place else {
            return Some(Arc::clone(&self.people));
        };
        let mut rooms = self.rooms();
        if *self.stop.borrow() {
            return None;
        }
        if let Some(mailbox) = rooms.get(&id).filter(|mailbox| !mailbox.is_closed()) {
            return Some(Arc::clone(mailbox));
        }
        let mailbox = Arc::new(Box::new());
        // Before it reads where the stream stands, so that it is told of whatever comes after.
        self.app.wake.followed().add(id);
        rooms.insert(id, Arc::clone(&mailbox));
        self.spawn(room::run(self.clone(), id, Arc::clone(&mailbox)));
        Some(mailbox)
    }

    /// A room has ended; there may be a new one already.
    pub fn retire(&self, workspace: Uuid, mailbox: &Arc<Box>) {
        self.app.wake.followed().remove(workspace);
        let mut rooms = self.rooms();
        if rooms.get(&workspace).is_some_and(|now| Arc::ptr_eq(now, mailbox)) {
            rooms.remove(&workspace);
        }
    }

    /// A stream may have grown.
    pub fn grown(&self, to: Position) {
        let room = self.rooms().get(&to.stream_id).cloned();
        let heard = (to.epoch, to.seq);
        match room {
            Some(mailbox) => mailbox.grown(to.stream_id, heard),
            // A person's stream tells of ended sessions, whoever follows it.
            None if self.register.has(to.stream_id) => self.people.grown(to.stream_id, heard),
            None => {}
        }
    }

    /// Any stream may have grown.
    pub fn all_may_have_grown(&self) {
        let rooms: Vec<_> = self.rooms().iter().map(|(id, mailbox)| (*id, Arc::clone(mailbox))).collect();
        rooms.iter().for_each(|(id, mailbox)| mailbox.grown(*id, UNKNOWN));
        self.register
            .users()
            .into_iter()
            .for_each(|user| self.people.grown(user, UNKNOWN));
    }

    pub fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    /// Returns once the process stops.
    pub async fn stopped(&self) {
        // Fails only without a sender, which is ours.
        let _ = self.stop.subscribe().wait_for(|stop| *stop).await;
    }

    /// A place for one more connection; `None` when there are enough, or the process stops.
    pub fn take_place(&self) -> Option<Admitted> {
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Admitted { _place: permit, _running: self.tasks.enter() })
    }

    pub fn outbox(&self) -> Arc<Outbox> {
        let settings = self.settings();
        let stats = Arc::clone(&self.stats);
        Arc::new(Outbox::new(settings.queue_frames, settings.queue_bytes, stats))
    }

    pub fn figures(&self) -> Figures {
        let sockets = self.settings().max_sockets.saturating_sub(self.places.available_permits());
        self.stats.figures(sockets, self.rooms().len())
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    pub fn settings(&self) -> &config::Realtime {
        &self.app.config.realtime
    }

    pub fn register(&self) -> &Register {
        &self.register
    }

    pub fn stats(&self) -> &Stats {
        &self.stats
    }

    fn rooms(&self) -> MutexGuard<'_, HashMap<Uuid, Arc<Box>>> {
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place, held while it lasts.
#[derive(Debug)]
pub struct Admitted {
    _place: OwnedSemaphorePermit,
    _running: Running,
}
