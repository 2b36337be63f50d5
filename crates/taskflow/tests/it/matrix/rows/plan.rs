//! What tasks are planned for.

use serde_json::json;

use crate::matrix::callers::{EDITORS, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::Project;
use crate::matrix::table::{Call, Row, after, just, row};

pub fn rows() -> Vec<Row> {
    milestones()
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
