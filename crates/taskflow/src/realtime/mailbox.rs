//! What connections ask of a room: one slot a connection, so that it is bounded by them and posting never waits.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use uuid::Uuid;

/// Requests that wait, and whether the stream may have grown. One task takes them.
#[derive(Debug)]
pub struct Mailbox<T> {
    state: Mutex<State<T>>,
    ready: Notify,
}

#[derive(Debug)]
struct State<T> {
    slots: HashMap<Uuid, T>,
    /// Streams that may have grown.
    grown: HashMap<Uuid, Heard>,
    closed: bool,
}

/// All that waited.
#[derive(Debug)]
pub struct Post<T> {
    pub slots: HashMap<Uuid, T>,
    /// Stream → the furthest that was heard of.
    pub grown: HashMap<Uuid, Heard>,
}

/// Where a stream is said to stand: epoch and `seq`.
pub type Heard = (i64, i64);

/// Its task is no more; ask for a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl<T: Default> Mailbox<T> {
    pub fn new() -> Self {
        let state = State { slots: HashMap::new(), grown: HashMap::new(), closed: false };
        Self { state: Mutex::new(state), ready: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes what a connection asks for: what it asked before and nobody has seen yet is still in the slot.
    ///
    /// # Errors
    /// [`Closed`].
    pub fn post(&self, connection: Uuid, ask: impl FnOnce(&mut T)) -> Result<(), Closed> {
        let mut state = self.state();
        if state.closed {
            return Err(Closed);
        }
        ask(state.slots.entry(connection).or_default());
        drop(state);
        self.ready.notify_one();
        Ok(())
    }

    /// A stream may stand there now.
    pub fn grown(&self, stream: Uuid, to: Heard) {
        let mut state = self.state();
        let most = state.grown.entry(stream).or_insert(to);
        *most = to.max(*most);
        drop(state);
        self.ready.notify_one();
    }

    /// All that waits now; may be nothing.
    pub fn take(&self) -> Post<T> {
        let mut state = self.state();
        Post {
            slots: std::mem::take(&mut state.slots),
            grown: std::mem::take(&mut state.grown),
        }
    }

    /// Returns once there is something to take, or there was since this was last asked.
    pub async fn wait(&self) {
        self.ready.notified().await;
    }

    pub fn is_closed(&self) -> bool {
        self.state().closed
    }

    /// Closes it, unless somebody asked for something.
    pub fn close_if_empty(&self) -> bool {
        let mut state = self.state();
        state.closed |= state.slots.is_empty();
        state.closed
    }

    /// Closes it, whatever waits.
    pub fn close(&self) -> Post<T> {
        self.state().closed = true;
        self.take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_a_connection_counts() {
        let mailbox = Mailbox::<Vec<u8>>::new();
        let (one, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(mailbox.post(one, |slot| *slot = vec![1]), Ok(()));
        assert_eq!(mailbox.post(one, |slot| slot.push(2)), Ok(()));
        assert_eq!(mailbox.post(other, |slot| slot.push(3)), Ok(()));
        mailbox.grown(one, (1, 7));
        mailbox.grown(one, (1, 6));
        let post = mailbox.take();
        assert_eq!((&post.slots[&one], &post.slots[&other]), (&vec![1, 2], &vec![3]));
        assert_eq!(post.grown, HashMap::from([(one, (1, 7))]));
        assert!(mailbox.take().slots.is_empty());
    }

    #[test]
    fn nothing_is_lost_between_the_last_look_and_the_end() {
        let mailbox = Mailbox::<u8>::new();
        mailbox.post(Uuid::nil(), |slot| *slot = 1).unwrap();
        assert!(!mailbox.close_if_empty(), "somebody waits");
        assert_eq!(mailbox.take().slots.len(), 1);
        assert!(mailbox.close_if_empty());
        assert_eq!(mailbox.post(Uuid::nil(), |slot| *slot = 2), Err(Closed));
    }
}
