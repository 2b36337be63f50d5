//! What may be preferred.

use jiff::civil::Time;

use crate::base::Result;
use crate::base::error::Faults;
use crate::notification::model::{PreferencesPatch, Settings};

/// Tasks and projects one may mute; workspaces one may say something about.
const MOST: usize = 500;

/// `HH:MM`.
pub fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// The settings after a patch.
///
/// # Errors
/// `Invalid`.
pub fn patched(before: &Settings, patch: PreferencesPatch) -> Result<Settings> {
    let after = Settings {
        kinds: patch.kinds.unwrap_or_else(|| before.kinds.clone()),
        workspaces: patch.workspaces.unwrap_or_else(|| before.workspaces.clone()),
        muted_task_ids: patch.muted_task_ids.unwrap_or_else(|| before.muted_task_ids.clone()),
        muted_project_ids: patch.muted_project_ids.unwrap_or_else(|| before.muted_project_ids.clone()),
        quiet_hours: patch.quiet_hours.over(before.quiet_hours.clone()),
        daily_digest: patch.daily_digest.over(before.daily_digest.clone()),
        weekly_digest: patch.weekly_digest.over(before.weekly_digest.clone()),
    };
    let mut faults = Faults::default();
    let sizes = [
        ("/workspaces", after.workspaces.len()),
        ("/muted_task_ids", after.muted_task_ids.len()),
        ("/muted_project_ids", after.muted_project_ids.len()),
    ];
    for (pointer, size) in sizes {
        faults.require(size <= MOST, pointer, "too_many", &format!("Give at most {MOST}."));
    }
    let times = [
        ("/quiet_hours/from", after.quiet_hours.as_ref().map(|quiet| &quiet.from)),
        ("/quiet_hours/to", after.quiet_hours.as_ref().map(|quiet| &quiet.to)),
        ("/daily_digest", after.daily_digest.as_ref()),
        ("/weekly_digest/time", after.weekly_digest.as_ref().map(|weekly| &weekly.time)),
    ];
    for (pointer, time) in times {
        let fits = time.is_none_or(|time| clock(time).is_some());
        faults.require(fits, pointer, "invalid_time", "Give a time of the day as HH:MM.");
    }
    let day = after.weekly_digest.as_ref().is_none_or(|weekly| (1..=7).contains(&weekly.day));
    faults.require(day, "/weekly_digest/day", "out_of_range", "Give a day from 1 (Monday) to 7 (Sunday).");
    faults.check().map(|()| after)
}
