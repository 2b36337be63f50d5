//! What the module promises.

mod corpus;
mod dateutil;
mod ics;
mod words;

use jiff::civil::{Date, Time, date, time};

use super::moments::Moments;
use super::*;
use crate::base::{Error, Stamp};

fn rule(text: &str) -> Rule {
    validate(text).unwrap()
}

fn fault(text: &str) -> &'static str {
    validate(text).unwrap_err().code
}

fn on(day: &str) -> Due {
    Due { date: day.parse().unwrap(), time: None, timezone: None }
}

fn when(day: &str, at: Time, zone: &str) -> Due {
    Due {
        date: day.parse().unwrap(),
        time: Some(at),
        timezone: Some(zone.to_owned()),
    }
}

fn stamp(text: &str) -> Stamp {
    text.parse().unwrap()
}

/// The date after `due` when it is completed at noon UTC of `done`.
fn after(text: &str, mode: Mode, due: &str, done: &str) -> Option<String> {
    let done = stamp(&format!("{done}T12:00:00Z"));
    next(&rule(text), mode, &on(due), done, "UTC")
        .unwrap()
        .map(|next| next.due.date.to_string())
}

/// The dates that follow when each is completed on its day.
fn follow(text: &str, due: &str, most: usize) -> Vec<String> {
    let (mut rule, mut due, mut dates) = (rule(text), on(due), Vec::new());
    while dates.len() < most {
        let done = stamp(&format!("{}T12:00:00Z", due.date));
        let Some(step) = next(&rule, Mode::Schedule, &due, done, "UTC").unwrap() else {
            break;
        };
        (rule, due) = (step.rule, step.due);
        dates.push(due.date.to_string());
    }
    dates
}

#[test]
fn rules_have_one_normal_text() {
    let same = [
        ("daily", "FREQ=DAILY"),
        (" Weekly;interval=2 ", "FREQ=WEEKLY;INTERVAL=2"),
        ("rrule:freq=monthly;bymonthday=-1,15,15;interval=1", "FREQ=MONTHLY;BYMONTHDAY=-1,15"),
        ("BYDAY=FR,1MO,-1MO;FREQ=MONTHLY;WKST=SU", "FREQ=MONTHLY;BYDAY=-1MO,FR,1MO"),
        ("WEEKLY;WKST=SU", "FREQ=WEEKLY"),
        ("WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU"),
        ("hourly;interval=4", "FREQ=HOURLY;INTERVAL=4"),
        ("DAILY;BYHOUR=17,9;BYMINUTE=0", "FREQ=DAILY;BYHOUR=9,17;BYMINUTE=0"),
        ("YEARLY;UNTIL=20301231T225959Z", "FREQ=YEARLY;UNTIL=20301231T225959Z"),
        ("FREQ=DAILY;COUNT=+5;WKST=MO", "FREQ=DAILY;COUNT=5"),
    ];
    for (text, normal) in same {
        assert_eq!(rule(text).to_string(), normal, "{text}");
        assert_eq!(rule(normal), rule(text), "{text}");
    }
}

