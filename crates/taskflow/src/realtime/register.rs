//! Who is connected to this process, found by user, session and token.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::close::Close;
use super::guest::Guest;
use super::outbox::Outbox;
use crate::event::Followed;

/// Connections are pinged one bucket at a time, so that they do not all answer at once.
pub const BUCKETS: usize = 25;

/// Whose connection it is, and by which credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    pub user_id: Uuid,
    pub session_id: Option<Uuid>,
    pub token_id: Option<Uuid>,
}

impl From<&Guest> for Who {
    fn from(guest: &Guest) -> Self {
        let (session_id, token_id) = (guest.session_id(), guest.token_id());
        Self { user_id: guest.user_id(), session_id, token_id }
    }
}

impl Who {
    fn keys(self) -> impl Iterator<Item = Uuid> {
        [Some(self.user_id), self.session_id, self.token_id].into_iter().flatten()
    }
}

/// The user has too many connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

/// See the module.
#[derive(Debug)]
pub struct Register {
    state: Mutex<State>,
    most_per_user: usize,
    /// Each person's own stream is followed for each connection: it tells of ended sessions.
    followed: Followed,
}

#[derive(Debug)]
struct State {
    buckets: Vec<HashMap<Uuid, (Who, Arc<Outbox>)>>,
    /// By the id of a user, a session or a token.
    by_key: HashMap<Uuid, HashSet<Uuid>>,
}

impl Register {
    pub fn new(most_per_user: usize, followed: Followed) -> Self {
        let buckets = (0..BUCKETS).map(|_| HashMap::new()).collect();
        let state = State { buckets, by_key: HashMap::new() };
        Self { state: Mutex::new(state), most_per_user, followed }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// # Errors
    /// [`TooMany`].
    pub fn enter(&self, connection: Uuid, who: Who, outbox: &Arc<Outbox>) -> Result<(), TooMany> {
        let mut state = self.state();
        if state
            .by_key
            .get(&who.user_id)
            .is_some_and(|theirs| theirs.len() >= self.most_per_user)
        {
            return Err(TooMany);
        }
        for key in who.keys() {
            state.by_key.entry(key).or_default().insert(connection);
        }
        state.bucket(connection).insert(connection, (who, Arc::clone(outbox)));
        self.followed.add(who.user_id);
        Ok(())
    }

    pub fn leave(&self, connection: Uuid) {
        let mut state = self.state();
        let Some((who, _)) = state.bucket(connection).remove(&connection) else {
            return;
        };
        self.followed.remove(who.user_id);
        for key in who.keys() {
            if let Some(theirs) = state.by_key.get_mut(&key) {
                theirs.remove(&connection);
                if theirs.is_empty() {
                    state.by_key.remove(&key);
                }
            }
        }
    }

    /// Whether a user has a connection.
    pub fn has(&self, user: Uuid) -> bool {
        self.state().by_key.contains_key(&user)
    }

    /// Users with a connection.
    pub fn users(&self) -> Vec<Uuid> {
        let state = self.state();
        let users: HashSet<Uuid> = state
            .buckets
            .iter()
            .flat_map(|bucket| bucket.values().map(|(who, _)| who.user_id))
            .collect();
        users.into_iter().collect()
    }

    /// Closes every connection of the users, sessions and tokens that have ended. Naming the same again is harmless.
    pub fn end(&self, ended: &[Uuid]) {
        if ended.is_empty() {
            return;
        }
        let mut state = self.state();
        for key in ended {
            let theirs: Vec<Uuid> = state.by_key.get(key).into_iter().flatten().copied().collect();
            for connection in theirs {
                if let Some((_, outbox)) = state.bucket(connection).get(&connection) {
                    outbox.close(Close::Revoked);
                }
            }
        }
    }

    pub fn close_all(&self, close: Close) {
        for (_, outbox) in self.state().buckets.iter().flat_map(HashMap::values) {
            outbox.close(close);
        }
    }

    /// Tells the connections of one bucket that it is time for a ping.
    pub fn beat(&self, bucket: usize) {
        for (_, outbox) in self.state().buckets.get(bucket).into_iter().flat_map(HashMap::values) {
            outbox.beat();
        }
    }
}

impl State {
    fn bucket(&mut self, connection: Uuid) -> &mut HashMap<Uuid, (Who, Arc<Outbox>)> {
        // The last bits of an id are random.
        let at = usize::from(connection.as_bytes()[15]) % BUCKETS;
        &mut self.buckets[at]
    }
}
