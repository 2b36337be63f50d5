//! An endpoint that fails again and again is left alone for a while, and after days for good.

use crate::base::Stamp;
use crate::webhook::model::Health;

/// Failures in a row before it is left alone.
const TOLERATED: i64 = 5;
/// How long at first; it doubles with each further failure.
const FIRST_PAUSE_SECS: i64 = 60;
const LONGEST_PAUSE_SECS: i64 = 3600;
/// After failing for so long without a success nothing is sent any more.
const PATIENCE_SECS: i64 = 5 * 24 * 3600;

/// How it looks after an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weather {
    Fair(Health),
    /// Failing for too long.
    Hopeless(Health),
}

/// What an attempt makes of an endpoint's health.
pub fn after(before: &Health, success: bool, now: Stamp) -> Weather {
    if success {
        return Weather::Fair(Health { filter_fault: before.filter_fault.clone(), ..Health::default() });
    }
    let failures = before.failures.saturating_add(1);
    let since = before.failing_since.unwrap_or(now);
    let over = failures - TOLERATED;
    let open_until = (over >= 0).then(|| {
        let doublings = u32::try_from(over).unwrap_or(u32::MAX).min(16);
        now.plus_secs(FIRST_PAUSE_SECS.saturating_mul(1 << doublings).min(LONGEST_PAUSE_SECS))
    });
    let health = Health {
        failures,
        failing_since: Some(since),
        open_until,
        filter_fault: before.filter_fault.clone(),
    };
    if now.0 - since.0 >= PATIENCE_SECS * 1000 {
        Weather::Hopeless(health)
    } else {
        Weather::Fair(health)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_opens_after_some_failures_and_closes_with_a_success() {
        let mut health = Health::default();
        let mut pauses = Vec::new();
        for _ in 0..12 {
            let Weather::Fair(next) = after(&health, false, Stamp(0)) else {
                panic!()
            };
            pauses.push(next.open_until.map_or(0, |until| until.0 / 1000));
            health = next;
        }
        assert_eq!(pauses, [0, 0, 0, 0, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
        assert_eq!(after(&health, true, Stamp(1)), Weather::Fair(Health::default()));
    }

    #[test]
    fn days_of_failing_are_enough() {
        let Weather::Fair(health) = after(&Health::default(), false, Stamp(0)) else {
            panic!()
        };
        let days = |days: i64| Stamp(days * 86_400_000);
        assert!(matches!(after(&health, false, days(4)), Weather::Fair(_)));
        assert!(matches!(after(&health, false, days(5)), Weather::Hopeless(_)));
    }
}
