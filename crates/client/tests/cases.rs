//! Runs cases/*.json: frames in, state out. The client in TypeScript runs the same.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde_json::{Value, json};
use taskflow_client::{Applied, FetchId, Outcome, Part, Replica, SnapshotRow};

#[test]
fn every_case_ends_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut ran = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut run = Run {
            replica: Replica::new(case["stream"].as_str().unwrap().parse().unwrap()),
            fetches: HashMap::new(),
        };
        for (index, step) in case["steps"].as_array().unwrap().iter().enumerate() {
            let at = format!("{} step {index}", path.file_stem().unwrap().display());
            run.step(step, &at);
        }
        ran += 1;
    }
    assert!(ran > 20, "only {ran} cases: is this the right folder?");
}

struct Run {
    replica: Replica,
    fetches: HashMap<String, FetchId>,
}

impl Run {
    fn step(&mut self, step: &Value, at: &str) {
        let name = |key: &str| step[key].as_str().unwrap().to_owned();
        let (kind, value) = step
            .as_object()
            .unwrap()
            .iter()
            .find(|(key, _)| KINDS.contains(&key.as_str()))
            .expect(at);
        match kind.as_str() {
            "snapshot" => {
                let lines = value.as_array().unwrap();
                let failed = lines.iter().any(|line| self.replica.snapshot_line(&line.to_string()).is_err());
                assert_eq!(failed, step["fails"] == true, "{at}");
            }
            "frame" => {
                let outcome = self.replica.read(&value.to_string()).expect(at);
                assert_eq!(word(&outcome), step["outcome"], "{at}");
                if let (Outcome::Reset(reset), Some(delay)) = (&outcome, step.get("delay_ms")) {
                    assert_eq!(json!([reset.min_delay_ms, reset.max_delay_ms]), *delay, "{at}");
                }
                if let Outcome::Applied(applied) = outcome {
                    assert_eq!(
                        json!(applied.causes.iter().map(|c| &**c).collect::<Vec<_>>()),
                        step["causes"]
                    );
                    same_things(&applied, &step["changed"], at);
                }
            }
            "fetch" => {
                let fetch = self.replica.next_fetch().unwrap_or_else(|| panic!("{at}: nothing to fetch"));
                let entities: Vec<&str> = fetch.entities.iter().map(|kind| &**kind).collect();
                assert_eq!(json!(fetch.projects), step["projects"], "{at}");
                assert_eq!(json!(fetch.tasks), step["tasks"], "{at}");
                assert_eq!(json!(entities), step["entities"], "{at}");
                self.fetches.insert(name("fetch"), fetch.id);
            }
            "no_fetch" => assert_eq!(self.replica.next_fetch(), None, "{at}"),
            "request" => {
                self.fetches.insert(name("request"), self.replica.begin_request());
            }
            "fetched" => {
                let applied = self.replica.fetched(self.fetches[&name("fetched")], part(step, at));
                same_things(&applied, &step["changed"], at);
            }
            "answered" => {
                let rows = step["rows"].as_array().expect(at);
                let read = |row: &Value| serde_json::from_str::<SnapshotRow>(&row.to_string()).expect(at);
                let rows = rows.iter().map(read).collect();
                let applied =
                    self.replica
                        .answered(self.fetches[&name("answered")], rows, step["position"].as_i64());
                same_things(&applied, &step["changed"], at);
            }
            "complete" => assert_eq!(json!(self.replica.is_complete()), *value, "{at}"),
            "failed" => self.replica.fetch_failed(self.fetches[&name("failed")]),
            _ => {
                let rows: BTreeMap<String, i64> = self
                    .replica
                    .rows()
                    .map(|(kind, id, row)| {
                        let data: Value = serde_json::from_str(row.data.get()).unwrap();
                        assert_eq!(data["version"], row.version, "{at}");
                        (format!("{kind} {id}"), row.version)
                    })
                    .collect();
                let state =
                    json!({ "token": self.replica.token(), "scope": self.replica.scope(), "rows": rows });
                assert_eq!(state, *value, "{at}");
            }
        }
    }
}

const KINDS: &[&str] = &[
    "snapshot", "frame", "fetch", "no_fetch", "request", "fetched", "answered", "failed", "complete", "state",
];

/// The rows of a step, as the lines of a fetch.
fn part(step: &Value, at: &str) -> Part {
    let rows = step["rows"].as_array().expect(at);
    let mut part = Part::default();
    let first = json!({ "type": "snapshot", "token": step["token"], "scope": step["scope"] });
    let last = json!({ "type": "end", "rows": rows.len() });
    for line in [&first].into_iter().chain(rows).chain([&last]) {
        assert!(!part.is_whole(), "{at}");
        part.line(&line.to_string()).expect(at);
    }
    assert!(part.is_whole(), "{at}");
    part
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Applied(_) => "applied",
        Outcome::Dropped => "dropped",
        Outcome::Gap => "gap",
        Outcome::Live => "live",
        Outcome::ReadLog => "read_log",
        Outcome::Reset(_) => "reset",
        Outcome::Gone => "gone",
        Outcome::Ignored => "ignored",
    }
}

fn same_things(applied: &Applied, expected: &Value, at: &str) {
    let mut expected: Vec<&str> = expected
        .as_array()
        .expect(at)
        .iter()
        .map(|thing| thing.as_str().unwrap())
        .collect();
    expected.sort_unstable();
    let changed: Vec<String> = applied.changed.iter().map(ToString::to_string).collect();
    assert_eq!(changed, expected, "{at}");
}
