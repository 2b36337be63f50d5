//! Dates are text there. What cannot be told for certain is not guessed at: "4 Jan" has no year.

use jiff::civil::{Date, Time};

use crate::recurring::{self, Language, Mode};
use crate::task::{Due, Recurrence};
use crate::transfer::when::{self, When};

/// A due date, and how it repeats. A repeating date begins on the first day that fits, counted from today.
pub fn read(text: &str, zone: &str, today: Date) -> Option<(Due, Option<Recurrence>)> {
    if let Some(when) = When::read(text) {
        return Some((when.due(Some(zone)), None));
    }
    let midnight = today.to_datetime(Time::midnight());
    let said = recurring::understand(text.trim(), Language::English, midnight).ok()?;
    let from = said.start.unwrap_or(today);
    let first = recurring::first(&said.rule, from, said.time, midnight)?;
    let timed = said.time.is_some() || said.rule.is_timed();
    let due = Due {
        time: timed.then(|| first.time().strftime("%H:%M").to_string()),
        timezone: timed.then(|| zone.to_owned()),
        ..when::day(first.date())
    };
    let mode = if said.from_completion { Mode::Completion } else { Mode::Schedule };
    Some((due, Some(Recurrence::new(said.rule.to_string(), mode))))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::read;

    #[test]
    fn repetitions_are_understood() {
        // A Thursday.
        let today = date(2026, 1, 1);
        for (text, rule, first) in [
            ("every mon", "FREQ=WEEKLY;BYDAY=MO", "2026-01-05"),
            ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-01-01"),
            ("every other day", "FREQ=DAILY;INTERVAL=2", "2026-01-01"),
            ("every! 3 days", "FREQ=DAILY;INTERVAL=3", "2026-01-01"),
            ("every 2nd friday of the month", "FREQ=MONTHLY;BYDAY=2FR", "2026-01-09"),
            ("every day at 9am", "FREQ=DAILY", "2026-01-01"),
            ("monthly", "FREQ=MONTHLY", "2026-01-01"),
        ] {
            let (due, recurrence) = read(text, "Europe/Berlin", today).unwrap();
            assert_eq!((recurrence.unwrap().rrule.as_str(), due.date.as_str()), (rule, first), "{text}");
            assert_eq!(due.time.is_some(), due.timezone.is_some());
            assert_eq!(due.time.as_deref(), text.ends_with("9am").then_some("09:00"));
        }
        for text in ["", "4 Jan", "soon", "every blue moon", "every day except monday"] {
            assert!(read(text, "UTC", today).is_none(), "{text}");
        }
    }
}
