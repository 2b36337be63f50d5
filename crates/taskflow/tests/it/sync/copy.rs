//! One person's copy of one stream, kept by HTTP alone.

use std::collections::BTreeMap;

use serde_json::Value;
use taskflow_client::{Outcome, Part, Progress, Replica, Stream};

use crate::support::Client;

/// `kind id` → the row.
pub type State = BTreeMap<String, (i64, Value)>;

/// A copy from a fresh snapshot; `None` when the person may not see the stream.
pub async fn fresh(client: &Client, stream: Stream) -> Option<Replica> {
    let reply = client.get(format!("/sync/{stream}/snapshot")).await;
    if reply.code() == 404 {
        return None;
    }
    let reply = reply.status(200);
    let mut replica = Replica::new(stream);
    let mut last = Progress::More;
    for line in std::str::from_utf8(reply.body()).unwrap().lines() {
        assert_eq!(last, Progress::More, "a line after the end: {line}");
        last = replica.snapshot_line(line).unwrap();
    }
    assert_eq!(last, Progress::Done, "it was cut off: {reply}");
    Some(replica)
}

/// Reads the log to its end and fetches what that says; false when the stream can no longer be seen.
pub async fn catch_up(client: &Client, replica: &mut Replica) -> bool {
    loop {
        let stream = replica.stream();
        let mut path = format!("/sync/{stream}/log?after={}", replica.token().expect("a copy"));
        if let Some(scope) = replica.scope() {
            path = format!("{path}&scope={scope}");
        }
        let reply = client.get(path).await;
        if reply.code() == 404 {
            return false;
        }
        let reply = reply.status(200);
        let mut last = None;
        for line in std::str::from_utf8(reply.body()).unwrap().lines() {
            let outcome = replica.read(line).unwrap();
            assert!(
                !matches!(outcome, Outcome::Gap | Outcome::Reset(_) | Outcome::Ignored),
                "{outcome:?}: {line}"
            );
            last = Some(outcome);
        }
        match last {
            Some(Outcome::Live) => break,
            Some(Outcome::ReadLog) => {}
            other => panic!("the log ended with {other:?}: {reply}"),
        }
    }
    while let Some(fetch) = replica.next_fetch() {
        let path = format!("/sync/{}/snapshot?{}", replica.stream(), fetch.query());
        let reply = client.get(path).await.status(200);
        let mut part = Part::default();
        for line in std::str::from_utf8(reply.body()).unwrap().lines() {
            assert!(!part.is_whole(), "a line after the end: {line}");
            part.line(line).unwrap();
        }
        assert!(part.is_whole(), "it was cut off: {reply}");
        replica.fetched(fetch.id, part);
    }
    true
}

pub fn state(replica: &Replica) -> State {
    let row = |(kind, id, row): (&str, uuid::Uuid, &taskflow_client::Row)| {
        let data = serde_json::from_str(row.data.get()).unwrap();
        (format!("{kind} {id}"), (row.version, data))
    };
    replica.rows().map(row).collect()
}

/// How two copies differ, a line each.
pub fn differences(copy: &State, truth: &State) -> Vec<String> {
    let missing = truth.keys().filter(|key| !copy.contains_key(*key));
    let mut found: Vec<String> = missing.map(|key| format!("    {key} is missing")).collect();
    found.extend(copy.iter().filter_map(|(key, row)| match truth.get(key) {
        None => Some(format!("    {key} is too many")),
        Some(other) if other != row => Some(format!("    {key} is {row:?} instead of {other:?}")),
        Some(_) => None,
    }));
    found
}
