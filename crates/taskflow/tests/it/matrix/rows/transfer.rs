//! Bringing work in.

use serde_json::json;

use crate::matrix::callers::MEMBERS;
use crate::matrix::table::Place::Workspace;
use crate::matrix::table::{Row, just, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("import_trello", Workspace, MEMBERS, 200, |s| {
            let list = json!({ "id": "l", "name": "To do" });
            let card = json!({ "id": "c", "name": s.common(), "idList": "l" });
            let board = format!("board{}", s.world.number());
            just(
                s.call()
                    .json(json!({ "id": board, "name": s.common(), "lists": [list], "cards": [card] })),
            )
        }),
        row("list_imports", Workspace, MEMBERS, 200, |s| just(s.call())).guarded(),
    ]
}
