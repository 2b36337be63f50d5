//! The shared calendars, as python-recurring-ical-events expands them: a series by the calendar comes to the same instants when
//! each occurrence is made from the one before.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::Value;

use super::super::{Due, instant, opening, validate};

fn shared() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data")
}

/// A component that repeats by one rule.
struct Component {
    uid: String,
    start: Due,
    rule: String,
    except: Vec<Date>,
}

/// The lines of a file, unfolded: name, parameters, value.
fn lines(text: &str) -> Vec<(String, String, String)> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let split = |line: &str| {
        let (head, value) = line.split_once(':')?;
        let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
        Some((name.to_uppercase(), parameters.to_owned(), value.to_owned()))
    };
    unfolded.lines().filter_map(split).collect()
}

/// A date or a wall-clock time in a zone that everybody knows.
fn due(parameters: &str, value: &str) -> Option<Due> {
    if let Ok(date) = Date::strptime("%Y%m%d", value) {
        return Some(Due { date, time: None, timezone: None });
    }
    let zone = match value.strip_suffix('Z') {
        Some(_) => "UTC".to_owned(),
        None => parameters
            .split(';')
            .find_map(|one| one.strip_prefix("TZID="))?
            .trim_matches('"')
            .to_owned(),
    };
    TimeZone::get(&zone).ok()?;
    let at = DateTime::strptime("%Y%m%dT%H%M%S", value.trim_end_matches('Z')).ok()?;
    Some(Due { date: at.date(), time: Some(at.time()), timezone: Some(zone) })
}

/// The day of an exception where the series is.
fn left_out(value: &str, zone: Option<&str>) -> Option<Date> {
    match (DateTime::strptime("%Y%m%dT%H%M%SZ", value), zone) {
        (Ok(at), Some(zone)) => {
            let at = TimeZone::UTC.to_timestamp(at).ok()?;
            Some(TimeZone::get(zone).ok()?.to_datetime(at).date())
        }
        _ => Date::strptime("%Y%m%d", value.get(..8)?).ok(),
    }
}

/// What repeats in a file, and is not changed by anything else there.
fn components(text: &str) -> Vec<Component> {
    let mut found = Vec::new();
    let (mut inside, mut fields): (Option<String>, Vec<(String, String, String)>) = (None, Vec::new());
    let mut uids: BTreeMap<String, usize> = BTreeMap::new();
    for (name, parameters, value) in lines(text) {
        match (name.as_str(), &inside) {
            ("BEGIN", None) if matches!(value.as_str(), "VEVENT" | "VTODO") => {
                inside = Some(value);
                fields.clear();
            }
            ("END", Some(kind)) if *kind == value => {
                inside = None;
                let get = |wanted: &str| fields.iter().find(|(name, ..)| name == wanted);
                let Some(uid) = get("UID").map(|(_, _, uid)| uid.clone()) else {
                    continue;
                };
                *uids.entry(uid.clone()).or_default() += 1;
                let rules: Vec<&String> = fields
                    .iter()
                    .filter(|(name, ..)| name == "RRULE")
                    .map(|(_, _, rule)| rule)
                    .collect();
                let Some((_, parameters, start)) = get("DTSTART") else {
                    continue;
                };
                let (Some(start), [rule], None) = (due(parameters, start), &rules[..], get("RDATE")) else {
                    continue;
                };
                let except = fields.iter().filter(|(name, ..)| name == "EXDATE");
                let except = except.flat_map(|(_, _, value)| value.split(','));
                let except = except.filter_map(|date| left_out(date, start.timezone.as_deref())).collect();
                found.push(Component { uid, start, rule: (*rule).clone(), except });
            }
            (_, Some(_)) => fields.push((name, parameters, value)),
            _ => {}
        }
    }
    found.retain(|one| uids.get(&one.uid) == Some(&1));
    found
}

/// The starts of a component as they are to be: instants, or dates.
fn wanted(line: &Value, uid: &str) -> Vec<String> {
    let own = line["occurrences"].as_array().unwrap().iter().filter(|one| one["uid"] == uid);
    own.filter_map(|one| one["start"]["at"].as_str()).map(str::to_owned).collect()
}

fn same(found: &Due, wanted: &str) -> bool {
    match found.time {
        None => wanted.starts_with(&found.date.to_string()),
        Some(_) => {
            let at = wanted.parse::<jiff::Timestamp>().map(|at| at.as_millisecond()).ok();
            at.is_some() && instant(found, "UTC").unwrap().map(|stamp| stamp.0) == at
        }
    }
}

#[test]
fn series_by_the_calendar_agree_with_the_shared_calendars() {
    let text = std::fs::read_to_string(shared().join("ics/expected_occurrences.jsonl")).unwrap();
    let (mut series, mut dates, mut wrong) = (0, 0, Vec::new());
    for line in text.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let file = line["file"].as_str().unwrap();
        let Ok(calendar) = std::fs::read_to_string(shared().join(file)) else {
            continue;
        };
        for one in components(&calendar) {
            let wanted = wanted(&line, &one.uid);
            let Ok(mut rule) = validate(&one.rule).map(|rule| rule.without(one.except.clone())) else {
                continue;
            };
            if wanted.is_empty() || one.except.contains(&one.start.date) {
                continue;
            }
            series += 1;
            let mut due = one.start.clone();
            for (place, wanted) in wanted.iter().enumerate() {
                if !same(&due, wanted) {
                    wrong.push(format!(
                        "{file} {} {}: the {place}. is {due:?} and not {wanted}",
                        one.uid, one.rule
                    ));
                    break;
                }
                dates += 1;
                match opening(&rule, &due, 0, "UTC").unwrap() {
                    Some(opening) => (rule, due) = (opening.next.rule, opening.next.due),
                    None => break,
                }
            }
        }
    }
    println!("{series} series, {dates} dates");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(series >= 20 && dates >= 300, "{series} series, {dates} dates");
}
