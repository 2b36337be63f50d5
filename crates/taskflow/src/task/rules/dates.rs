//! Dates, times and time zones of tasks.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::base::Stamp;
use crate::base::error::Faults;
use crate::recurring;
use crate::task::model::Due;

const DAY_MS: i64 = 86_400_000;
const UTC: &str = "UTC";

/// Reads `YYYY-MM-DD` of the years 1 to 9999, and nothing else that ISO 8601 knows.
pub fn parse_date(text: &str) -> Option<Date> {
    let shaped = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    text.parse::<Date>().ok().filter(|date| shaped && date.year() >= 1)
}

/// Reads `HH:MM` or `HH:MM:SS`.
fn parse_time(text: &str) -> Option<Time> {
    let shaped = matches!(text.len(), 5 | 8)
        && text.bytes().enumerate().all(|(at, byte)| match at {
            2 | 5 => byte == b':',
            _ => byte.is_ascii_digit(),
        });
    let format = if text.len() == 5 { "%H:%M" } else { "%H:%M:%S" };
    // Sixty seconds would be read as a leap second.
    Time::strptime(format, text).ok().filter(|_| shaped && !text.ends_with(":60"))
}

fn write_time(time: Time) -> String {
    let format = if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" };
    time.strftime(format).to_string()
}

/// A calendar date at a pointer, in its one spelling.
pub fn date(faults: &mut Faults, pointer: &str, given: &str) -> Option<String> {
    let date = parse_date(given);
    faults.require(date.is_some(), pointer, "invalid_date", "Give a date as YYYY-MM-DD.");
    date.map(|date| date.to_string())
}

/// A due date in its one spelling, and its instant when it has a time.
pub fn due(faults: &mut Faults, given: &Due) -> Option<(Due, Option<Stamp>)> {
    let date = date(faults, "/due/date", &given.date)?;
    let (time, zone) = match (given.time.as_deref(), given.timezone.as_deref()) {
        (None, None) => return Some((Due { date, time: None, timezone: None }, None)),
        (Some(time), Some(zone)) => (time, zone),
        (Some(_), None) => {
            faults.add("/due/timezone", "required", "A time needs a time zone, such as Europe/Berlin.");
            return None;
        }
        (None, Some(_)) => {
            faults.add("/due/time", "required", "A time zone needs a time; a date alone has none.");
            return None;
        }
    };
    let time = parse_time(time);
    faults.require(time.is_some(), "/due/time", "invalid_time", "Give a time as HH:MM.");
    let zone = find_zone(zone);
    faults.require(
        zone.is_some(),
        "/due/timezone",
        "unknown_timezone",
        "Give an IANA time zone such as Europe/Berlin.",
    );
    let (zone, time) = (zone?, time?);
    let due = Due { date, time: Some(write_time(time)), timezone: Some(zone) };
    let instant = as_rule_due(&due).and_then(|due| recurring::instant(&due, UTC).ok()?);
    faults.require(instant.is_some(), "/due/date", "out_of_range", "That instant is past what can be told.");
    Some((due, Some(instant?)))
}

/// The proper name of a zone of the tz database.
fn find_zone(name: &str) -> Option<String> {
    Some(TimeZone::get(name).ok()?.iana_name()?.to_owned())
}

/// The same due date as repeat rules speak of it; `None` when a text in it is not what it should be.
pub fn as_rule_due(due: &Due) -> Option<recurring::Due> {
    let time = match due.time.as_deref() {
        Some(text) => Some(parse_time(text)?),
        None => None,
    };
    Some(recurring::Due { date: parse_date(&due.date)?, time, timezone: due.timezone.clone() })
}

/// And back.
pub fn from_rule_due(due: &recurring::Due) -> Due {
    Due {
        date: due.date.to_string(),
        time: due.time.map(write_time),
        timezone: due.timezone.clone(),
    }
}

/// A start date moved by as many days as the due date was.
pub fn shifted(start: Option<&str>, from: Option<&Due>, to: &Due) -> Option<String> {
    let (start, from, to) = (parse_date(start?)?, parse_date(&from?.date)?, parse_date(&to.date)?);
    let days = from.until(to).ok()?;
    start.checked_add(days).ok().map(|date| date.to_string())
}

/// What a task sorts by: the instant, or for a date alone the last millisecond of that date in UTC.
pub fn due_sort(due: Option<&Due>, due_at: Option<Stamp>) -> Option<i64> {
    if let Some(at) = due_at {
        return Some(at.0);
    }
    let date = parse_date(&due?.date)?;
    let midnight = TimeZone::UTC.to_timestamp(date.to_datetime(Time::midnight())).ok()?;
    Some(midnight.as_millisecond() + DAY_MS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(date: &str, time: Option<&str>, zone: Option<&str>) -> Option<(Due, Option<Stamp>)> {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let given = Due { date: date.to_owned(), time: own(time), timezone: own(zone) };
        let mut faults = Faults::default();
        let read = due(&mut faults, &given);
        faults.check().ok().and(read)
    }

    #[test]
    fn only_one_spelling_of_dates_is_taken() {
        assert!(parse_date("2026-02-28").is_some());
        for bad in [
            "2026-02-29",
            "20260228",
            "2026-2-28",
            "0000-01-01",
            "-002026-01-01",
            "2026-02-28T10:00",
            "",
            "１",
        ] {
            assert!(parse_date(bad).is_none(), "{bad}");
        }
        for bad in ["24:00", "9:30", "09:60", "09:30:60", "0930", "noon"] {
            assert!(parse_time(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_time_needs_a_zone_and_gets_an_instant() {
        let (due, at) = read("2026-07-01", Some("09:30:00"), Some("europe/berlin")).unwrap();
        assert_eq!((due.time.as_deref(), due.timezone.as_deref()), (Some("09:30"), Some("Europe/Berlin")));
        assert_eq!(at.unwrap().to_string(), "2026-07-01T07:30:00.000Z");
        assert!(read("2026-07-01", Some("09:30"), None).is_none());
        assert!(read("2026-07-01", None, Some("Europe/Berlin")).is_none());
        assert!(read("2026-07-01", Some("09:30"), Some("Mars/Olympus")).is_none());
    }

    #[test]
    fn the_clocks_change() {
        let at = |date, time| read(date, Some(time), Some("Europe/Berlin")).unwrap().1.unwrap().to_string();
        assert_eq!(at("2026-03-29", "02:30"), "2026-03-29T01:30:00.000Z", "skipped: an hour later");
        assert_eq!(at("2026-10-25", "02:30"), "2026-10-25T00:30:00.000Z", "twice: the first");
    }

    #[test]
    fn a_date_sorts_after_the_times_of_its_day() {
        let date = due_sort(Some(&read("2026-07-01", None, None).unwrap().0), None).unwrap();
        let (due, at) = read("2026-07-01", Some("23:59"), Some("UTC")).unwrap();
        assert!(due_sort(Some(&due), at).unwrap() < date);
        assert_eq!(due_sort(None, None), None);
    }

    #[test]
    fn the_last_dates_do_not_break() {
        assert!(read("9999-12-31", None, None).is_some());
        let last = read("9999-12-31", None, None).unwrap().0;
        let _ = due_sort(Some(&last), None);
        assert!(read("9999-12-31", Some("23:59"), Some("Etc/GMT+12")).is_none());
    }
}
