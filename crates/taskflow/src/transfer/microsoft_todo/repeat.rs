//! How a task repeats there, as a rule.

use super::file::Recurrence;
use crate::recurring::Mode;
use crate::task;

/// The rule; `None` for a pattern that is none.
pub fn rule(given: &Recurrence) -> Option<task::Recurrence> {
    let pattern = &given.pattern;
    let days = || -> Option<String> {
        let codes: Option<Vec<&str>> = pattern.days_of_week.iter().map(|day| code(day)).collect();
        codes.filter(|codes| !codes.is_empty()).map(|codes| codes.join(","))
    };
    let place = match pattern.index.as_str() {
        "first" => 1,
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "last" => -1,
        _ => 0,
    };
    let mut rule = match pattern.kind.as_str() {
        "daily" => "FREQ=DAILY".to_owned(),
        "weekly" => format!("FREQ=WEEKLY;BYDAY={}", days()?),
        "absoluteMonthly" => format!("FREQ=MONTHLY;BYMONTHDAY={}", pattern.day_of_month),
        "relativeMonthly" => format!("FREQ=MONTHLY;BYDAY={};BYSETPOS={place}", days()?),
        "absoluteYearly" => {
            format!("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}", pattern.month, pattern.day_of_month)
        }
        "relativeYearly" => {
            format!("FREQ=YEARLY;BYMONTH={};BYDAY={};BYSETPOS={place}", pattern.month, days()?)
        }
        _ => return None,
    };
    if pattern.interval > 1 {
        rule.push_str(&format!(";INTERVAL={}", pattern.interval));
    }
    if let Some(first) =
        code(&pattern.first_day_of_week).filter(|_| pattern.kind == "weekly" && pattern.interval > 1)
    {
        rule.push_str(&format!(";WKST={first}"));
    }
    match given.range.kind.as_str() {
        "endDate" => rule.push_str(&format!(";UNTIL={}", given.range.end_date.replace('-', ""))),
        "numbered" => rule.push_str(&format!(";COUNT={}", given.range.number_of_occurrences)),
        _ => {}
    }
    Some(task::Recurrence::new(rule, Mode::Schedule))
}

fn code(day: &str) -> Option<&'static str> {
    match day.to_lowercase().as_str() {
        "monday" => Some("MO"),
        "tuesday" => Some("TU"),
        "wednesday" => Some("WE"),
        "thursday" => Some("TH"),
        "friday" => Some("FR"),
        "saturday" => Some("SA"),
        "sunday" => Some("SU"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recurring;

    #[test]
    fn patterns_become_rules_that_are_taken() {
        for (given, wanted) in [
            (r#"{"pattern": {"type": "daily", "interval": 3}}"#, "FREQ=DAILY;INTERVAL=3"),
            (
                r#"{"pattern": {"type": "weekly", "interval": 2, "daysOfWeek": ["monday", "friday"], "firstDayOfWeek": "sunday"}}"#,
                "FREQ=WEEKLY;BYDAY=MO,FR;INTERVAL=2;WKST=SU",
            ),
            (
                r#"{"pattern": {"type": "relativeMonthly", "interval": 1, "daysOfWeek": ["tuesday"], "index": "last"},
                    "range": {"type": "numbered", "numberOfOccurrences": 5}}"#,
                "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1;COUNT=5",
            ),
            (
                r#"{"pattern": {"type": "absoluteYearly", "interval": 1, "month": 2, "dayOfMonth": 3},
                    "range": {"type": "endDate", "endDate": "2030-01-02"}}"#,
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=3;UNTIL=20300102",
            ),
        ] {
            let found = rule(&serde_json::from_str(given).unwrap()).unwrap();
            assert_eq!(found.rrule, wanted);
            recurring::validate(&found.rrule).unwrap();
        }
        assert!(rule(&serde_json::from_str(r#"{"pattern": {"type": "weekly"}}"#).unwrap()).is_none());
    }
}
