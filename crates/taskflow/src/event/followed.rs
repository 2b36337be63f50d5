//! The streams that somebody in this process follows: the safety poll reads their heads, and only theirs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::Position;

#[derive(Debug, Default)]
struct Following {
    /// How many follow.
    count: usize,
    /// `(epoch, seq)` as the database said: never what a hint said, since a wrong one would hide the truth.
    known: Option<(i64, i64)>,
}

/// A counted set. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Followed(Arc<Mutex<HashMap<Uuid, Following>>>);

impl Followed {
    /// One more follows the stream. Add before you read where it stands: whatever comes after is then told.
    pub fn add(&self, stream: Uuid) {
        self.lock().entry(stream).or_default().count += 1;
    }

    /// One follows it no more.
    pub fn remove(&self, stream: Uuid) {
        let mut set = self.lock();
        if let Some(following) = set.get_mut(&stream) {
            following.count = following.count.saturating_sub(1);
            if following.count == 0 {
                set.remove(&stream);
            }
        }
    }

    /// The streams, in no order.
    pub fn streams(&self) -> Vec<Uuid> {
        self.lock().keys().copied().collect()
    }

    /// Remembers a head that the database holds; true when readers have not been told of it.
    pub fn seen(&self, head: Position) -> bool {
        let (mut set, now) = (self.lock(), (head.epoch, head.seq));
        let Some(following) = set.get_mut(&head.stream_id) else {
            return false;
        };
        // Not only larger: after a restore a stream may stand further back.
        following.known.replace(now) != Some(now)
    }

    /// Our own commit, of which readers are being told.
    pub(super) fn announced(&self, head: Position) {
        self.seen(head);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, Following>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_new_once_and_only_to_followers() {
        let (followed, stream_id) = (Followed::default(), Uuid::from_u128(1));
        let head = |epoch, seq| Position { stream_id, epoch, seq };
        assert!(!followed.seen(head(1, 5)), "nobody follows");
        followed.add(stream_id);
        followed.add(stream_id);
        assert!(followed.seen(head(1, 5)) && !followed.seen(head(1, 5)));
        followed.announced(head(1, 6));
        assert!(!followed.seen(head(1, 6)), "our own commit was announced");
        assert!(followed.seen(head(2, 3)), "a restored stream stands further back");
        followed.remove(stream_id);
        assert_eq!(followed.streams(), [stream_id]);
        followed.remove(stream_id);
        followed.remove(stream_id);
        assert!(followed.streams().is_empty());
    }
}
