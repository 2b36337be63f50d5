//! python-dateutil as an independent engine, with its own time zones: the same instants across every change of clocks.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::civil::DateTime;
use serde_json::{Value, json};

use super::super::{Due, instant, series, validate};

const COUNT: usize = 40;

/// Zones whose clocks change in spring, in autumn, by half an hour, at midnight, across noon, or not at all.
const ZONES: [&str; 10] = [
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Pacific/Auckland",
];

const RULES: [&str; 16] = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA,SU",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=MONTHLY;BYDAY=2SU,1SA",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=3,10,11;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=DAILY;BYHOUR=0,2,3,12;BYMINUTE=30",
    "FREQ=DAILY;COUNT=7",
    "FREQ=WEEKLY;UNTIL=20261231",
    "FREQ=HOURLY;INTERVAL=5;BYMONTH=3,10",
];

const STARTS: [&str; 7] = [
    "2024-02-29T02:30:00",
    "2026-01-31T00:00:00",
    "2026-03-27T02:30:00",
    "2026-03-07T02:00:00",
    "2026-09-05T00:30:00",
    "2026-10-24T02:30:00",
    "2026-10-31T01:30:00",
];

/// The python that `scripts/python.sh` keeps, with dateutil in it.
fn python() -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/python.sh");
    let made = Command::new(&script).output();
    let made = made.unwrap_or_else(|error| panic!("{}: {error}", script.display()));
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    String::from_utf8(made.stdout).unwrap().trim().to_owned()
}

fn ours(rule: &str, start: &str, zone: &str) -> Vec<String> {
    let rule = validate(rule).unwrap();
    let start: DateTime = start.parse().unwrap();
    let due = Due {
        date: start.date(),
        time: Some(start.time()),
        timezone: Some(zone.to_owned()),
    };
    let text = |due: &Due| instant(due, "UTC").unwrap().unwrap().to_string().replace(".000Z", "Z");
    series(&rule, &due, "UTC", COUNT).unwrap().iter().map(text).collect()
}

#[test]
fn dateutil_gives_the_same_instants() {
    let mut cases = Vec::new();
    for zone in ZONES {
        for rule in RULES {
            for start in STARTS {
                cases.push(json!({ "rule": rule, "start": start, "zone": zone, "count": COUNT }));
            }
        }
    }
    let mut child = Command::new(python())
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/recurring/tests/instants.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let answers: Vec<Vec<String>> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), cases.len());
    let mut wrong = Vec::new();
    let (mut compared, mut skipped) = (0, 0);
    for (case, theirs) in cases.iter().zip(&answers) {
        let field = |name: &str| case[name].as_str().unwrap();
        let ours = ours(field("rule"), field("start"), field("zone"));
        // A due date that its own rule does not name is an occurrence here, and counted; there it is neither.
        let named = theirs.first() == ours.first();
        let theirs = if named { &theirs[..] } else { theirs.get(..COUNT - 1).unwrap_or(theirs) };
        let own = if named { &ours[..] } else { &ours[1..] };
        if !named && case["rule"].as_str().unwrap().contains("COUNT") {
            skipped += 1;
            continue;
        }
        // Its zones end in the course of 2037, with the 32 bits since 1970.
        let told = |list: &[String]| -> Vec<String> {
            list.iter().take_while(|at| at.as_str() < "2037").cloned().collect()
        };
        let (own, theirs) = (told(own), told(theirs));
        compared += own.len();
        if own != theirs {
            wrong.push(format!("{}\n  ours   {own:?}\n  theirs {theirs:?}", Value::clone(case)));
        }
    }
    println!("{compared} instants of {} series compared", cases.len() - skipped);
    assert!(compared > 20_000, "{compared}");
    assert!(
        wrong.is_empty(),
        "{} series differ:\n{}",
        wrong.len(),
        wrong.iter().take(5).cloned().collect::<Vec<_>>().join("\n")
    );
}
