//! Waiting longer after each failure.

use std::time::Duration;

use tokio::time::Instant;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// The next pause; twice as long each time.
#[derive(Debug)]
pub struct Backoff {
    pause: Duration,
    until: Option<Instant>,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { pause: FIRST, until: None }
    }
}

impl Backoff {
    /// How long to wait now.
    pub fn next(&mut self) -> Duration {
        let pause = self.pause;
        self.pause = (pause * 2).min(LONGEST);
        pause
    }

    /// From now on one waits, until [`Backoff::is_over`].
    pub fn start(&mut self) {
        self.until = Some(Instant::now() + self.next());
    }

    pub fn is_over(&self) -> bool {
        self.until.is_none_or(|until| until <= Instant::now())
    }

    pub fn until(&self) -> Option<Instant> {
        self.until
    }
}
