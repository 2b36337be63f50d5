//! What a cycle may hold.

use jiff::civil::Date;

use super::model::{Cycle, NewCycle, PatchCycle};
use crate::base::error::Faults;
use crate::base::{Error, Patch, Result};
use crate::project::fields;

const MAX_NAME: usize = 100;
/// The most cycles of one project.
pub const MAX_CYCLES: usize = 300;

/// What a name is found by.
pub fn key(name: &str) -> String {
    name.to_lowercase()
}

/// The cycle with the patch applied.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn patched(current: &Cycle, patch: &PatchCycle) -> Result<Cycle> {
    let (mut next, mut faults) = (current.clone(), Faults::default());
    let f = &mut faults;
    if let Some(name) = fields::kept(f, "/name", &patch.name) {
        next.name = fields::line(f, "/name", name, MAX_NAME);
    }
    if let Some(goal) = patch.goal.clone().change() {
        next.goal = fields::description(f, "/goal", &goal.unwrap_or_default());
    }
    if let Some(start) = fields::kept(f, "/start_on", &patch.start_on) {
        day(f, "/start_on", start, &mut next.start_on);
    }
    if let Some(end) = fields::kept(f, "/end_on", &patch.end_on) {
        day(f, "/end_on", end, &mut next.end_on);
    }
    let read = |text: &str| text.parse::<Date>().ok();
    if let (Some(start), Some(end)) = (read(&next.start_on), read(&next.end_on)) {
        f.require(
            start <= end,
            "/end_on",
            "ends_before_start",
            "A cycle ends on the day it starts, or later.",
        );
    }
    faults.check()?;
    Ok(next)
}

fn day(faults: &mut Faults, pointer: &str, text: &str, into: &mut String) {
    if let Some(date) = fields::date(faults, pointer, text) {
        *into = date.to_string();
    }
}

/// A new cycle's fields as a patch of an empty one with its number.
pub fn as_patch(new: &NewCycle, number: i64) -> PatchCycle {
    PatchCycle {
        name: Patch::Set(new.name.clone().unwrap_or_else(|| format!("Cycle {number}"))),
        goal: new.goal.clone().map_or(Patch::Keep, Patch::Set),
        start_on: Patch::Set(new.start_on.clone()),
        end_on: Patch::Set(new.end_on.clone()),
    }
}

/// # Errors
/// `cycles_overlap` when another cycle has one of its days.
pub fn alone(others: &[Cycle], cycle: &Cycle) -> Result<()> {
    // Dates of four-digit years sort as texts.
    let shares = |other: &&Cycle| {
        other.id != cycle.id && other.start_on <= cycle.end_on && cycle.start_on <= other.end_on
    };
    match others.iter().find(shares) {
        Some(other) => Err(Error::conflict(
            "cycles_overlap",
            format!("{} has some of these days: {} to {}.", other.name, other.start_on, other.end_on),
        )),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::base::Stamp;
    use crate::task::cycle::model::CycleState;

    fn cycle(id: u128, start: &str, end: &str) -> Cycle {
        Cycle {
            id: Uuid::from_u128(id),
            workspace_id: Uuid::nil(),
            project_id: Uuid::nil(),
            number: 1,
            name: "One".to_owned(),
            goal: String::new(),
            start_on: start.to_owned(),
            end_on: end.to_owned(),
            state: CycleState::Planned,
            started_at: None,
            completed_at: None,
            result: None,
            creator_id: Uuid::nil(),
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    #[test]
    fn no_day_is_in_two() {
        let others = [cycle(1, "2026-01-05", "2026-01-11"), cycle(2, "2026-01-19", "2026-01-19")];
        let fits = |start, end| alone(&others, &cycle(9, start, end)).is_ok();
        assert!(fits("2026-01-12", "2026-01-18") && fits("2025-12-01", "2026-01-04"));
        assert!(!fits("2026-01-11", "2026-01-12") && !fits("2026-01-01", "2026-02-01"));
        assert!(!fits("2026-01-19", "2026-01-19") && !fits("2026-01-06", "2026-01-07"));
        assert!(alone(&others, &cycle(1, "2026-01-06", "2026-01-12")).is_ok(), "not with itself");
    }

    #[test]
    fn days_are_in_order() {
        let with = |patch: &str| {
            patched(&cycle(1, "2026-01-05", "2026-01-11"), &serde_json::from_str(patch).unwrap())
        };
        assert!(with(r#"{"start_on":"2026-01-11"}"#).is_ok());
        for bad in [
            r#"{"start_on":"2026-01-12"}"#,
            r#"{"end_on":"2026-01-04"}"#,
            r#"{"end_on":null}"#,
            r#"{"start_on":"12026-01-01"}"#,
            r#"{"name":""}"#,
        ] {
            assert!(with(bad).is_err(), "{bad}");
        }
    }
}
