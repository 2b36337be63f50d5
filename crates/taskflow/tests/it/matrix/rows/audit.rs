//! Who did what.

use crate::matrix::callers::{ADMINS, PEOPLE};
use crate::matrix::table::Place::{Account, Workspace};
use crate::matrix::table::{Row, just, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("list_workspace_audit", Workspace, ADMINS, 200, |s| {
            just(s.call().query("?filter=entity%20%3D%20task"))
        })
        .guarded(),
        row("export_workspace_audit", Workspace, ADMINS, 200, |s| just(s.call())).guarded(),
        row("list_my_audit", Account, PEOPLE, 200, |s| just(s.call())),
        row("export_my_audit", Account, PEOPLE, 200, |s| just(s.call())),
    ]
}
