//! The copy, and what is done with it: as steps of a case, when somebody wants them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use taskflow_client::{Applied, Fetch, FetchId, Outcome, Part, Replica, SnapshotRow, Stream};
use uuid::Uuid;

use super::socket::Standing;
use super::world::id;

/// What a frame asks its reader for.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    Nothing,
    Snapshot,
    /// The log over HTTP.
    Log,
}

pub struct Client {
    pub copy: Replica,
    played: Option<Vec<Value>>,
}

impl Client {
    pub fn new(plays: bool) -> Self {
        let copy = Replica::new(Stream::Workspace(id("workspace", 0)));
        Self { copy, played: plays.then(Vec::new) }
    }

    pub fn snapshot(&mut self, lines: &[Value]) {
        for line in lines {
            self.copy.snapshot_line(&line.to_string()).unwrap();
        }
        self.played(|| json!({ "snapshot": lines }));
    }

    pub fn frame(&mut self, frame: &Value) -> Next {
        let outcome = self.copy.read(&frame.to_string()).unwrap();
        let (word, applied, next) = match outcome {
            Outcome::Applied(applied) => ("applied", applied, Next::Nothing),
            Outcome::Live => ("live", Applied::default(), Next::Nothing),
            Outcome::Dropped => ("dropped", Applied::default(), Next::Nothing),
            Outcome::Ignored => ("ignored", Applied::default(), Next::Nothing),
            Outcome::ReadLog => ("read_log", Applied::default(), Next::Log),
            Outcome::Reset(_) => ("reset", Applied::default(), Next::Snapshot),
            other => panic!("{other:?}: {frame}"),
        };
        self.played(|| json!({ "frame": frame, "outcome": word, "changed": names(&applied), "causes": [] }));
        next
    }

    /// Where it stands; `None` without a copy.
    pub fn standing(&self) -> Option<Standing<'_>> {
        let token = self.copy.token()?;
        let (epoch, seq) = (usize::try_from(token.epoch()).unwrap(), usize::try_from(token.seq()).unwrap());
        Some(Standing { epoch, seq, scope: self.copy.scope() })
    }

    pub fn next_fetch(&mut self) -> Option<Fetch> {
        let fetch = self.copy.next_fetch()?;
        self.played(|| {
            json!({
                "fetch": name(fetch.id), "projects": fetch.projects, "tasks": fetch.tasks, "entities": [],
            })
        });
        Some(fetch)
    }

    pub fn request(&mut self) -> FetchId {
        let id = self.copy.begin_request();
        self.played(|| json!({ "request": name(id) }));
        id
    }

    pub fn fetched(&mut self, id: FetchId, lines: &[Value]) {
        let mut part = Part::default();
        lines.iter().for_each(|line| part.line(&line.to_string()).unwrap());
        let applied = self.copy.fetched(id, part);
        let (first, rows) = (&lines[0], &lines[1..lines.len() - 1]);
        self.played(|| {
            json!({
                "fetched": name(id), "token": first["token"], "scope": first["scope"], "rows": rows,
                "changed": names(&applied),
            })
        });
    }

    pub fn answered(&mut self, id: FetchId, row: &Value, position: i64) {
        let read: SnapshotRow = serde_json::from_str(&row.to_string()).unwrap();
        let applied = self.copy.answered(id, vec![read], Some(position));
        self.played(|| {
            json!({ "answered": name(id), "position": position, "rows": [row], "changed": names(&applied) })
        });
    }

    pub fn failed(&mut self, id: FetchId) {
        self.copy.fetch_failed(id);
        self.played(|| json!({ "failed": name(id) }));
    }

    /// Its rows by kind and id.
    pub fn rows(&self) -> BTreeMap<String, Value> {
        rows(&self.copy)
    }

    /// What was done, as a case for both clients.
    pub fn case(mut self, seed: u64) -> Option<Value> {
        let complete = self.copy.is_complete();
        self.played(|| json!({ "complete": complete }));
        let versions = |rows: BTreeMap<String, Value>| -> BTreeMap<String, Value> {
            rows.into_iter().map(|(name, row)| (name, row["version"].clone())).collect()
        };
        let state = json!({
            "token": self.copy.token(), "scope": self.copy.scope(), "rows": versions(self.rows()),
        });
        self.played(|| json!({ "state": state }));
        let about = format!("The history {seed}.");
        self.played
            .map(|steps| json!({ "about": about, "stream": id("workspace", 0), "steps": steps }))
    }

    fn played(&mut self, step: impl FnOnce() -> Value) {
        if let Some(played) = &mut self.played {
            played.push(step());
        }
    }
}

pub fn rows(copy: &Replica) -> BTreeMap<String, Value> {
    let row = |(kind, id, row): (&str, Uuid, &taskflow_client::Row)| {
        (format!("{kind} {id}"), serde_json::from_str(row.data.get()).unwrap())
    };
    copy.rows().map(row).collect()
}

fn name(id: FetchId) -> String {
    format!("{id:?}")
}

fn names(applied: &Applied) -> Vec<String> {
    applied.changed.iter().map(ToString::to_string).collect()
}
