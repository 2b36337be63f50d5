//! Phrases that other projects collected (duckling, recurrent, dateparser), with what they should mean.
//!
//! **Which of them a task manager should read** is said by [`out_of_reach`], by rules and not one by one: a phrase is left
//! out when it means no single day of the future (intervals, the past, a month, a feast whose day changes), when it is
//! vague, when it is dictated rather than typed, or when no repeat rule of a task can hold it. All others count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::civil::{Date, DateTime, Time};
use serde_json::Value;

use super::super::{Context, Meaning, Names, read};
use crate::recurring::{self, Language};

/// What is read otherwise than the source has it, and why: id, phrase, reason.
const DIFFERENCES: &str = include_str!("differences.tsv");

struct Phrase {
    id: String,
    text: String,
    source: String,
    month_first: bool,
    now: DateTime,
    latent: bool,
    expected: Value,
}

fn phrases() -> Vec<Phrase> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/dates/natural_dates.jsonl");
    let file = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let phrase = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        Phrase {
            id: text("id"),
            text: text("text"),
            source: text("source"),
            month_first: row["locale"] != "en-GB",
            now: moment(&text("reference")),
            latent: row["latent"] == true || row["expected"]["latent"] == true,
            expected: row["expected"].clone(),
        }
    };
    file.lines().map(phrase).collect()
}

/// The wall clock of a moment written with or without an offset.
fn moment(text: &str) -> DateTime {
    let local = text.get(..19).unwrap_or(text);
    local.parse().unwrap_or_else(|_| {
        local
            .get(..10)
            .unwrap_or_default()
            .parse::<Date>()
            .unwrap_or(Date::MIN)
            .at(0, 0, 0, 0)
    })
}

/// What we understand.
#[derive(Debug, PartialEq)]
struct Read {
    due: Option<(Date, Option<Time>)>,
    rule: Option<String>,
    end: usize,
}

fn understood(phrase: &Phrase) -> Option<Read> {
    let names = Names::default();
    let context = Context {
        language: Language::English,
        month_first: phrase.month_first,
        now: phrase.now,
        names: &names,
        project: None,
    };
    let line = read(&phrase.text, &context, &[]);
    let chips = || line.chips.iter().filter(|chip| !matches!(chip.meaning, Meaning::Unknown(..)));
    let rule = chips().find_map(|chip| match &chip.meaning {
        Meaning::Repeat(rule, _) => Some(rule.to_string()),
        _ => None,
    });
    let end = chips().next_back()?.end;
    Some(Read { due: line.due, rule, end })
}

fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// The rule without its times of the day, and the time when it has one.
fn split(rrule: &str) -> (String, Option<Time>) {
    let part = |name: &str| rrule.split(';').find_map(|part| part.strip_prefix(name)?.parse::<i8>().ok());
    let kept: Vec<&str> = rrule
        .split(';')
        .filter(|part| !part.starts_with("BYHOUR") && !part.starts_with("BYMINUTE"))
        .collect();
    let time = part("BYHOUR=").map(|hour| Time::new(hour, part("BYMINUTE=").unwrap_or(0), 0, 0).unwrap());
    (kept.join(";"), time)
}

/// Whether what we understand is what is meant.
fn agrees(phrase: &Phrase, read: &Read) -> bool {
    let expected = &phrase.expected;
    let (start, end) = (moment(field(expected, "start")), moment(field(expected, "end")));
    let Some((date, time)) = read.due else {
        return false;
    };
    match field(expected, "kind") {
        "recurrence" => {
            let (rule, at) = split(field(expected, "rrule"));
            let exceptions = !expected["exdate"].is_null() || !expected["exrule"].is_null();
            let normal = recurring::validate(&rule).map(|rule| rule.to_string()).ok();
            !exceptions && normal.is_some() && normal == read.rule && (at.is_none() || at == time)
        }
        _ if read.rule.is_some() => false,
        "instant" => {
            let whole_day = match (phrase.source.as_str(), field(expected, "grain")) {
                // Of whole days it keeps the time of day at which they are said.
                ("dateparser", _) => time.is_none(),
                (_, "hour" | "minute" | "second") => false,
                (_, "") => !field(expected, "start").contains('T') || start.time() == Time::midnight(),
                _ => true,
            };
            date == start.date()
                && if whole_day { time.is_none() } else { time == Some(minute(start.time())) }
        }
        "interval" => match time {
            None => (start.date()..=end.date()).contains(&date),
            Some(time) => (start..=end).contains(&date.to_datetime(time)),
        },
        _ => false,
    }
}

