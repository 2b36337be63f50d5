//! The parts of a rule, in the order in which they are told.

use jiff::civil::{Date, Weekday};

use crate::recurring::rule::{Frequency, Rule, Until, WEEKDAYS};

/// How a language says the parts.
pub(super) trait Tongue {
    fn every(&self, frequency: Frequency, interval: i32) -> String;
    fn weekday(&self, day: Weekday) -> &'static str;
    /// `every weekday`.
    fn every_working_day(&self) -> String;
    fn date(&self, date: Date) -> String;
    fn and(&self) -> &'static str;
    /// `on Monday and Friday`.
    fn on(&self, list: String) -> String;
    /// The 15th, the last day.
    fn month_day(&self, number: i32) -> Option<String>;
    /// The first Monday; `None` for what has no name.
    fn nth(&self, number: i32, day: &str) -> Option<String>;
    fn working_day(&self) -> &'static str;
    /// `of December`, behind days.
    fn of_months(&self, list: String) -> String;
    fn in_months(&self, list: String) -> String;
    fn month(&self, number: i32) -> &'static str;
    fn on_year_days(&self, list: String) -> String;
    fn in_weeks(&self, list: String) -> String;
    fn at(&self, list: String) -> String;
    fn times(&self, count: i32) -> String;
    fn until(&self, date: String) -> String;
    fn weeks_from(&self, day: &str) -> String;
}

/// `a, b and c`.
fn list(tongue: &impl Tongue, parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} {} {last}", most.join(", "), tongue.and()),
    }
}

pub(super) fn tell(rule: &Rule, tongue: &impl Tongue) -> Option<String> {
    let mut text = days(rule, tongue)?;
    text.push_str(&clock(rule, tongue)?);
    if let Some(count) = rule.count {
        text = format!("{text}, {}", tongue.times(count));
    }
    match &rule.until {
        None => {}
        Some(Until::Date(date)) => text = format!("{text}, {}", tongue.until(tongue.date(*date))),
        Some(_) => return None,
    }
    if rule.week_start != Weekday::Monday {
        text = format!("{text}, {}", tongue.weeks_from(tongue.weekday(rule.week_start)));
    }
    Some(text)
}

fn working_days(rule: &Rule) -> bool {
    let all: Vec<(i32, Weekday)> = WEEKDAYS.iter().take(5).map(|(_, day)| (0, *day)).collect();
    rule.days == all
}

/// How often, and on which days.
fn days(rule: &Rule, tongue: &impl Tongue) -> Option<String> {
    let every = tongue.every(rule.frequency, rule.interval);
    let months: Vec<String> = rule.months.iter().map(|month| tongue.month(*month).to_owned()).collect();
    let months = (!months.is_empty()).then(|| list(tongue, &months));
    let numbered = rule.days.iter().filter(|(nth, _)| *nth != 0).count();
    let kinds = [&rule.month_days, &rule.year_days]
        .iter()
        .filter(|days| !days.is_empty())
        .count();
    let kinds = kinds + usize::from(!rule.days.is_empty());
    if kinds > 1 || (numbered != 0 && numbered != rule.days.len()) {
        return None;
    }
    let in_months = |text: String| match &months {
        Some(months) => format!("{text} {}", tongue.in_months(months.clone())),
        None => text,
    };
    let of_months = |text: String| match &months {
        Some(months) => format!("{text} {}", tongue.of_months(months.clone())),
        None => text,
    };
    let weekdays = || {
        let names: Vec<String> = rule.days.iter().map(|(_, day)| tongue.weekday(*day).to_owned()).collect();
        tongue.on(list(tongue, &names))
    };
    match rule.frequency {
        Frequency::Daily | Frequency::Hourly if kinds == 0 => Some(in_months(every)),
        Frequency::Weekly if !rule.positions.is_empty() => None,
        Frequency::Weekly if rule.days.is_empty() => Some(in_months(every)),
        Frequency::Weekly if working_days(rule) && rule.interval == 1 => {
            Some(in_months(tongue.every_working_day()))
        }
        Frequency::Weekly => Some(in_months(format!("{every} {}", weekdays()))),
        Frequency::Monthly | Frequency::Yearly if kinds == 0 => {
            (rule.week_numbers.is_empty() && rule.positions.is_empty()).then(|| in_months(every))
        }
        Frequency::Yearly if !rule.week_numbers.is_empty() => {
            let weeks: Vec<String> = rule.week_numbers.iter().map(i32::to_string).collect();
            let told = rule.week_numbers.iter().all(|week| *week > 0) && !rule.days.is_empty();
            let told = told && rule.months.is_empty() && rule.positions.is_empty();
            told.then(|| format!("{every} {} {}", weekdays(), tongue.in_weeks(list(tongue, &weeks))))
        }
        Frequency::Yearly if !rule.year_days.is_empty() => {
            let days: Vec<String> = rule.year_days.iter().map(i32::to_string).collect();
            let told =
                rule.year_days.iter().all(|day| *day > 0) && months.is_none() && rule.positions.is_empty();
            told.then(|| format!("{every} {}", tongue.on_year_days(list(tongue, &days))))
        }
        Frequency::Monthly | Frequency::Yearly => {
            let named = named_days(rule, tongue)?;
            let bare = rule.frequency == Frequency::Yearly && months.is_none();
            if bare && (numbered != 0 || !rule.month_days.is_empty() || !rule.positions.is_empty()) {
                return None;
            }
            // In a month, or said of the whole of it.
            let whole = rule.frequency == Frequency::Monthly
                || (numbered == 0 && rule.month_days.is_empty() && rule.positions.is_empty());
            let text = format!("{every} {named}");
            Some(if whole { in_months(text) } else { of_months(text) })
        }
        _ => None,
    }
}

/// `on the 1st and 15th`, `on the first Monday`, `on Monday`, `on the last weekday`.
fn named_days(rule: &Rule, tongue: &impl Tongue) -> Option<String> {
    if !rule.positions.is_empty() {
        let single = working_days(rule) && rule.month_days.is_empty();
        let parts = rule.positions.iter().map(|nth| tongue.nth(*nth, tongue.working_day()));
        let parts: Option<Vec<String>> = parts.collect();
        return Some(tongue.on(list(tongue, &parts.filter(|_| single)?)));
    }
    let parts: Option<Vec<String>> = if rule.days.is_empty() {
        rule.month_days.iter().map(|number| tongue.month_day(*number)).collect()
    } else {
        let part = |(nth, day): &(i32, Weekday)| match nth {
            0 => Some(tongue.weekday(*day).to_owned()),
            nth => tongue.nth(*nth, tongue.weekday(*day)),
        };
        rule.days.iter().map(part).collect()
    };
    Some(tongue.on(list(tongue, &parts?)))
}

/// ` at 09:00 and 17:00`: one time alone is the due date's.
fn clock(rule: &Rule, tongue: &impl Tongue) -> Option<String> {
    if !rule.names_times() {
        return Some(String::new());
    }
    let whole = rule.frequency >= Frequency::Daily && rule.seconds.is_empty() && rule.positions.is_empty();
    let [minute] = rule.minutes.as_slice() else {
        return None;
    };
    if !whole || rule.hours.len() < 2 {
        return None;
    }
    let times: Vec<String> = rule.hours.iter().map(|hour| format!("{hour:02}:{minute:02}")).collect();
    Some(format!(" {}", tongue.at(list(tongue, &times))))
}
