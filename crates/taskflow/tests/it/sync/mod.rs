//! Live sync over HTTP: tickets, snapshots and the log.

pub mod copy;
mod log;
mod rights;
mod snapshot;
mod ticket;
mod verify;
mod watch;

use serde_json::Value;

use crate::support::Reply;

/// The lines of an NDJSON answer.
fn lines(reply: &Reply) -> Vec<Value> {
    assert_eq!(reply.header("content-type"), "application/x-ndjson", "{reply}");
    assert_eq!(reply.header("cache-control"), "no-store", "{reply}");
    let text = std::str::from_utf8(reply.body()).unwrap();
    assert!(text.ends_with('\n'), "{reply}");
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
