//! Tells readers in this process that a stream grew. A hint: losing one costs a reader at most its poll.

use tokio::sync::broadcast;
use uuid::Uuid;

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

/// Hints kept for a reader that is behind; more are dropped.
const BACKLOG: usize = 1024;

/// Carries the new heads of each commit.
#[derive(Clone, Debug)]
pub struct Wake(broadcast::Sender<Position>);

impl Default for Wake {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Wake {
    pub fn subscribe(&self) -> broadcast::Receiver<Position> {
        self.0.subscribe()
    }

    pub(super) fn announce(&self, head: Position) {
        // Nobody listening is no failure.
        let _ = self.0.send(head);
    }
}
