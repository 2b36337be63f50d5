//! A way out of the process that fails again and again is left alone for a while, so that nobody waits for it and it can recover.

use std::sync::{Mutex, PoisonError};

use super::Stamp;

/// Failures in a row before it is left alone.
const TOLERATED: u32 = 5;
/// How long at first; it doubles with each further failure.
const FIRST_PAUSE_SECS: i64 = 30;
const LONGEST_PAUSE_SECS: i64 = 15 * 60;

/// In one process.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Stamp>,
}

impl Breaker {
    /// Until when nothing is to be tried.
    pub fn open_until(&self, now: Stamp) -> Option<Stamp> {
        self.state().open_until.filter(|until| *until > now)
    }

    /// Whether a try may be made now; if not, when. After a pause one try shows how it is, and others wait for it.
    ///
    /// # Errors
    /// The instant to come back at.
    pub fn admit(&self, now: Stamp) -> Result<(), Stamp> {
        let mut state = self.state();
        match state.open_until {
            Some(until) if until > now => Err(until),
            Some(_) => {
                state.open_until = Some(now.plus_secs(FIRST_PAUSE_SECS));
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// What a try showed of the way out.
    pub fn note(&self, works: bool, now: Stamp) {
        let mut state = self.state();
        if works {
            *state = State::default();
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if let Some(over) = state.failures.checked_sub(TOLERATED) {
            let pause = FIRST_PAUSE_SECS.saturating_mul(1 << over.min(16)).min(LONGEST_PAUSE_SECS);
            state.open_until = Some(now.plus_secs(pause));
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_after_failures_lets_one_try_and_closes_with_a_success() {
        let (breaker, at) = (Breaker::default(), |secs: i64| Stamp(secs * 1000));
        for _ in 0..5 {
            assert_eq!(breaker.admit(at(0)), Ok(()));
            breaker.note(false, at(0));
        }
        assert_eq!((breaker.admit(at(29)), breaker.open_until(at(29))), (Err(at(30)), Some(at(30))));
        assert_eq!((breaker.open_until(at(30)), breaker.admit(at(30))), (None, Ok(())));
        assert_eq!(breaker.admit(at(31)), Err(at(60)), "the others wait for the one");
        breaker.note(false, at(31));
        assert_eq!(breaker.admit(at(90)), Err(at(91)), "twice as long");
        assert_eq!(breaker.admit(at(91)), Ok(()));
        breaker.note(true, at(92));
        assert_eq!((breaker.admit(at(92)), breaker.admit(at(92))), (Ok(()), Ok(())));
    }
}
