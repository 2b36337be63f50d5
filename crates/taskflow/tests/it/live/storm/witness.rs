//! Watches one connection from outside: whether what the server says fits what the client said and what came before.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

/// See the module. Streams go by their names on the wire.
#[derive(Debug, Default)]
pub struct Witness {
    /// What the client said last of where it stands.
    said: HashMap<String, Option<i64>>,
    /// Where it stands by what it was sent; absent while nothing may be sent.
    stands: HashMap<String, i64>,
    /// Every op it was sent.
    ops: HashSet<(String, i64, String, Uuid)>,
    /// What it is being told of: from `replay` to `live`.
    replaying: HashSet<String>,
    pub seen: Seen,
}

/// What a connection, or many, came to.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// By mode: answers to a client that had a token.
    pub resumes: HashMap<String, u64>,
    pub deltas: u64,
    pub ops: u64,
    pub faults: Vec<String>,
}

impl Seen {
    pub fn add(&mut self, other: Self) {
        for (mode, count) in other.resumes {
            *self.resumes.entry(mode).or_default() += count;
        }
        self.deltas += other.deltas;
        self.ops += other.ops;
        self.faults.extend(other.faults);
    }
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Told {
    Welcome,
    Resume {
        workspace: String,
        from: i64,
        mode: String,
    },
    Delta {
        workspace: String,
        from: i64,
        to: i64,
        token: String,
        ops: Vec<Op>,
    },
    Live {
        workspace: String,
        seq: i64,
    },
    Ping {
        positions: HashMap<String, String>,
    },
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Op {
    seq: i64,
    entity: String,
    id: Uuid,
}

/// What a proxy does next depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Welcome,
    /// Part of what was missed has come.
    Replay,
    /// A workspace is caught up.
    Live,
    Any,
}

impl Witness {
    /// The client says something.
    pub fn hears(&mut self, text: &str) {
        let frame: Value = serde_json::from_str(text).expect("a client of ours speaks JSON");
        let streams = match frame["type"].as_str() {
            Some("hello") => {
                let me = frame.get("me").map(|me| ("me".to_owned(), me["token"].clone()));
                let others = frame["workspaces"].as_array().into_iter().flatten();
                let others =
                    others.map(|wanted| (wanted["id"].as_str().unwrap().to_owned(), wanted["token"].clone()));
                me.into_iter().chain(others).collect()
            }
            Some("subscribe") => {
                vec![(frame["workspace"].as_str().unwrap().to_owned(), frame["token"].clone())]
            }
            _ => Vec::new(),
        };
        for (stream, token) in streams {
            self.stands.remove(&stream);
            self.said.insert(stream, token.as_str().map(seq));
        }
    }

    /// The server says something, and it arrives.
    pub fn sees(&mut self, text: &str) -> Moment {
        match serde_json::from_str(text).expect("a server of ours speaks JSON") {
            Told::Welcome => return Moment::Welcome,
            Told::Resume { workspace, from, mode } => self.resume(workspace, from, mode),
            Told::Delta { workspace, from, to, token, ops } => {
                let replaying = self.replaying.contains(&workspace);
                self.delta(workspace, from, to, &token, ops);
                if replaying {
                    return Moment::Replay;
                }
            }
            Told::Live { workspace, seq } => {
                self.replaying.remove(&workspace);
                self.expect(&workspace, seq, "live");
                if workspace != "me" {
                    return Moment::Live;
                }
            }
            Told::Ping { positions } => {
                positions
                    .iter()
                    .for_each(|(stream, token)| self.expect(stream, seq(token), "ping"));
            }
            Told::Other => {}
        }
        Moment::Any
    }

    fn expect(&mut self, stream: &str, seq: i64, what: &str) {
        let stands = self.stands.get(stream);
        if stands != Some(&seq) {
            self.seen
                .faults
                .push(format!("{what} of {stream} says {seq}; the client is at {stands:?}"));
        }
    }

    fn resume(&mut self, stream: String, from: i64, mode: String) {
        let Some(said) = self.said.get(&stream).copied() else {
            return self.seen.faults.push(format!("{stream} was not asked for"));
        };
        if let Some(said) = said {
            *self.seen.resumes.entry(mode.clone()).or_default() += 1;
            if from != said {
                self.seen.faults.push(format!("resumed from {from} instead of {said}"));
            }
        }
        if let ("live" | "replay", Some(said)) = (mode.as_str(), said) {
            if mode == "replay" {
                self.replaying.insert(stream.clone());
            }
            self.stands.insert(stream, said);
        }
    }

    fn delta(&mut self, stream: String, from: i64, to: i64, token: &str, ops: Vec<Op>) {
        self.expect(&stream, from, "delta");
        let mut last = from + 1;
        for op in ops {
            if op.seq < last || op.seq > to {
                self.seen
                    .faults
                    .push(format!("{} of {stream} in ({from}, {to}] after {last}", op.seq));
            }
            last = op.seq;
            self.seen.ops += 1;
            let known = (stream.clone(), op.seq, op.entity, op.id);
            if self.ops.contains(&known) {
                self.seen.faults.push(format!("twice: {known:?}"));
            }
            self.ops.insert(known);
        }
        if to <= from || seq(token) != to {
            self.seen
                .faults
                .push(format!("a delta of {stream} in ({from}, {to}] ends at {token}"));
        }
        self.seen.deltas += 1;
        self.stands.insert(stream, to);
    }
}

/// Of a token.
fn seq(token: &str) -> i64 {
    token.split(':').nth(1).and_then(|seq| seq.parse().ok()).expect("a token")
}
