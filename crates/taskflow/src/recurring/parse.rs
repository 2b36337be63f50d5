//! Reading a repeat rule, strictly: what we would not follow is refused, not ignored.

use jiff::civil::{Date, DateTime, Weekday};

use super::rule::{Frequency, Rule, RuleFault, Until, WEEKDAYS};

/// Longest rule read, in bytes. The richest rule of RFC 5545's examples has 80.
const MOST_BYTES: usize = 500;
/// The largest number anywhere.
const MOST: i32 = 9_999_999;
/// The largest interval and count of a task's rule.
const MOST_INTERVAL: i32 = 999;
const MOST_COUNT: i32 = 9_999;

type Result<T> = std::result::Result<T, RuleFault>;

fn invalid(message: impl Into<String>) -> RuleFault {
    RuleFault::new("invalid_rrule", message)
}

pub(super) fn parse(text: &str) -> Result<Rule> {
    if text.len() > MOST_BYTES {
        return Err(invalid(format!("Keep the rule within {MOST_BYTES} characters.")));
    }
    let text = text.trim().to_ascii_uppercase();
    let text = text.strip_prefix("RRULE:").unwrap_or(&text);
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for (index, part) in text.trim_end_matches(';').split(';').enumerate() {
        let (name, value) = match part.split_once('=') {
            Some((name, value)) => (name.trim(), value.trim()),
            // The shorthand: `weekly` for `FREQ=WEEKLY`.
            None if index == 0 => ("FREQ", part.trim()),
            None => return Err(invalid(format!("`{}` is not of the form NAME=VALUE.", shown(part)))),
        };
        if parts.iter().any(|(known, _)| *known == name) {
            return Err(invalid(format!("`{}` stands there twice.", shown(name))));
        }
        parts.push((name, value));
    }
    let frequency = parts
        .iter()
        .find(|(name, _)| *name == "FREQ")
        .map(|(_, value)| frequency(value))
        .ok_or_else(|| invalid("Say how often: FREQ=DAILY, WEEKLY, MONTHLY or YEARLY."))??;
    let mut rule = Rule::every(frequency, 1);
    for (name, value) in parts {
        set(&mut rule, name, value)?;
    }
    check(&rule)?;
    if !where_weeks_start_counts(&rule) {
        rule.week_start = Weekday::Monday;
    }
    Ok(rule)
}

/// What a task takes of them: nothing below an hour, and numbers that a calendar can hold.
pub(super) fn of_task(rule: &Rule) -> Result<()> {
    if rule.frequency < Frequency::Hourly || !rule.seconds.is_empty() {
        let message = "A task repeats at most once an hour. Use FREQ=HOURLY or longer.";
        return Err(RuleFault::new("too_often", message));
    }
    if rule.interval > MOST_INTERVAL {
        return Err(invalid(format!("INTERVAL takes numbers from 1 to {MOST_INTERVAL}.")));
    }
    if rule.count.is_some_and(|count| count > MOST_COUNT) {
        return Err(invalid(format!("COUNT takes numbers from 1 to {MOST_COUNT}.")));
    }
    Ok(())
}

/// What is quoted back: short, since it may be anything.
fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(20).collect()
}

fn frequency(value: &str) -> Result<Frequency> {
    match value {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        "HOURLY" => Ok(Frequency::Hourly),
        "MINUTELY" => Ok(Frequency::Minutely),
        "SECONDLY" => Ok(Frequency::Secondly),
        other => Err(invalid(format!("`{}` is not HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY.", shown(other)))),
    }
}

fn set(rule: &mut Rule, name: &str, value: &str) -> Result<()> {
    match name {
        "FREQ" => {}
        "INTERVAL" => rule.interval = number(name, value, 1..=MOST)?,
        "COUNT" => rule.count = Some(number(name, value, 1..=MOST)?),
        "UNTIL" => rule.until = Some(until(value)?),
        "WKST" => rule.week_start = weekday(value)?,
        "BYMONTH" => rule.months = numbers(name, value, 12, false)?,
        "BYWEEKNO" => rule.week_numbers = numbers(name, value, 53, true)?,
        "BYYEARDAY" => rule.year_days = numbers(name, value, 366, true)?,
        "BYMONTHDAY" => rule.month_days = numbers(name, value, 31, true)?,
        "BYSETPOS" => rule.positions = numbers(name, value, 366, true)?,
        "BYDAY" => rule.days = days(value)?,
        "BYHOUR" => rule.hours = times(name, value, 23)?,
        "BYMINUTE" => rule.minutes = times(name, value, 59)?,
        "BYSECOND" => rule.seconds = times(name, value, 59)?,
        other => {
            let message = format!("`{}` is no part of a rule we know.", shown(other));
            return Err(RuleFault::new("unsupported_part", message));
        }
    }
    Ok(())
}

