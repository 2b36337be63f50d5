//! Days that are counted from another.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::base::error::Faults;
use crate::base::{Error, Result};
use crate::task::model::{Due, NewTask};
use crate::task::rules::parse_date;
use crate::task::template::model::TaskPlan;

/// How far a day may be counted, either way.
const FARTHEST: i32 = 3_650;
/// Years from which days can be counted that far.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=9000;

/// Checks a number of days.
pub fn check(faults: &mut Faults, pointer: &str, days: Option<i32>) {
    let near = days.is_none_or(|days| (-FARTHEST..=FARTHEST).contains(&days));
    faults.require(near, pointer, "out_of_range", "Give a number of days from -3,650 to 3,650.");
}

/// The day that a request counts from.
///
/// # Errors
/// `Invalid`.
pub fn on(pointer: &str, given: &str) -> Result<Date> {
    let day = parse_date(given).filter(|day| YEARS.contains(&day.year()));
    day.ok_or_else(|| Error::invalid(pointer, "invalid_date", "Give a date as YYYY-MM-DD."))
}

/// The date so many days later.
pub fn later(day: Date, days: i32) -> Option<String> {
    let date = day.checked_add(days.clamp(-FARTHEST, FARTHEST).days()).ok()?;
    Some(date.to_string())
}

/// How many days after `day` a date is, as far as days may be counted.
pub fn days_between(day: Date, date: Option<&str>) -> Option<i32> {
    let days = day.until(parse_date(date?)?).ok()?.get_days();
    Some(days.clamp(-FARTHEST, FARTHEST))
}

/// The task that a plan makes on a day, without what it refers to: people, tags, fields, milestone and status.
pub fn new_task(plan: &TaskPlan, day: Date, timezone: &str) -> NewTask {
    let due = plan.due_in.as_ref().and_then(|due| {
        let zone = due.timezone.as_deref().unwrap_or(timezone);
        Some(Due {
            date: later(day, due.days)?,
            time: due.time.clone(),
            timezone: due.time.is_some().then(|| zone.to_owned()),
        })
    });
    NewTask {
        title: plan.title.clone(),
        description: Some(plan.description.clone()),
        priority: Some(plan.priority),
        estimate: plan.estimate,
        start_on: plan.start_in.and_then(|days| later(day, days)),
        due,
        recurrence: plan.recurrence.clone(),
        ..NewTask::default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::task::template::model::DueIn;

    #[test]
    fn days_are_counted_over_months_and_leap_days() {
        let day = date(2024, 2, 27);
        assert_eq!(later(day, 3).as_deref(), Some("2024-03-01"));
        assert_eq!(later(day, -58).as_deref(), Some("2023-12-31"));
        assert_eq!(days_between(day, Some("2024-03-01")), Some(3));
        assert_eq!(days_between(day, Some("2023-12-31")), Some(-58));
        assert_eq!(days_between(day, Some("2124-01-01")), Some(FARTHEST));
        assert_eq!(days_between(day, None), None);
    }

    #[test]
    fn a_time_is_in_the_zone_of_the_template_or_of_who_uses_it() {
        let plan = |timezone: Option<&str>| TaskPlan {
            title: "t".to_owned(),
            due_in: Some(DueIn {
                days: 1,
                time: Some("09:00".to_owned()),
                timezone: timezone.map(str::to_owned),
            }),
            ..TaskPlan::default()
        };
        let zone = |timezone| new_task(&plan(timezone), date(2024, 1, 1), "Asia/Tokyo").due.unwrap().timezone;
        assert_eq!(zone(None).as_deref(), Some("Asia/Tokyo"));
        assert_eq!(zone(Some("Europe/Berlin")).as_deref(), Some("Europe/Berlin"));
    }
}