#[test]
fn what_is_no_rule_is_refused() {
    let bad = [
        "",
        ";",
        "=",
        "often",
        "every",
        "every blue moon",
        "every 0 days",
        "every 3 hours",
        "FREQ",
        "FREQ=",
        "FREQ=NEVER",
        "INTERVAL=2",
        "FREQ=DAILY;FREQ=DAILY",
        "DAILY;INTERVAL=0",
        "DAILY;INTERVAL=1000",
        "DAILY;INTERVAL=-1",
        "DAILY;INTERVAL=1e2",
        "DAILY;INTERVAL=",
        "DAILY;COUNT=0",
        "DAILY;COUNT=10000",
        "DAILY;COUNT=2;UNTIL=20300101",
        "DAILY;UNTIL=tomorrow",
        "DAILY;UNTIL=20300230",
        "DAILY;UNTIL=20300101T250000Z",
        "DAILY;UNTIL=2030010１",
        "WEEKLY;BYDAY=2MO",
        "WEEKLY;BYDAY=",
        "WEEKLY;BYDAY=XX",
        "WEEKLY;BYDAY=XXMO",
        "WEEKLY;BYDAY=é",
        "MONTHLY;BYDAY=0MO",
        "MONTHLY;BYDAY=54MO",
        "WEEKLY;BYMONTHDAY=1",
        "MONTHLY;BYMONTHDAY=0",
        "MONTHLY;BYMONTHDAY=32",
        "MONTHLY;BYMONTH=-1",
        "DAILY;BYMONTH=13",
        "MONTHLY;BYYEARDAY=1",
        "MONTHLY;BYWEEKNO=1",
        "YEARLY;BYWEEKNO=1;BYDAY=1MO",
        "MONTHLY;BYSETPOS=1",
        "DAILY;DAILY",
        "DAILY;INTERVAL=2\nFREQ=DAILY",
    ];
    for text in bad {
        assert_eq!(fault(text), "invalid_rrule", "{text}");
    }
    assert_eq!(fault(&"DAILY;".repeat(100)), "invalid_rrule");
    for text in ["minutely", "FREQ=SECONDLY;COUNT=1", "DAILY;BYSECOND=1"] {
        assert_eq!(fault(text), "too_often", "{text}");
    }
    for text in ["DAILY;BYHOUR=24", "DAILY;BYMINUTE=-1"] {
        assert_eq!(fault(text), "invalid_rrule", "{text}");
    }
    for text in ["DAILY;BYEASTER=1", "RSCALE=GREGORIAN;FREQ=DAILY", "DAILY;X-A=1"] {
        assert_eq!(fault(text), "unsupported_part", "{text}");
    }
}

#[test]
fn what_never_comes_is_refused_at_once() {
    for text in [
        "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4,6",
        "FREQ=DAILY;BYMONTHDAY=-30;BYMONTH=2",
        "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=YEARLY;BYWEEKNO=53;BYSETPOS=366",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    ] {
        assert_eq!(fault(text), "never_occurs", "{text}");
    }
    // Possible somewhere, but not from here: every fourth year after an odd one is never a leap year.
    let odd = rule("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29");
    assert_eq!(Moments::of(&odd, date(2027, 1, 1).at(0, 0, 0, 0)).next(), None);
    assert_eq!(after(&odd.to_string(), Mode::Schedule, "2027-01-01", "2027-01-01"), None);
}

#[test]
fn short_months_and_years() {
    assert_eq!(follow("monthly", "2026-01-31", 3), ["2026-03-31", "2026-05-31", "2026-07-31"]);
    assert_eq!(
        follow("monthly;bymonthday=-1", "2026-01-31", 3),
        ["2026-02-28", "2026-03-31", "2026-04-30"]
    );
    // The 31st, or the last day before it.
    assert_eq!(
        follow("monthly;bymonthday=28,29,30,31;bysetpos=-1", "2028-01-31", 3),
        ["2028-02-29", "2028-03-31", "2028-04-30"]
    );
    assert_eq!(follow("yearly", "2096-02-29", 2), ["2104-02-29", "2108-02-29"]);
    let leap_mondays = follow("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2044-02-29", 2);
    assert_eq!(leap_mondays, ["2072-02-29", "2112-02-29"]);
}

#[test]
fn weeks_keep_their_rhythm() {
    let fortnight = follow("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-11-16", 4);
    assert_eq!(fortnight, ["2026-11-18", "2026-11-30", "2026-12-02", "2026-12-14"]);
    // RFC 5545's own example: where the week starts decides.
    let every = |start: &str| {
        follow(&format!("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST={start}"), "1997-08-05", 9)
    };
    assert_eq!(every("MO"), ["1997-08-10", "1997-08-19", "1997-08-24"]);
    assert_eq!(every("SU"), ["1997-08-17", "1997-08-19", "1997-08-31"]);
    // A due date that the rule does not name leads to the first one it does.
    assert_eq!(follow("WEEKLY;BYDAY=MO", "2026-11-17", 2), ["2026-11-23", "2026-11-30"]);
    assert_eq!(follow("YEARLY;BYWEEKNO=1;BYDAY=MO", "2025-12-29", 2), ["2027-01-04", "2028-01-03"]);
}

