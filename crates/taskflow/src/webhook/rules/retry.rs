//! What an attempt means for the delivery.

/// Seconds from one attempt to the next: over three days in all.
pub const PAUSES: [i64; 9] =
    [5, 5 * 60, 30 * 60, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];
const HOUR: i64 = 3600;
/// The longest that a receiver may ask to be left alone.
const LONGEST_WISH: i64 = 24 * HOUR;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Delivered,
    /// The receiver wants no more of anything.
    Gone,
    Again {
        after_secs: i64,
    },
    /// All attempts were made.
    GivenUp,
}

/// `tries` counts the attempt that was just made; `wish` is the receiver's `Retry-After` in seconds.
pub fn judge(status: Option<u16>, wish: Option<i64>, tries: i64) -> Verdict {
    match status {
        Some(200..=299) => return Verdict::Delivered,
        Some(410) => return Verdict::Gone,
        _ => {}
    }
    let pause = usize::try_from(tries - 1).ok().and_then(|place| PAUSES.get(place));
    let Some(pause) = pause else {
        return Verdict::GivenUp;
    };
    let wish = wish.filter(|_| matches!(status, Some(429 | 503))).unwrap_or(0);
    Verdict::Again { after_secs: (*pause).max(wish.clamp(0, LONGEST_WISH)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_days_and_some_hours() {
        let days = PAUSES.iter().sum::<i64>() as f64 / 86_400.0;
        assert!((3.0..3.5).contains(&days), "{days}");
        assert!(PAUSES.is_sorted());
    }

    #[test]
    fn answers_decide() {
        assert_eq!(judge(Some(204), None, 10), Verdict::Delivered);
        assert_eq!(judge(Some(410), None, 1), Verdict::Gone);
        assert_eq!(judge(None, None, 1), Verdict::Again { after_secs: 5 });
        // Redirects are not followed.
        assert_eq!(judge(Some(302), None, 2), Verdict::Again { after_secs: 300 });
        assert_eq!(judge(Some(500), Some(9_000), 3), Verdict::Again { after_secs: 1800 });
        assert_eq!(judge(Some(429), Some(9_000), 3), Verdict::Again { after_secs: 9_000 });
        assert_eq!(judge(Some(503), Some(i64::MAX), 1), Verdict::Again { after_secs: 86_400 });
        assert_eq!(judge(Some(500), None, 9), Verdict::Again { after_secs: 86_400 });
        assert_eq!(judge(Some(500), None, 10), Verdict::GivenUp);
    }
}
