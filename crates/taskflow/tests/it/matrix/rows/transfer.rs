//! Bringing work in.

use serde_json::{Value, json};

use crate::matrix::callers::{ADMINS, MEMBERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::Workspace;
use crate::matrix::table::{Call, Row, after, just, row};

fn board(s: &Stage) -> Value {
    let list = json!({ "id": "l", "name": "To do" });
    let card = json!({ "id": "c", "name": s.common(), "idList": "l" });
    json!({ "id": format!("board{}", s.world.number()), "name": s.common(), "lists": [list], "cards": [card] })
}

/// A call on an import that waits to be started. What is in it was taken in before, so that nothing happens later on,
/// while others' calls are looked at.
async fn on_import(s: Stage) -> Call {
    let (board, path) = (board(&s), format!("/workspaces/{}/imports/trello", s.ws));
    let first = s
        .owner
        .post(format!("{path}?start=true"))
        .json(board.clone())
        .await
        .status(201)
        .id();
    while s.owner.get(format!("/imports/{first}")).await.status(200).json()["state"] == "running" {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let waiting = s.owner.post(path).json(board).await.status(201).id();
    s.call().on("import_id", waiting)
}

/// A call on an export that is there.
async fn on_export(s: Stage) -> Call {
    let path = format!("/workspaces/{}/exports", s.ws);
    let export = s.owner.post(path).json(json!({ "format": "csv" })).await.status(202).id();
    while s.owner.get(format!("/exports/{export}")).await.status(200).json()["state"] == "running" {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    s.call().on("export_id", export)
}

pub fn rows() -> Vec<Row> {
    vec![
        row("create_export", Workspace, ADMINS, 202, |s| {
            just(s.call().json(json!({ "format": "archive" })))
        }),
        row("list_exports", Workspace, ADMINS, 200, |s| just(s.call())).guarded(),
        row("get_export", Workspace, ADMINS, 200, |s| after(on_export(s))).guarded(),
        row("get_export_file", Workspace, ADMINS, 200, |s| after(on_export(s))).guarded(),
        row("delete_export", Workspace, ADMINS, 204, |s| after(on_export(s))),
        row("create_import", Workspace, MEMBERS, 201, |s| {
            just(s.call().on("format", "trello").json(board(&s)))
        }),
        row("list_imports", Workspace, MEMBERS, 200, |s| just(s.call())).guarded(),
        row("get_import", Workspace, MEMBERS, 200, |s| after(on_import(s))).guarded(),
        row("update_import", Workspace, MEMBERS, 200, |s| {
            after(async move { on_import(s).await.json(json!({ "people": { "Ann": "ann@example.org" } })) })
        }),
        row("start_import", Workspace, MEMBERS, 202, |s| after(on_import(s))),
        row("cancel_import", Workspace, MEMBERS, 200, |s| after(on_import(s))),
    ]
}
