//! When people are alerted of what is due.

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;

use super::preferences::clock;
use crate::base::Stamp;
use crate::project::StatusCategory;
use crate::task::Task;

const HOUR_MS: i64 = 3_600_000;
/// When a day without a time begins for who is to be reminded of it.
const MORNING: i8 = 9;

/// What is said next about a due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueStep {
    Soon,
    Overdue,
}

/// The instant a task is overdue: its time, or the end of its day in `zone`.
pub fn overdue_at(task: &Task, zone: &TimeZone) -> Option<Stamp> {
    if let Some(at) = task.due_at {
        return Some(at);
    }
    let day: Date = task.due.as_ref()?.date.parse().ok()?;
    at(day.tomorrow().ok()?, Time::midnight(), zone)
}

/// The instant that reminders before a due date count from: its time, or nine in the morning of its day in `zone`.
pub fn due_instant(task: &Task, zone: &TimeZone) -> Option<Stamp> {
    if let Some(at) = task.due_at {
        return Some(at);
    }
    let day: Date = task.due.as_ref()?.date.parse().ok()?;
    at(day, Time::constant(MORNING, 0, 0, 0), zone)
}

/// A wall-clock time as an instant: moved forward where the clocks skip it, the first where it comes twice.
fn at(day: Date, time: Time, zone: &TimeZone) -> Option<Stamp> {
    let instant = zone.to_ambiguous_timestamp(day.to_datetime(time)).compatible();
    instant.ok().map(|instant| Stamp(instant.as_millisecond()))
}

/// What makes a due date the same one: the instant of its time; or its day, which is the same one in another zone.
pub fn due_key(task: &Task) -> Option<String> {
    let at = task.due_at.map(|at| at.0.to_string());
    at.or_else(|| task.due.as_ref().map(|due| due.date.clone()))
}

/// What is to be said of a task's due date from `since` on, and when: nothing of what is done, put away or was late
/// already. Only what has a time is due within an hour; if that hour has begun the time has passed, and it is said at once.
pub fn due_step(task: &Task, zone: &TimeZone, since: Stamp) -> Option<(DueStep, Stamp)> {
    if !is_open(task) {
        return None;
    }
    let end = overdue_at(task, zone)?;
    if end <= since {
        return None;
    }
    match task.due_at {
        Some(_) => Some((DueStep::Soon, end.plus_ms(-HOUR_MS))),
        None => Some((DueStep::Overdue, end)),
    }
}

/// Whether there is anything left to do.
pub fn is_open(task: &Task) -> bool {
    let closed = matches!(task.status_category, StatusCategory::Done | StatusCategory::Cancelled);
    !closed && task.deleted_at.is_none() && task.archived_at.is_none()
}

/// The next time of the day after `now`.
pub fn next_day(time: &str, now: Stamp, zone: &TimeZone) -> Option<Stamp> {
    upcoming(clock(time)?, now, zone, |_| true)
}

/// The next time on a day of the week (1 is Monday) after `now`.
pub fn next_week(day: i8, time: &str, now: Stamp, zone: &TimeZone) -> Option<Stamp> {
    let wanted = Weekday::from_monday_one_offset(day).ok()?;
    upcoming(clock(time)?, now, zone, |weekday| weekday == wanted)
}

fn upcoming(time: Time, now: Stamp, zone: &TimeZone, fits: impl Fn(Weekday) -> bool) -> Option<Stamp> {
    let today = zone.to_datetime(jiff::Timestamp::from_millisecond(now.0).ok()?).date();
    let days = (0..=8).filter_map(|ahead| today.checked_add(jiff::Span::new().days(ahead)).ok());
    days.filter(|day| fits(day.weekday()))
        .filter_map(|day| at(day, time, zone))
        .find(|instant| *instant > now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_keeps_its_time_when_the_clocks_change() {
        let zone = TimeZone::get("America/New_York").unwrap();
        let mut now: Stamp = "2026-03-06T20:00:00Z".parse().unwrap();
        let mut told = Vec::new();
        for _ in 0..3 {
            now = next_day("08:00", now, &zone).unwrap();
            told.push(now.to_string());
        }
        // The clocks go forward on the 8th.
        assert_eq!(
            told,
            ["2026-03-07T13:00:00.000Z", "2026-03-08T12:00:00.000Z", "2026-03-09T12:00:00.000Z"]
        );
        assert_eq!(next_week(1, "08:00", now, &zone).unwrap().to_string(), "2026-03-16T12:00:00.000Z");
        // A time that the clocks skip.
        let night = next_day("02:30", "2026-03-08T05:00:00Z".parse().unwrap(), &zone).unwrap();
        assert_eq!(night.to_string(), "2026-03-08T07:30:00.000Z");
    }
}
