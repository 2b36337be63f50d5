//! Tells readers in this process that a stream grew. A hint: losing one costs a reader at most its poll.

use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use super::{Followed, Stream};

/// A place in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub stream_id: Uuid,
    pub epoch: i64,
    pub seq: i64,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.epoch, self.seq)
    }
}

/// A stream that grew by a commit of this process, and where it ends since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grown {
    pub stream: Stream,
    pub head: Position,
}

/// Hints kept for a reader that is behind; more are dropped.
const BACKLOG: usize = 1024;

/// Carries the new heads of each commit, and those that were heard of from elsewhere.
#[derive(Clone, Debug)]
pub struct Wake {
    all: broadcast::Sender<Position>,
    ours: broadcast::Sender<Grown>,
    deliveries: watch::Sender<()>,
    stirred: broadcast::Sender<Uuid>,
    stirred_here: broadcast::Sender<Uuid>,
    followed: Followed,
}

impl Default for Wake {
    fn default() -> Self {
        Self {
            all: broadcast::Sender::new(BACKLOG),
            ours: broadcast::Sender::new(BACKLOG),
            deliveries: watch::Sender::new(()),
            stirred: broadcast::Sender::new(BACKLOG),
            stirred_here: broadcast::Sender::new(BACKLOG),
            followed: Followed::default(),
        }
    }
}

impl Wake {
    /// Every head: of our commits and of others'. A head that was heard may be late, repeated or wrong: only the log says
    /// what is so.
    pub fn subscribe(&self) -> broadcast::Receiver<Position> {
        self.all.subscribe()
    }

    /// Only what this process committed: what it may tell others. What it heard it never tells on, or hints would go
    /// round for ever.
    pub fn subscribe_local(&self) -> broadcast::Receiver<Grown> {
        self.ours.subscribe()
    }

    /// A head that another process committed.
    pub fn heard(&self, head: Position) {
        // Nobody listening is no failure.
        let _ = self.all.send(head);
    }

    /// This process committed something beside a stream that its readers look for: a shared text grew.
    pub fn stir(&self, stream: Uuid) {
        let _ = self.stirred_here.send(stream);
        let _ = self.stirred.send(stream);
    }

    /// Another process did.
    pub fn heard_stir(&self, stream: Uuid) {
        let _ = self.stirred.send(stream);
    }

    /// Streams beside which something was committed, here or elsewhere.
    pub fn subscribe_stirred(&self) -> broadcast::Receiver<Uuid> {
        self.stirred.subscribe()
    }

    /// Those beside which this process did.
    pub fn subscribe_stirred_here(&self) -> broadcast::Receiver<Uuid> {
        self.stirred_here.subscribe()
    }

    /// The streams that are looked at once a second, whatever hints say.
    pub fn followed(&self) -> &Followed {
        &self.followed
    }

    /// Changes whenever something to be sent was committed here.
    pub fn deliveries(&self) -> watch::Receiver<()> {
        self.deliveries.subscribe()
    }

    pub(super) fn stir_deliveries(&self) {
        self.deliveries.send_replace(());
    }

    pub(super) fn announce(&self, grown: Grown) {
        self.followed.announced(grown.head);
        let _ = self.ours.send(grown);
        let _ = self.all.send(grown.head);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_heard_is_not_told_on() {
        let wake = Wake::default();
        let (mut all, mut ours) = (wake.subscribe(), wake.subscribe_local());
        let head = |seq| Position { stream_id: Uuid::nil(), epoch: 1, seq };
        wake.heard(head(1));
        wake.announce(Grown { stream: Stream::Person(Uuid::nil()), head: head(2) });
        assert_eq!((all.try_recv().unwrap().seq, all.try_recv().unwrap().seq), (1, 2));
        assert_eq!(ours.try_recv().unwrap().head.seq, 2);
        assert!(ours.try_recv().is_err());
    }
}
