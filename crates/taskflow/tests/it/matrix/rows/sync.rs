//! Live sync over HTTP.

use crate::matrix::callers::{ACCOUNTS, INSIDERS};
use crate::matrix::table::Place::{Account, Workspace};
use crate::matrix::table::{Row, just, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("issue_sync_ticket", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("read_sync_log", Workspace, INSIDERS, 200, |s| {
            just(s.call().query("?after=1:0:AAAAAAAAAAAAAAAAAAAAAA"))
        }),
        row("get_sync_snapshot", Workspace, INSIDERS, 200, |s| just(s.call())),
    ]
}