#[test]
fn a_late_task_keeps_the_calendar() {
    use Mode::{Completion, Schedule};
    let case = |text, mode, done| after(text, mode, "2026-11-02", done).unwrap();
    assert_eq!(case("DAILY;INTERVAL=3", Schedule, "2026-11-02"), "2026-11-05");
    assert_eq!(case("DAILY;INTERVAL=3", Schedule, "2026-11-10"), "2026-11-11");
    // Today is not past.
    assert_eq!(case("DAILY;INTERVAL=3", Schedule, "2026-11-11"), "2026-11-11");
    assert_eq!(case("DAILY;INTERVAL=3", Completion, "2026-11-10"), "2026-11-13");
    assert_eq!(case("WEEKLY;BYDAY=MO", Completion, "2026-11-10"), "2026-11-16");
    // Early.
    assert_eq!(case("WEEKLY", Schedule, "2026-10-30"), "2026-11-09");
    assert_eq!(case("WEEKLY", Completion, "2026-10-30"), "2026-11-06");
    assert_eq!(after("MONTHLY", Completion, "2026-01-01", "2026-01-31").unwrap(), "2026-02-28");
    assert_eq!(after("YEARLY", Completion, "2024-01-01", "2024-02-29").unwrap(), "2025-02-28");
    // Centuries late, at once.
    assert_eq!(after("DAILY", Schedule, "0001-01-01", "2026-11-20").unwrap(), "2026-11-20");
    assert_eq!(after("WEEKLY;INTERVAL=2", Schedule, "0001-01-01", "2026-11-20").unwrap(), "2026-11-23");
    assert_eq!(after("MONTHLY;BYDAY=-1FR", Schedule, "0001-01-01", "2026-11-20").unwrap(), "2026-11-27");
    assert_eq!(after("YEARLY;INTERVAL=4", Schedule, "0004-02-29", "2026-11-20").unwrap(), "2028-02-29");
}

#[test]
fn a_time_of_today_passes() {
    let due = when("2026-11-19", time(9, 0, 0, 0), "America/New_York");
    let at = |done: &str| {
        let step = next(&rule("daily"), Mode::Schedule, &due, stamp(done), "UTC").unwrap().unwrap();
        step.due.date.to_string()
    };
    assert_eq!(at("2026-11-20T13:59:00Z"), "2026-11-20");
    assert_eq!(at("2026-11-20T14:00:00Z"), "2026-11-21");
    // The day is the task's, not Greenwich's.
    assert_eq!(at("2026-11-21T03:00:00Z"), "2026-11-21");
}

#[test]
fn counts_and_ends() {
    assert_eq!(follow("DAILY;COUNT=3", "2026-11-20", 9), ["2026-11-21", "2026-11-22"]);
    let step = next(
        &rule("DAILY;COUNT=3"),
        Mode::Schedule,
        &on("2026-11-20"),
        stamp("2026-11-20T12:00:00Z"),
        "UTC",
    );
    assert_eq!(step.unwrap().unwrap().rule.to_string(), "FREQ=DAILY;COUNT=2");
    // Late by two: what was left out is used up.
    assert_eq!(after("DAILY;COUNT=4", Mode::Schedule, "2026-11-20", "2026-11-23").unwrap(), "2026-11-23");
    assert_eq!(after("DAILY;COUNT=3", Mode::Schedule, "2026-11-20", "2026-11-23"), None);
    assert_eq!(
        after("DAILY;COUNT=2", Mode::Completion, "2026-11-20", "2026-12-20").unwrap(),
        "2026-12-21"
    );
    assert_eq!(after("DAILY;COUNT=1", Mode::Completion, "2026-11-20", "2026-12-20"), None);
    assert_eq!(after("DAILY;COUNT=9999", Mode::Schedule, "0001-01-01", "2026-11-20"), None);

    assert_eq!(follow("DAILY;UNTIL=20261122", "2026-11-20", 9), ["2026-11-21", "2026-11-22"]);
    assert_eq!(follow("DAILY;UNTIL=20261122T235900", "2026-11-20", 9), ["2026-11-21", "2026-11-22"]);
    assert_eq!(after("DAILY;UNTIL=20261122", Mode::Completion, "2026-11-20", "2026-11-22"), None);
    let due = when("2026-11-20", time(9, 0, 0, 0), "Europe/Berlin");
    let until = |text: &str| {
        next(&rule(text), Mode::Schedule, &due, stamp("2026-11-20T12:00:00Z"), "UTC")
            .unwrap()
            .is_some()
    };
    assert!(until("DAILY;UNTIL=20261121T080000Z"));
    assert!(!until("DAILY;UNTIL=20261121T075959Z"));
    assert!(until("DAILY;UNTIL=20261121T090000"));
    assert!(!until("DAILY;UNTIL=20261121T085959"));
    assert_eq!(after("DAILY", Mode::Schedule, "9999-12-31", "2026-11-20"), None);
}

