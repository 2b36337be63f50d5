//! When a task is due, as rules need it.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::base::{Error, Result, Stamp};

/// A due date: a calendar date that shifts with no time zone, or a wall-clock time in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub date: Date,
    pub time: Option<Time>,
    /// IANA name; where it is missing, what the caller names as the default holds.
    pub timezone: Option<String>,
}

impl Due {
    /// The zone its time is told in.
    ///
    /// # Errors
    /// `Invalid` for a zone nobody knows.
    pub(super) fn zone(&self, default: &str) -> Result<TimeZone> {
        let name = self.timezone.as_deref().unwrap_or(default);
        TimeZone::get(name).map_err(|_| {
            let message = "Give an IANA time zone such as Europe/Berlin.";
            Error::invalid("/due/timezone", "unknown_timezone", message)
        })
    }
}

/// The instant of a due date with a time; `None` without one.
///
/// A time that the clocks skip is moved forward by as much as they are; of one that comes twice, the first
/// counts. The wall-clock time itself is kept, so that the next day is not shifted, too.
///
/// # Errors
/// `Invalid` for a zone nobody knows, or an instant past the year 9999.
pub fn instant(due: &Due, default_timezone: &str) -> Result<Option<Stamp>> {
    let zone = due.zone(default_timezone)?;
    due.time.map(|time| at(due.date, time, &zone)).transpose()
}

/// See [`instant`].
pub(super) fn at(date: Date, time: Time, zone: &TimeZone) -> Result<Stamp> {
    let instant = zone.to_ambiguous_timestamp(date.to_datetime(time)).compatible();
    instant.map(|instant| Stamp(instant.as_millisecond())).map_err(|_| {
        Error::invalid("/due/date", "out_of_range", "Give a date from the year 1 to the year 9999.")
    })
}

/// The calendar date of an instant in a zone.
pub(super) fn date_of(stamp: Stamp, zone: &TimeZone) -> Date {
    let instant = jiff::Timestamp::from_millisecond(stamp.0).unwrap_or_default();
    zone.to_datetime(instant).date()
}
