//! Tasks, and how they relate.

use std::future::Future;
use std::pin::Pin;

use serde_json::{Value, json};

use crate::matrix::callers::{ACCOUNTS, EDITORS, INSIDERS, LOOKERS, MANAGERS, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Account, Project, Workspace};
use crate::matrix::table::{Call, Made, Row, after, just, row};
use crate::shared_text::typed;

pub fn rows() -> Vec<Row> {
    [lists(), bulk(), undo(), one(), actions(), relations(), shared_texts()]
        .into_iter()
        .flatten()
        .collect()
}

async fn on_task(s: Stage) -> Call {
    s.call().on("task_id", s.task().await)
}

fn lists() -> Vec<Row> {
    vec![
        row("list_tasks", Workspace, INSIDERS, 200, |s| just(s.call().query("?include=total"))),
        row("list_project_tasks", Project, VIEWERS, 200, |s| just(s.call())),
        row("group_project_tasks", Project, VIEWERS, 200, |s| {
            just(s.call().query("?group_by=assignee&lane_by=tag"))
        }),
        row("search", Workspace, INSIDERS, 200, |s| just(s.call().query("?q=task"))),
        row("group_tasks", Workspace, INSIDERS, 200, |s| {
            just(s.call().query("?group_by=project&lane_by=status"))
        }),
        row("create_task", Project, EDITORS, 201, |s| {
            after(async move {
                s.call().json(json!({
                    "title": s.word(), "status_id": s.first_status().await, "tag_ids": [s.tag().await],
                    "parent_id": s.task().await, "assignee_ids": [s.owner.id], "milestone_id": s.milestone().await, "cycle_id": s.cycle().await,
                }))
            })
        }),
        row("get_task_by_key", Project, VIEWERS, 200, |s| {
            after(async move {
                let task = s.owner.task(s.project, &s.word()).await;
                s.call().on("key", task.text_at("/key"))
            })
        }),
    ]
}

/// Another's change of a task.
fn undo() -> Vec<Row> {
    vec![row("undo", Project, EDITORS, 200, |s| {
        after(async move {
            let path = format!("/tasks/{}", s.task().await);
            s.owner.patch(&path).json(json!({ "title": s.word() })).await.status(200);
            let activity = s.owner.get(format!("{path}/activity")).await.status(200);
            s.call().json(json!({ "events": [activity.items()[0]["id"]] }))
        })
    })]
}

/// By a filter that names one task: whoever does not see it selects none.
fn bulk() -> Vec<Row> {
    fn change(changes: fn(Stage) -> Changes, s: Stage) -> Made {
        after(async move {
            let filter = format!("key = {}", s.task().await);
            s.call().json(json!({ "filter": filter, "changes": changes(s).await }))
        })
    }
    vec![
        row("bulk_edit_tasks", Workspace, INSIDERS, 200, |s| {
            change(
                |s| {
                    Box::pin(async move {
                        json!({ "set": { "title": s.word() }, "add_tag_ids": [s.tag().await],
                                "add_assignee_ids": [s.owner.id], "action": "complete" })
                    })
                },
                s,
            )
        }),
        row("bulk_edit_tasks", Workspace, INSIDERS, 200, |s| {
            change(
                |s| Box::pin(async move { json!({ "add_tag_ids": [s.tag().await], "action": "archive" }) }),
                s,
            )
        })
        .case("archive"),
        row("bulk_edit_tasks", Workspace, INSIDERS, 200, |s| {
            change(|_| Box::pin(async { json!({ "action": "trash" }) }), s)
        })
        .case("trash"),
    ]
}

/// What is to be different, made when it is asked for.
type Changes = Pin<Box<dyn Future<Output = Value> + Send>>;

