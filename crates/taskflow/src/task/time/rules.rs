//! What tracked time may be. Entries may overlap: people do two things at once, and both count.

use super::model::{NewTimeEntry, PatchTimeEntry, TimeEntry};
use crate::base::error::Faults;
use crate::base::{Patch, Result, Stamp};

const MAX_NOTE: usize = 2_000;
/// A year of seconds: more is a slip.
const MAX_SECONDS: i64 = 366 * 86_400;
/// Clocks differ: so far ahead of ours still is now.
const AHEAD_MS: i64 = 60_000;

/// Whole seconds between two instants.
pub fn seconds(from: Stamp, to: Stamp) -> i64 {
    (to.0 - from.0) / 1_000
}

/// From when to when, and the note.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn checked(new: &NewTimeEntry, now: Stamp) -> Result<(Stamp, Stamp, String)> {
    let mut faults = Faults::default();
    let note = note(&mut faults, new.note.as_deref().unwrap_or_default());
    let long = new.seconds.is_none_or(|seconds| (1..=MAX_SECONDS).contains(&seconds));
    faults.require(long, "/seconds", "out_of_range", "Give 1 second to a year.");
    let ms = new.seconds.unwrap_or_default().clamp(0, MAX_SECONDS) * 1_000;
    let (from, to) = match (new.started_at, new.ended_at, new.seconds) {
        (Some(from), Some(to), None) => (from, to),
        (Some(from), None, Some(_)) => (from, from.plus_ms(ms)),
        (None, Some(to), Some(_)) => (to.plus_ms(-ms), to),
        (None, None, Some(_)) => (now.plus_ms(-ms), now),
        (Some(_), Some(_), Some(_)) => {
            faults.add("/seconds", "not_asked_for", "Give two of started_at, ended_at and seconds.");
            (now, now)
        }
        (None, Some(_), None) => {
            faults.add("/started_at", "required", "Say when it started, or how many seconds it was.");
            (now, now)
        }
        (_, None, None) => {
            faults.add("/ended_at", "required", "Say when it ended, or how many seconds it was.");
            (now, now)
        }
    };
    stretch(&mut faults, from, Some(to), now);
    faults.check()?;
    Ok((from, to, note))
}

/// The entry with the patch applied.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn patched(current: &TimeEntry, patch: &PatchTimeEntry, now: Stamp) -> Result<TimeEntry> {
    let (mut next, mut faults) = (current.clone(), Faults::default());
    if let Some(from) = kept(&mut faults, "/started_at", &patch.started_at) {
        next.started_at = from;
    }
    if let Some(to) = kept(&mut faults, "/ended_at", &patch.ended_at) {
        next.ended_at = Some(to);
    }
    if let Some(text) = patch.note.clone().change() {
        next.note = note(&mut faults, &text.unwrap_or_default());
    }
    let same = (next.started_at, next.ended_at) == (current.started_at, current.ended_at);
    if !same {
        stretch(&mut faults, next.started_at, next.ended_at, now);
        next.seconds = next.ended_at.map(|to| seconds(next.started_at, to));
    }
    faults.check()?;
    Ok(next)
}

fn kept(faults: &mut Faults, pointer: &str, patch: &Patch<Stamp>) -> Option<Stamp> {
    faults.require(*patch != Patch::Clear, pointer, "not_nullable", "This cannot be cleared.");
    patch.clone().change().flatten()
}

fn stretch(faults: &mut Faults, from: Stamp, to: Option<Stamp>, now: Stamp) {
    let latest = now.plus_ms(AHEAD_MS);
    let future = "Time that has not passed yet cannot be tracked.";
    faults.require(from <= latest, "/started_at", "in_the_future", future);
    let Some(to) = to else { return };
    faults.require(to <= latest, "/ended_at", "in_the_future", future);
    faults.require(seconds(from, to) >= 1, "/ended_at", "ends_before_start", "It ends after it starts.");
    faults.require(seconds(from, to) <= MAX_SECONDS, "/ended_at", "out_of_range", "Give at most a year.");
}

fn note(faults: &mut Faults, text: &str) -> String {
    let text = text.trim();
    faults.require(text.chars().count() <= MAX_NOTE, "/note", "too_long", "Use at most 2,000 characters.");
    let plain = !text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    faults.require(plain, "/note", "control_characters", "Leave out control characters.");
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Stamp = Stamp(1_800_000_000_000);

    fn check(new: &str) -> Result<(i64, i64), ()> {
        let new: NewTimeEntry = serde_json::from_str(new).unwrap();
        checked(&new, NOW)
            .map(|(from, to, _)| ((from.0 - NOW.0) / 1_000, (to.0 - NOW.0) / 1_000))
            .map_err(drop)
    }

    #[test]
    fn two_of_three_make_a_stretch() {
        assert_eq!(check(r#"{"seconds":90}"#), Ok((-90, 0)));
        let (from, to) = (NOW.plus_ms(-3_600_000), NOW.plus_ms(-1_800_000));
        assert_eq!(check(&format!(r#"{{"started_at":"{from}","ended_at":"{to}"}}"#)), Ok((-3600, -1800)));
        assert_eq!(check(&format!(r#"{{"started_at":"{from}","seconds":60}}"#)), Ok((-3600, -3540)));
        assert_eq!(check(&format!(r#"{{"ended_at":"{to}","seconds":60}}"#)), Ok((-1860, -1800)));
        for bad in [
            "{}".to_owned(),
            format!(r#"{{"started_at":"{from}"}}"#),
            format!(r#"{{"ended_at":"{to}"}}"#),
            format!(r#"{{"started_at":"{to}","ended_at":"{from}"}}"#),
            format!(r#"{{"started_at":"{to}","ended_at":"{to}"}}"#),
            format!(r#"{{"started_at":"{from}","ended_at":"{to}","seconds":1}}"#),
            format!(r#"{{"started_at":"{NOW}","seconds":3600}}"#),
            r#"{"seconds":0}"#.to_owned(),
            r#"{"seconds":-9223372036854775808}"#.to_owned(),
            r#"{"seconds":9223372036854775807}"#.to_owned(),
        ] {
            assert_eq!(check(&bad), Err(()), "{bad}");
        }
    }
}
