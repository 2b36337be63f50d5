//! Stops writing while the disk is full or failing.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How long writes are refused after a disk failure, before one is let through to try.
const PAUSE: Duration = Duration::from_secs(1);

/// How a command got past the gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pass {
    Open,
    /// The one attempt after a pause.
    Probe,
}

#[derive(Debug)]
pub(crate) struct Gate {
    start: Instant,
    /// Milliseconds since `start` until which writes are refused; 0 is open.
    until: AtomicU64,
}

impl Gate {
    pub(crate) fn new() -> Gate {
        Gate { start: Instant::now(), until: AtomicU64::new(0) }
    }

    /// Lets a command in, or `None` while blocked. After the pause exactly one is let in.
    pub(crate) fn enter(&self) -> Option<Pass> {
        let until = self.until.load(Ordering::Acquire);
        if until == 0 {
            return Some(Pass::Open);
        }
        let now = self.now();
        let won = now >= until
            && self
                .until
                .compare_exchange(until, now + pause(), Ordering::AcqRel, Ordering::Acquire)
                .is_ok();
        won.then_some(Pass::Probe)
    }

    pub(crate) fn blocked(&self) -> bool {
        self.until.load(Ordering::Acquire) != 0
    }

    /// Whether it was open until now.
    pub(crate) fn close(&self) -> bool {
        self.until.swap(self.now() + pause(), Ordering::AcqRel) == 0
    }

    /// Whether it was closed until now.
    pub(crate) fn open(&self) -> bool {
        self.blocked() && self.until.swap(0, Ordering::AcqRel) != 0
    }

    fn now(&self) -> u64 {
        self.start.elapsed().as_millis() as u64
    }
}

fn pause() -> u64 {
    PAUSE.as_millis() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_change_of_state_is_told() {
        let gate = Gate::new();
        assert_eq!(gate.enter(), Some(Pass::Open));
        assert!(!gate.open());
        assert!(gate.close());
        assert!(!gate.close(), "it was closed already");
        assert_eq!(gate.enter(), None);
        assert!(gate.open());
        assert!(!gate.open());
        assert_eq!(gate.enter(), Some(Pass::Open));
    }
}
