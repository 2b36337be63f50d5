//! Dates as other products write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::base::Stamp;
use crate::task::Due;

/// A moment as a file says it: some say the zone, some only a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    Day(Date),
    /// On some wall clock.
    Local(DateTime),
    Instant(Timestamp),
}

/// Forms that can be read only one way: years of four digits first, or months in letters.
const CLOCKS: &[&str] = &[
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M:%S%.f",
    "%Y-%m-%dT%H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d/%b/%y %I:%M %p",
    "%d/%b/%Y %I:%M %p",
    "%d/%b/%y %H:%M",
    "%d/%b/%Y %H:%M",
    "%d %b %Y %H:%M",
    "%b %d, %Y %I:%M %p",
    "%d-%b-%Y %H:%M",
];
const DAYS: &[&str] = &[
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y%m%d",
    "%d/%b/%y",
    "%d/%b/%Y",
    "%d-%b-%y",
    "%d-%b-%Y",
    "%d %b %Y",
    "%d %B %Y",
    "%b %d %Y",
    "%b %d, %Y",
    "%B %d, %Y",
    "%d. %B %Y",
    "%d.%m.%Y",
];
const INSTANTS: &[&str] = &["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S%z"];

impl When {
    /// Reads a date in one of the forms that mean the same everywhere; `None` for all others.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > 64 {
            return None;
        }
        let found = text.parse::<Timestamp>().ok().map(Self::Instant);
        let found = found.or_else(|| {
            INSTANTS
                .iter()
                .find_map(|form| Timestamp::strptime(form, text).ok().map(Self::Instant))
        });
        let found = found.or_else(|| {
            CLOCKS
                .iter()
                .find_map(|form| DateTime::strptime(form, text).ok().map(Self::Local))
        });
        let found =
            found.or_else(|| DAYS.iter().find_map(|form| Date::strptime(form, text).ok().map(Self::Day)));
        found.filter(|when| when.in_reach())
    }

    /// Reads a date in a stated form (`%d/%m/%Y`).
    pub fn in_form(form: &str, text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 64 || form.len() > 64 {
            return None;
        }
        let found = Timestamp::strptime(form, text).ok().map(Self::Instant);
        let found = found.or_else(|| DateTime::strptime(form, text).ok().map(Self::Local));
        let found = found.or_else(|| Date::strptime(form, text).ok().map(Self::Day));
        found.filter(|when| when.in_reach())
    }

    /// Products write years like 1 for "none", and people mistype.
    fn in_reach(self) -> bool {
        (1900..=9998).contains(&self.date().year())
    }

    /// The calendar date: of an instant, the one in UTC.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Local(at) => at.date(),
            Self::Instant(at) => at.to_zoned(TimeZone::UTC).date(),
        }
    }

    /// The wall clock: of an instant, the one in UTC.
    pub fn clock(self) -> DateTime {
        match self {
            Self::Day(date) => date.to_datetime(jiff::civil::Time::midnight()),
            Self::Local(at) => at,
            Self::Instant(at) => at.to_zoned(TimeZone::UTC).datetime(),
        }
    }

    /// The date an instant has in a zone.
    pub fn date_in(self, zone: &str) -> Date {
        match (self, TimeZone::get(zone)) {
            (Self::Instant(at), Ok(zone)) => at.to_zoned(zone).date(),
            _ => self.date(),
        }
    }

    /// As a due date; `zone` is where the file's wall clock hangs. Midnight on a wall clock means the whole day.
    pub fn due(self, zone: Option<&str>) -> Due {
        let zone = zone.filter(|name| TimeZone::get(name).is_ok()).unwrap_or("UTC");
        match self {
            Self::Day(date) => day(date),
            Self::Local(at) if (at.hour(), at.minute()) == (0, 0) => day(at.date()),
            Self::Local(at) => clock(at, zone),
            Self::Instant(at) => match TimeZone::get(zone) {
                Ok(there) => clock(at.to_zoned(there).datetime(), zone),
                Err(_) => clock(at.to_zoned(TimeZone::UTC).datetime(), "UTC"),
            },
        }
    }

    /// As an instant; a wall clock without a zone counts as UTC.
    pub fn stamp(self) -> Stamp {
        let instant = match self {
            Self::Instant(at) => Some(at),
            Self::Local(at) => at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp()),
            Self::Day(date) => date.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp()),
        };
        Stamp(instant.unwrap_or_default().as_millisecond())
    }
}

/// The day of a midnight that is told in UTC while nobody says where it was meant: the nearest one. Zones reach
/// from 10 hours behind UTC to 13 before it; the few islands beyond are off by a day.
pub fn nearest_day(clock: DateTime) -> Option<Date> {
    if clock.hour() < 11 {
        Some(clock.date())
    } else {
        clock.date().tomorrow().ok()
    }
}

/// A due date without a time.
pub fn day(date: Date) -> Due {
    Due { date: date.to_string(), time: None, timezone: None }
}

fn clock(at: DateTime, zone: &str) -> Due {
    Due {
        date: at.date().to_string(),
        time: Some(format!("{:02}:{:02}", at.hour(), at.minute())),
        timezone: Some(zone.to_owned()),
    }
}

/// An instant as a due date: a time in UTC.
pub fn instant(stamp: Stamp) -> Due {
    let at = Timestamp::from_millisecond(stamp.0).unwrap_or_default();
    When::Instant(at).due(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn due(text: &str) -> String {
        let due = When::read(text).map(|when| when.due(Some("Europe/Berlin")));
        due.map_or("none".to_owned(), |due| {
            format!("{} {} {}", due.date, due.time.unwrap_or_default(), due.timezone.unwrap_or_default())
                .trim()
                .to_owned()
        })
    }

    #[test]
    fn forms_that_mean_one_thing_are_read() {
        assert_eq!(due("27/Dec/25 10:48 AM"), "2025-12-27 10:48 Europe/Berlin");
        assert_eq!(due("29/Dec/25 12:00 AM"), "2025-12-29", "midnight is the whole day");
        assert_eq!(due("2025-01-31"), "2025-01-31");
        assert_eq!(due("2012-05-27T18:11:17Z"), "2012-05-27 20:11 Europe/Berlin");
        assert_eq!(due("2018-12-11T23:00:00+0000"), "2018-12-12 00:00 Europe/Berlin");
        assert_eq!(due("31.12.2024"), "2024-12-31");
    }

    #[test]
    fn others_are_not_guessed_at() {
        for text in ["", "4 Jan", "03/04/2025", "every day", "0001-01-01T00:00:00Z", "tomorrow", "2025-02-30"]
        {
            assert_eq!(due(text), "none", "{text}");
        }
        assert_eq!(
            When::in_form("%d/%m/%Y", "03/04/2025").map(|when| when.date().to_string()),
            Some("2025-04-03".to_owned())
        );
        assert_eq!(When::in_form("%d/%m/%Y", "31/04/2025"), None);
    }
}