fn number(name: &str, value: &str, range: std::ops::RangeInclusive<i32>) -> Result<i32> {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match value.parse::<i32>() {
        Ok(number) if plain && range.contains(&number) => Ok(number),
        _ => Err(invalid(format!("{name} takes numbers from {} to {}.", range.start(), range.end()))),
    }
}

fn times(name: &str, value: &str, most: i32) -> Result<Vec<i32>> {
    let numbers: Result<Vec<i32>> =
        value.split(',').map(|part| number(name, part.trim(), 0..=most)).collect();
    let mut numbers = numbers?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

fn numbers(name: &str, value: &str, most: i32, negative: bool) -> Result<Vec<i32>> {
    let least = if negative { -most } else { 1 };
    let mut numbers = Vec::new();
    for part in value.split(',') {
        match number(name, part.trim(), least..=most)? {
            0 => return Err(invalid(format!("{name} does not take 0."))),
            number => numbers.push(number),
        }
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

fn weekday(value: &str) -> Result<Weekday> {
    let known = WEEKDAYS.iter().find(|(name, _)| *name == value);
    known
        .map(|(_, day)| *day)
        .ok_or_else(|| invalid(format!("`{}` is not a day: use MO, TU, WE, TH, FR, SA, SU.", shown(value))))
}

fn days(value: &str) -> Result<Vec<(i32, Weekday)>> {
    let mut days = Vec::new();
    for part in value.split(',').map(str::trim) {
        let split = part.len().saturating_sub(2);
        let (nth, name) = match part.is_char_boundary(split) {
            true => part.split_at(split),
            false => ("", part),
        };
        let day = weekday(name)?;
        let nth = if nth.is_empty() { 0 } else { number("BYDAY", nth, -53..=53)? };
        if nth == 0 && part.len() > 2 {
            return Err(invalid("BYDAY counts days from 1 or from -1."));
        }
        days.push((nth, day));
    }
    days.sort_unstable_by_key(|(nth, day)| (*nth, day.to_monday_zero_offset()));
    days.dedup();
    Ok(days)
}

fn until(value: &str) -> Result<Until> {
    let fault = || invalid("Give UNTIL as 20261231 or 20261231T225900Z.");
    if !value.is_ascii() {
        return Err(fault());
    }
    let until = match value.len() {
        8 => Date::strptime("%Y%m%d", value).map(Until::Date),
        15 => DateTime::strptime("%Y%m%dT%H%M%S", value).map(Until::Local),
        16 => value.strip_suffix('Z').map_or_else(
            || Err(jiff::Error::from_args(format_args!("no Z"))),
            |local| {
                let local = DateTime::strptime("%Y%m%dT%H%M%S", local)?;
                Ok(Until::Utc(local.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp()))
            },
        ),
        _ => return Err(fault()),
    };
    until.map_err(|_| fault())
}

/// Whether WKST makes a difference: else it is left out, so that equal rules have equal texts.
fn where_weeks_start_counts(rule: &Rule) -> bool {
    let skips_weeks = rule.interval > 1 && !rule.days.is_empty();
    !rule.week_numbers.is_empty()
        || (rule.frequency == Frequency::Weekly && (skips_weeks || !rule.positions.is_empty()))
}

/// Which parts go together (RFC 5545 §3.3.10).
fn check(rule: &Rule) -> Result<()> {
    use Frequency::{Monthly, Weekly, Yearly};
    let frequency = rule.frequency;
    let refuse = |holds: bool, text: &str| if holds { Err(invalid(text)) } else { Ok(()) };
    refuse(rule.count.is_some() && rule.until.is_some(), "Give COUNT or UNTIL, not both.")?;
    refuse(
        !rule.week_numbers.is_empty() && frequency != Yearly,
        "BYWEEKNO goes with FREQ=YEARLY only.",
    )?;
    let whole_days = matches!(frequency, Frequency::Daily | Weekly | Monthly);
    refuse(
        !rule.year_days.is_empty() && whole_days,
        "BYYEARDAY goes with FREQ=YEARLY or HOURLY only.",
    )?;
    refuse(
        !rule.month_days.is_empty() && frequency == Weekly,
        "BYMONTHDAY does not go with FREQ=WEEKLY.",
    )?;
    let numbered = rule.days.iter().any(|(nth, _)| *nth != 0);
    refuse(
        numbered && !matches!(frequency, Monthly | Yearly),
        "Numbered days such as 2TU go with FREQ=MONTHLY or YEARLY only.",
    )?;
    refuse(numbered && !rule.week_numbers.is_empty(), "Numbered days do not go with BYWEEKNO.")?;
    refuse(
        !rule.positions.is_empty() && rule.is_plain(),
        "BYSETPOS picks from what another BY part gives: add one.",
    )
}
