//! The shared cases of libical, ical.js and python-dateutil: all that are undisputed are read and expanded right.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::DateTime;
use serde_json::Value;

use super::super::moments::Moments;
use super::super::parse::parse;
use super::super::rule::Until;

/// More than the longest whole list of the file.
const MOST: usize = 1_000;

fn cases() -> Vec<Value> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/rrule/rrule_cases.jsonl");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn text<'a>(case: &'a Value, name: &str) -> &'a str {
    case[name].as_str().unwrap_or_default()
}

/// A date, or a wall-clock time, with or without a zone behind it.
fn moment(text: &str) -> DateTime {
    let text = text.trim_end_matches('Z');
    text.parse::<DateTime>()
        .or_else(|_| text.parse::<jiff::civil::Date>().map(|date| date.at(0, 0, 0, 0)))
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The occurrences of one rule, its COUNT and UNTIL heeded.
fn expand(rule: &str, dtstart: &str, most: usize) -> Result<Vec<DateTime>, String> {
    let rule = parse(rule).map_err(|fault| format!("refused: {}", fault.message))?;
    let start = moment(dtstart);
    let most = rule.count.map_or(most, |count| usize::try_from(count).unwrap().min(most));
    let within = |at: &DateTime| match &rule.until {
        None => true,
        Some(Until::Date(last)) => at.date() <= *last,
        Some(Until::Local(last)) => at <= last,
        // Beside a start without a zone it is to be compared as if it had none.
        Some(Until::Utc(last)) => *at <= jiff::tz::TimeZone::UTC.to_datetime(*last),
    };
    Ok(Moments::of(&rule, start).take(most).take_while(within).collect())
}

fn list<'a>(case: &'a Value, name: &str) -> Vec<&'a Value> {
    case[name].as_array().map(|list| list.iter().collect()).unwrap_or_default()
}

fn found(case: &Value) -> Result<Vec<DateTime>, String> {
    let start = text(case, "dtstart");
    let most = if case["complete"] == true { MOST } else { list(case, "expected").len() };
    let of = |rule: &Value| match rule.as_str() {
        Some(rule) => expand(rule, start, most),
        None => expand(text(rule, "rrule"), rule["dtstart"].as_str().unwrap_or(start), most),
    };
    let mut set = BTreeSet::new();
    if let Some(rule) = case["rrule"].as_str() {
        set.extend(expand(rule, start, most)?);
    }
    for rule in list(case, "rrules") {
        set.extend(of(rule)?);
    }
    set.extend(list(case, "rdates").iter().map(|date| moment(date.as_str().unwrap())));
    for rule in list(case, "exrules") {
        for out in of(rule)? {
            set.remove(&out);
        }
    }
    for date in list(case, "exdates") {
        set.remove(&moment(date.as_str().unwrap()));
    }
    Ok(set.into_iter().collect())
}

fn fault(case: &Value) -> Option<String> {
    let found = found(case);
    let Some(wanted) = case["expected"].as_array() else {
        return found.is_ok().then(|| "taken, though it is to be refused".to_owned());
    };
    let wanted: Vec<DateTime> = wanted.iter().map(|at| moment(at.as_str().unwrap())).collect();
    let found = match found {
        Ok(found) => found,
        Err(text) => return Some(text),
    };
    let compared = if case["complete"] == true {
        &found[..]
    } else {
        found.get(..wanted.len()).unwrap_or(&found)
    };
    let differs = compared.iter().zip(&wanted).position(|(ours, theirs)| ours != theirs);
    match differs {
        Some(at) => Some(format!("at {at} {} and not {}", compared[at], wanted[at])),
        None if compared.len() != wanted.len() => {
            Some(format!("{} and not {} of them", compared.len(), wanted.len()))
        }
        None => None,
    }
}

/// Why we differ where the sources differ from the standard or from each other.
fn reason(case: &Value) -> Option<&'static str> {
    let tags: Vec<&str> = list(case, "tags").iter().filter_map(|tag| tag.as_str()).collect();
    let has = |start: &str| tags.iter().any(|tag| tag.starts_with(start));
    let reasons = [
        ("rscale", "RSCALE is RFC 7529: no calendar but the Gregorian one is known here"),
        ("nonstandard:byweekno", "BYWEEKNO goes with YEARLY only (RFC 5545): refused"),
        (
            "nonstandard:byyearday",
            "BYYEARDAY does not go with DAILY, WEEKLY, MONTHLY (RFC 5545): refused",
        ),
        (
            "nonstandard:numeric-byday",
            "numbered days go with MONTHLY and YEARLY only (RFC 5545): refused",
        ),
        ("nonstandard:weekly+bymonthday", "BYMONTHDAY does not go with WEEKLY (RFC 5545): refused"),
        ("nonstandard:syntax", "not the syntax of RFC 5545: refused or read as the standard says"),
        (
            "ambiguous:byweekno-without-byday",
            "the weekday of the start, as libical has it; dateutil takes all seven",
        ),
        (
            "ambiguous:yearly-bymonthday",
            "every month, as dateutil has it; libical takes the month of the start",
        ),
        ("ambiguous:date-with-time-parts", "times beside a start that is a date: they count here"),
        ("engines-disagree", "the sources disagree"),
    ];
    reasons.into_iter().find(|(tag, _)| has(tag)).map(|(_, reason)| reason)
}

#[test]
fn the_undisputed_cases_come_out_right() {
    let cases = cases();
    let (mut core, mut right, mut wrong, mut others) = (0, 0, Vec::new(), Vec::new());
    for case in &cases {
        let fault = fault(case);
        let line = |fault: &str| {
            let rule = if case["rrule"].is_null() {
                case["rrules"].to_string()
            } else {
                case["rrule"].to_string()
            };
            format!("{} {rule} from {}: {fault}", text(case, "id"), text(case, "dtstart"))
        };
        match (case["core"] == true, fault) {
            (true, None) => (core, right) = (core + 1, right + 1),
            (true, Some(fault)) => {
                core += 1;
                wrong.push(line(&fault));
            }
            (false, None) => {}
            (false, Some(fault)) => match reason(case) {
                Some(reason) => others.push(format!("{}; {reason}", line(&fault))),
                None => wrong.push(line(&fault)),
            },
        }
    }
    println!(
        "core: {right} of {core} right; others: {} of {} right",
        cases.len() - core - others.len(),
        cases.len() - core
    );
    println!("not as the source has it:\n{}", others.join("\n"));
    assert!(core > 250, "{core}");
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
