//! How long to wait before the next try.

use std::ops::RangeInclusive;
use std::time::Duration;

/// Half a second to two at random, unless told otherwise, doubling up to thirty.
#[derive(Debug)]
pub struct Backoff {
    first_ms: [u64; 2],
    failures: u32,
    /// What the server asked for, once.
    told: Option<[u64; 2]>,
}

/// What the protocol asks of clients.
pub(super) const FIRST_MS: [u64; 2] = [500, 2_000];
const MOST_MS: u64 = 30_000;

impl Default for Backoff {
    fn default() -> Self {
        Self::new(FIRST_MS)
    }
}

impl Backoff {
    /// The first wait is between these, in milliseconds.
    pub fn new(first_ms: [u64; 2]) -> Self {
        Self { first_ms, failures: 0, told: None }
    }

    /// It worked: the next failure is the first again.
    pub fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// The server asked to wait between these, in milliseconds.
    pub fn told(&mut self, between_ms: [u64; 2]) {
        self.told = Some(between_ms);
    }

    /// The next wait.
    pub fn wait(&mut self) -> Duration {
        let between = self.between();
        self.failures = self.failures.saturating_add(1);
        at_random(*between.start(), *between.end())
    }

    fn between(&mut self) -> RangeInclusive<u64> {
        if let Some([least, most]) = self.told.take() {
            return least..=most.max(least);
        }
        let factor = 1u64 << self.failures.min(6);
        let [least, most] = self.first_ms.map(|ms| (ms * factor).min(MOST_MS));
        least.min(most / 2)..=most
    }
}

/// A time in between, in milliseconds, so that not all come at once.
pub(super) fn at_random(least_ms: u64, most_ms: u64) -> Duration {
    Duration::from_millis(fastrand::u64(least_ms..=most_ms.max(least_ms)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_a_limit_and_begins_anew() {
        let mut backoff = Backoff::default();
        let mut most = Vec::new();
        for _ in 0..7 {
            most.push(*backoff.between().end());
            let between = backoff.between();
            assert!(between.start() < between.end());
            let waited = u64::try_from(backoff.wait().as_millis()).unwrap();
            assert!(between.contains(&waited));
        }
        assert_eq!(most, [2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
        backoff.succeeded();
        assert_eq!(backoff.between(), 500..=2_000);
    }

    #[test]
    fn what_the_server_says_counts_once() {
        let mut backoff = Backoff::default();
        backoff.told([7, 7]);
        assert_eq!(backoff.wait(), Duration::from_millis(7));
        assert!(backoff.wait() >= Duration::from_millis(500));
    }
}
