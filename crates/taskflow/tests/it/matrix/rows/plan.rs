//! What tasks are planned for.

use serde_json::json;

use crate::matrix::callers::{EDITORS, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::Project;
use crate::matrix::table::{Call, Row, after, just, row};

pub fn rows() -> Vec<Row> {
    [milestones(), cycles()].into_iter().flatten().collect()
}

/// One that a task has.
async fn on_milestone(s: Stage) -> Call {
    let milestone = s.milestone().await;
    let body = json!({ "title": s.word(), "milestone_id": milestone });
    s.owner.task_with(s.project, body).await;
    s.call().on("milestone_id", milestone)
}

fn milestones() -> Vec<Row> {
    vec![
        row("list_milestones", Project, VIEWERS, 200, |s| {
            just(s.call().query("?include=total&state=open"))
        }),
        row("create_milestone", Project, EDITORS, 201, |s| {
            after(async move {
                let body =
                    json!({ "name": s.word(), "target_on": "2027-02-28", "before_id": s.milestone().await });
                s.call().json(body)
            })
        }),
        row("get_milestone", Project, VIEWERS, 200, |s| after(on_milestone(s))),
        row("get_milestone_progress", Project, VIEWERS, 200, |s| after(on_milestone(s))),
        row("update_milestone", Project, EDITORS, 200, |s| {
            after(async move {
                let body = json!({ "name": s.word(), "state": "completed", "after_id": s.milestone().await });
                on_milestone(s).await.json(body)
            })
        }),
        row("delete_milestone", Project, EDITORS, 204, |s| after(on_milestone(s))),
    ]
}

/// One with a task.
async fn on_cycle(s: Stage) -> Call {
    let cycle = s.cycle().await;
    let body = json!({ "title": s.word(), "cycle_id": cycle });
    s.owner.task_with(s.project, body).await;
    s.call().on("cycle_id", cycle)
}

/// One with a task, started.
async fn on_active_cycle(s: Stage) -> Call {
    let call = on_cycle(s.clone()).await;
    let path = format!("/cycles/{}/start", call.parameters[0].1);
    s.owner.post(path).await.status(200);
    call
}

fn cycles() -> Vec<Row> {
    vec![
        row("list_cycles", Project, VIEWERS, 200, |s| just(s.call().query("?include=total"))),
        row("create_cycle", Project, EDITORS, 201, |s| {
            let (start, end) = s.days();
            just(s.call().json(json!({ "name": s.word(), "start_on": start, "end_on": end })))
        }),
        row("get_cycle", Project, VIEWERS, 200, |s| after(on_cycle(s))),
        row("get_cycle_progress", Project, VIEWERS, 200, |s| after(on_cycle(s))),
        row("update_cycle", Project, EDITORS, 200, |s| {
            after(async move {
                let (start, end) = s.days();
                let body = json!({ "name": s.word(), "goal": s.word(), "start_on": start, "end_on": end });
                on_cycle(s).await.json(body)
            })
        }),
        row("start_cycle", Project, EDITORS, 200, |s| {
            after(async move {
                s.no_active_cycle().await;
                on_cycle(s).await
            })
        }),
        row("complete_cycle", Project, EDITORS, 200, |s| {
            after(async move {
                s.no_active_cycle().await;
                let body = json!({ "roll_over": "cycle", "cycle_id": s.cycle().await });
                on_active_cycle(s).await.json(body)
            })
        }),
        row("delete_cycle", Project, EDITORS, 204, |s| after(on_cycle(s))),
    ]
}
