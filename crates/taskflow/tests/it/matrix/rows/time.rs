//! Tracked time.

use serde_json::json;

use crate::matrix::callers::{ACCOUNTS, COMMENTERS, INSIDERS, MANAGERS, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Account, Project, Workspace};
use crate::matrix::table::{Call, Row, after, just, row};

async fn on_entry(s: Stage) -> Call {
    s.call().on("time_entry_id", s.time_entry().await)
}

pub fn rows() -> Vec<Row> {
    vec![
        row("list_task_time", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await).query("?user_id=me&include=total") })
        }),
        row("create_time_entry", Project, COMMENTERS, 201, |s| {
            after(async move { s.call().on("task_id", s.task().await).json(json!({ "seconds": 60, "note": s.word() })) })
        }),
        row("list_time", Workspace, INSIDERS, 200, |s| just(s.call().query("?include=total"))),
        row("sum_time", Workspace, INSIDERS, 200, |s| just(s.call().query("?by=task"))),
        row("get_time_entry", Project, VIEWERS, 200, |s| after(on_entry(s))),
        row("update_time_entry", Project, COMMENTERS, 200, |s| {
            after(async move {
                let body = json!({ "note": s.word(), "started_at": "2026-01-01T00:00:00Z", "ended_at": "2026-01-01T00:00:30Z" });
                on_entry(s).await.json(body)
            })
        })
        .own(),
        row("update_time_entry", Project, MANAGERS, 200, |s| {
            after(async move {
                let body = json!({ "note": s.word() });
                on_entry(s).await.json(body)
            })
        })
        .case("the owner's"),
        row("delete_time_entry", Project, COMMENTERS, 204, |s| after(on_entry(s))).own(),
        row("delete_time_entry", Project, MANAGERS, 204, |s| after(on_entry(s))).case("the owner's"),
        row("start_timer", Project, COMMENTERS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await) })
        }),
        row("stop_timer", Project, COMMENTERS, 200, |s| {
            after(async move {
                let task = s.task().await;
                s.maker.post(format!("/tasks/{task}/timer/start")).await.status(200);
                s.call().on("task_id", task)
            })
        })
        .own(),
        row("get_timer", Account, ACCOUNTS, 200, |s| just(s.call())),
    ]
}
