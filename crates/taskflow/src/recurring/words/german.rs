//! In German.

use jiff::civil::{Date, Weekday};

use super::tell::Tongue;
use crate::recurring::rule::Frequency;

pub(super) struct German;

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

impl Tongue for German {
    fn every(&self, frequency: Frequency, interval: i32) -> String {
        let (one, many) = match frequency {
            Frequency::Secondly => ("jede Sekunde", "Sekunden"),
            Frequency::Minutely => ("jede Minute", "Minuten"),
            Frequency::Hourly => ("jede Stunde", "Stunden"),
            Frequency::Daily => ("jeden Tag", "Tage"),
            Frequency::Weekly => ("jede Woche", "Wochen"),
            Frequency::Monthly => ("jeden Monat", "Monate"),
            Frequency::Yearly => ("jedes Jahr", "Jahre"),
        };
        match interval {
            1 => one.to_owned(),
            more => format!("alle {more} {many}"),
        }
    }

    fn weekday(&self, day: Weekday) -> &'static str {
        match day {
            Weekday::Monday => "Montag",
            Weekday::Tuesday => "Dienstag",
            Weekday::Wednesday => "Mittwoch",
            Weekday::Thursday => "Donnerstag",
            Weekday::Friday => "Freitag",
            Weekday::Saturday => "Samstag",
            Weekday::Sunday => "Sonntag",
        }
    }

    fn every_working_day(&self) -> String {
        "jeden Werktag".to_owned()
    }

    fn date(&self, date: Date) -> String {
        format!("{}. {} {}", date.day(), self.month(i32::from(date.month())), date.year())
    }

    fn and(&self) -> &'static str {
        "und"
    }

    fn on(&self, list: String) -> String {
        format!("am {list}")
    }

    fn month_day(&self, number: i32) -> Option<String> {
        match number {
            1.. => Some(format!("{number}.")),
            _ => self.nth(number, "Tag"),
        }
    }

    fn nth(&self, number: i32, day: &str) -> Option<String> {
        Some(match number {
            1 => format!("ersten {day}"),
            2..=53 => format!("{number}. {day}"),
            -1 => format!("letzten {day}"),
            -2 => format!("vorletzten {day}"),
            -3 => format!("drittletzten {day}"),
            -4 => format!("viertletzten {day}"),
            -53..=-5 => format!("{}. letzten {day}", -number),
            _ => return None,
        })
    }

    fn working_day(&self) -> &'static str {
        "Werktag"
    }

    fn of_months(&self, list: String) -> String {
        format!("im {list}")
    }

    fn in_months(&self, list: String) -> String {
        format!("im {list}")
    }

    fn month(&self, number: i32) -> &'static str {
        usize::try_from(number - 1)
            .ok()
            .and_then(|at| MONTHS.get(at))
            .copied()
            .unwrap_or_default()
    }

    fn on_year_days(&self, list: String) -> String {
        format!("an Tag {list}")
    }

    fn in_weeks(&self, list: String) -> String {
        format!("in Woche {list}")
    }

    fn at(&self, list: String) -> String {
        format!("um {list}")
    }

    fn times(&self, count: i32) -> String {
        format!("{count}-mal")
    }

    fn until(&self, date: String) -> String {
        format!("bis {date}")
    }

    fn weeks_from(&self, day: &str) -> String {
        format!("Wochen ab {day}")
    }
}