#[test]
fn the_clock_on_the_wall_stays() {
    let instants = |zone: &str, day: &str, at: Time| {
        let mut due = when(day, at, zone);
        let mut instants = Vec::new();
        for _ in 0..3 {
            let now = instant(&due, "UTC").unwrap().unwrap();
            instants.push(now.to_string());
            due = next(&rule("daily"), Mode::Schedule, &due, now, "UTC").unwrap().unwrap().due;
            assert_eq!(due.time, Some(at));
        }
        instants
    };
    let at = |at: &str| format!("{at}:00.000Z");
    // Spring forward: 02:30 is skipped and moves to 03:30, once.
    let berlin = ["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"].map(at);
    assert_eq!(instants("Europe/Berlin", "2026-03-28", time(2, 30, 0, 0)), berlin);
    let new_york = ["2026-03-07T07:30", "2026-03-08T07:30", "2026-03-09T06:30"].map(at);
    assert_eq!(instants("America/New_York", "2026-03-07", time(2, 30, 0, 0)), new_york);
    // Fall back: 02:30 comes twice in Berlin, 01:30 in New York; the first counts.
    let berlin = ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"].map(at);
    assert_eq!(instants("Europe/Berlin", "2026-10-24", time(2, 30, 0, 0)), berlin);
    let new_york = ["2026-10-31T05:30", "2026-11-01T05:30", "2026-11-02T06:30"].map(at);
    assert_eq!(instants("America/New_York", "2026-10-31", time(1, 30, 0, 0)), new_york);
    // Where the clocks do not change, nothing does.
    let nine = ["2026-03-28T03:30", "2026-03-29T03:30", "2026-03-30T03:30"].map(at);
    assert_eq!(instants("Asia/Kolkata", "2026-03-28", time(9, 0, 0, 0)), nine);
}

#[test]
fn the_day_of_completion_is_the_task_s() {
    // 23:30 UTC on the 20th is the 21st in Berlin and the 20th in New York.
    let done = stamp("2026-11-20T23:30:00Z");
    let day = |zone: &str| {
        let step = next(&rule("daily"), Mode::Completion, &on("2026-11-01"), done, zone)
            .unwrap()
            .unwrap();
        step.due.date.to_string()
    };
    assert_eq!(
        (day("Europe/Berlin"), day("America/New_York")),
        ("2026-11-22".into(), "2026-11-21".into())
    );
    let lost = next(&rule("daily"), Mode::Completion, &on("2026-11-01"), done, "Middle/Earth");
    assert!(matches!(lost, Err(Error::Invalid(_))));
    assert_eq!(instant(&on("2026-11-01"), "UTC").unwrap(), None);
}

/// An independent engine gives the same days.
#[test]
fn the_rrule_crate_agrees() {
    let rules = [
        "FREQ=DAILY;INTERVAL=3;BYMONTH=1,3",
        "FREQ=DAILY;BYMONTHDAY=1,-1",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH,SU;WKST=SU",
        "FREQ=MONTHLY;BYDAY=2TU,-1FR",
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
        "FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2,1",
        "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU",
        "FREQ=YEARLY;BYDAY=20MO,-1SU",
        "FREQ=YEARLY;BYYEARDAY=1,100,-1",
        "FREQ=YEARLY;BYWEEKNO=1,20,53,-1;BYDAY=MO,SU",
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=1,2;BYMONTHDAY=29,-2",
        "FREQ=YEARLY;BYDAY=MO,WE;BYSETPOS=1,50,-1",
    ];
    for text in rules {
        for start in ["2024-02-29", "2025-12-31", "2026-11-20", "1999-01-03"] {
            let set: rrule::RRuleSet = format!("DTSTART:{}T000000Z\nRRULE:{text}", start.replace('-', ""))
                .parse()
                .unwrap();
            let theirs: Vec<String> =
                set.all(60).dates.iter().map(|at| at.format("%F").to_string()).collect();
            let start: Date = start.parse().unwrap();
            let ours: Vec<String> = Moments::of(&rule(text), start.at(0, 0, 0, 0))
                .take(60)
                .map(|at| at.date().to_string())
                .collect();
            assert_eq!(ours, theirs, "{text} from {start}");
        }
    }
}