fn minute(time: Time) -> Time {
    Time::new(time.hour(), time.minute(), 0, 0).unwrap()
}

const FEASTS: &str = "thanksgiving christmas xmas new_year valentine black_friday cyber_monday boss's mlk civil_rights easter \
    pentecost white_sunday whit_monday holy_spirit trinity pancake mardi_gras lent clean_monday shrove lazarus chinese yom \
    simchat tisha lag_b'omer holocaust chanukah hanukah hannukkah passover shavuot mawlid eid id_ul bakr sacrifice laylat \
    night_of_measures islamic amun ashura jamat jumu ramadan dhanatrayodashi kali choti diwali deepavali lakshmi chhath dala \
    surya saptami navaratri durga karva rakhi mahavir mahaveer saraswati pongal vaisakhi baisakhi vasakhi vaishakhi onam \
    thiruvonam holi holika kamudu krishna gokulashtami parsi jamshedi navroz vesak vaisakha buddha earth_hour purim koningsdag \
    king's_day rabindra rabindranath ravidas ravidass valmiki pargat rama_navami ugadi yugadi samvatsaradi chaitra memorial \
    independence decoration law_day lei_day loyalty washington presidents president_day daisy father's fathers grandparents \
    spouse mothers labor_day emancipation tax_day siblings sibling administrative ems_week emsc daylight super_tuesday \
    giga_tuesday super_duper tsunami super_tue guy_fawkes bank_holiday night_journey ascension ides sankranthi mini-tuesday";

/// Why a phrase is none that a task manager should read.
fn out_of_reach(phrase: &Phrase) -> Option<&'static str> {
    let lower = phrase.text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
    let any = |list: &str| list.split_whitespace().any(|word| words.contains(&word));
    let expected = &phrase.expected;
    if FEASTS.split_whitespace().any(|feast| lower.contains(&feast.replace('_', " "))) {
        return Some("a feast");
    }
    if any("cet pst ist gmt cst") {
        return Some("a time zone of its own");
    }
    if any("about approximately ish 3ish 150ish few couple pair around closest asap once")
        && !lower.starts_with("once a year")
    {
        return Some("vague");
    }
    if any("decade decades century centuries fortnight fortnights second seconds sec qtr")
        || lower.contains('"')
    {
        return Some("a unit that tasks do not count in");
    }
    if any("later") || lower.starts_with("now ") || lower.starts_with('+') {
        return Some("a sum, or counted from something said before");
    }
    if any("upcoming") {
        return Some("no single day");
    }
    let parts: Vec<&str> = lower.split_whitespace().collect();
    let apart = parts
        .windows(2)
        .any(|two| matches!(two[1], "/" | "-") && two[0].parse::<u8>().is_ok());
    if apart
        || parts
            .iter()
            .any(|part| part.split_once('-').is_some_and(|(a, b)| a.len() <= 2 && b.len() <= 2))
    {
        return Some("digits that may as well be a range or a sum");
    }
    match field(expected, "kind") {
        "" => return Some("no date"),
        _ if phrase.latent => return Some("a date only where one is asked for"),
        "interval" | "open" => return Some("no single day"),
        "instant" => {
            let start = moment(field(expected, "start"));
            if start < phrase.now && (start.date() < phrase.now.date() || field(expected, "grain") != "day") {
                return Some("the past");
            }
            if matches!(field(expected, "grain"), "week" | "month" | "quarter" | "year") {
                return Some("no single day");
            }
        }
        _ => {
            if !expected["exdate"].is_null() || !expected["exrule"].is_null() {
                return Some("with exceptions, which a repeat rule cannot hold");
            }
            if recurring::validate(&split(field(expected, "rrule")).0).is_err() {
                return Some("more often than every hour");
            }
        }
    }
    let spoken = "one two three four five six seven eight nine ten eleven twelve thirty fifty twenty";
    let hour = spoken.split_whitespace().filter(|word| words.contains(word)).count();
    if (hour > 0 && any("oclock am pm at a p m")) || lower.contains("twenty after") {
        return Some("dictated");
    }
    if bare_hour(&lower) {
        return Some("an hour without am or pm, which the sources read one way or the other");
    }
    None
}