fn one() -> Vec<Row> {
    vec![
        row("get_task", Project, VIEWERS, 200, |s| after(on_task(s))),
        row("update_task", Project, EDITORS, 200, |s| {
            after(async move {
                let body = json!({
                    "title": s.word(), "status_id": s.first_status().await, "tag_ids": [s.tag().await],
                    "parent_id": s.task().await, "assignee_ids": [s.owner.id], "milestone_id": s.milestone().await, "cycle_id": s.cycle().await,
                });
                on_task(s).await.json(body)
            })
        }),
        row("delete_task", Project, EDITORS, 204, |s| after(on_task(s))),
        row("delete_task", Project, MANAGERS, 204, |s| {
            after(async move {
                let task = s.task().await;
                s.owner.delete(format!("/tasks/{task}")).await.status(204);
                s.call().on("task_id", task).query("?permanent=true")
            })
        })
        .case("for good"),
        row("list_task_activity", Project, VIEWERS, 200, |s| after(on_task(s))),
    ]
}

fn actions() -> Vec<Row> {
    vec![
        row("complete_task", Project, EDITORS, 200, |s| after(on_task(s))),
        row("reopen_task", Project, EDITORS, 200, |s| {
            after(async move { s.call().on("task_id", s.task_after("complete").await) })
        }),
        row("quick_add", Project, EDITORS, 201, |s| {
            just(s.call().json(json!({ "text": s.word(), "project_id": s.project })))
        }),
        row("quick_add", Workspace, LOOKERS, 200, |s| {
            just(s.call().json(json!({ "text": "Common tomorrow", "dry_run": true })))
        })
        .case("a dry run"),
        row("skip_occurrence", Project, EDITORS, 200, |s| {
            after(async move {
                let body = json!({
                    "title": s.word(), "due": { "date": "2026-11-20" }, "start_on": "2026-11-18",
                    "recurrence": { "rrule": "FREQ=WEEKLY;COUNT=9999" },
                });
                let task = s.owner.task_with(s.project, body).await;
                s.call().on("task_id", task.id())
            })
        }),
        row("preview_recurrence", Account, ACCOUNTS, 200, |s| {
            just(s.call().json(json!({ "rrule": "daily", "due": { "date": "2026-11-20" } })))
        }),
        row("archive_task", Project, EDITORS, 200, |s| after(on_task(s))),
        row("unarchive_task", Project, EDITORS, 200, |s| {
            after(async move { s.call().on("task_id", s.task_after("archive").await) })
        }),
        row("restore_task", Project, EDITORS, 200, |s| {
            after(async move {
                let task = s.task().await;
                s.owner.delete(format!("/tasks/{task}")).await.status(204);
                s.call().on("task_id", task)
            })
        }),
        row("move_task", Project, EDITORS, 200, |s| {
            after(async move {
                let body = json!({ "before_id": s.task().await });
                on_task(s).await.json(body)
            })
        }),
        row("move_task", Project, EDITORS, 200, |s| {
            after(async move {
                let body = json!({ "project_id": s.child().await });
                on_task(s).await.json(body)
            })
        })
        .case("to another project"),
    ]
}

fn relations() -> Vec<Row> {
    vec![
        row("list_relations", Project, VIEWERS, 200, |s| after(on_task(s))),
        row("create_relation", Project, EDITORS, 201, |s| {
            after(async move {
                let body = json!({ "kind": "blocks", "task_id": s.task().await });
                on_task(s).await.json(body)
            })
        }),
        row("get_relation", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("relation_id", s.relation().await) })
        }),
        row("delete_relation", Project, EDITORS, 204, |s| {
            after(async move { s.call().on("relation_id", s.relation().await) })
        }),
    ]
}

fn shared_texts() -> Vec<Row> {
    vec![
        row("open_shared_text", Project, EDITORS, 200, |s| after(on_task(s))),
        row("write_shared_text", Project, EDITORS, 200, |s| {
            after(async move {
                let task = s.task().await;
                let opened = s.maker.post(format!("/tasks/{task}/shared-text")).await.status(200);
                let update = typed(opened.text_at("/state"), &s.word());
                let body =
                    json!({ "generation": opened.text_at("/generation"), "update": update, "settle": true });
                s.call().on("task_id", task).json(body)
            })
        }),
    ]
}