/// `at 4`, `9 tomorrow`, `at 3 15`, `at 1:01`: neither 24 hours nor am nor pm say what is meant.
fn bare_hour(lower: &str) -> bool {
    let words: Vec<&str> = lower.split_whitespace().collect();
    let clear = [
        "am",
        "pm",
        "a.m",
        "p.m",
        "morning",
        "afternoon",
        "evening",
        "tonight",
        "noon",
        "o'clock",
        "oclock",
        "am.",
    ];
    let told = |word: &&&str| {
        word.starts_with(|c: char| c.is_ascii_digit()) && (word.contains("am") || word.contains("pm"))
    };
    if words
        .iter()
        .any(|word| told(&word) || clear.contains(&word.trim_end_matches('.')))
        || words.contains(&"every")
    {
        return false;
    }
    words.iter().enumerate().any(|(at, word)| {
        let led = at > 0 && matches!(words[at - 1], "at" | "@");
        let number = word.bytes().all(|b| b.is_ascii_digit()) && word.len() <= 3;
        (led && number)
            || (led && word.contains(':') && word.len() < 5)
            || (number && words.get(at + 1) == Some(&"tomorrow"))
    })
}

#[test]
fn the_phrases_of_a_task_manager_are_read() {
    let listed: BTreeMap<&str, &str> = DIFFERENCES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut within, mut right, mut extra) = (0_u32, 0_u32, 0_u32);
    let (mut unread, mut wrong) = (Vec::new(), Vec::new());
    let mut differing = BTreeSet::new();
    for phrase in phrases() {
        let read = understood(&phrase);
        let agrees = read.as_ref().is_some_and(|read| agrees(&phrase, read));
        match out_of_reach(&phrase) {
            Some(reason) => {
                *reasons.entry(reason).or_default() += 1;
                extra += u32::from(agrees);
            }
            None => {
                within += 1;
                right += u32::from(agrees);
                if read.is_none() {
                    unread.push(format!("{}\t{}", phrase.id, phrase.text));
                }
            }
        }
        if let Some(read) = read.filter(|_| !agrees) {
            if !listed.contains_key(phrase.id.as_str()) {
                wrong.push(format!(
                    "{}\t{}\t{:?} {:?} and not {}",
                    phrase.id, phrase.text, read.due, read.rule, phrase.expected
                ));
            }
            differing.insert(phrase.id.clone());
        }
    }
    let share = 100.0 * f64::from(right) / f64::from(within);
    println!("{right} of {within} phrases that a task manager should read are read right: {share:.1} %");
    println!("left out: {reasons:#?}, of which {extra} are read right as well");
    println!("not read:\n{}", unread.join("\n"));
    println!("read otherwise than the source has it, and listed: {}", listed.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
    let gone: Vec<_> = listed.keys().filter(|id| !differing.contains(**id)).collect();
    assert!(gone.is_empty(), "take off the list: {gone:?}");
    assert!(share >= 90.0, "{share:.1} %");
}
