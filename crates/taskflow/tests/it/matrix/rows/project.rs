//! Projects, their members and statuses.

use serde_json::json;

use crate::matrix::callers::{INSIDERS, MANAGERS, MEMBERS, VIEWERS};
use crate::matrix::table::Place::{Project, Workspace};
use crate::matrix::table::{Row, after, just, row};

pub fn rows() -> Vec<Row> {
    [projects(), members(), statuses()].into_iter().flatten().collect()
}

fn projects() -> Vec<Row> {
    vec![
        row("list_projects", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("create_project", Workspace, MEMBERS, 201, |s| {
            just(s.call().json(json!({ "name": s.common(), "visibility": "private" })))
        }),
        row("get_project", Project, VIEWERS, 200, |s| just(s.call())),
        row("list_project_activity", Project, VIEWERS, 200, |s| just(s.call())),
        row("update_project", Project, MANAGERS, 200, |s| {
            after(async move {
                let (above, lead) = (s.child().await, s.owner.id);
                let body = json!({ "name": s.word(), "parent_id": above, "lead_id": lead });
                s.call().on("project_id", s.child().await).json(body)
            })
        }),
        row("move_project", Project, MANAGERS, 200, |s| {
            after(async move {
                let sibling = s.child().await;
                s.call().on("project_id", s.child().await).json(json!({ "before_id": sibling }))
            })
        }),
        row("archive_project", Project, MANAGERS, 200, |s| {
            after(async move { s.call().on("project_id", s.child().await) })
        }),
        row("restore_project", Project, MANAGERS, 200, |s| {
            after(async move {
                let child = s.child().await;
                s.owner.post(format!("/projects/{child}/archive")).await.status(200);
                s.call().on("project_id", child)
            })
        }),
        row("delete_project", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("project_id", s.child().await) })
        }),
    ]
}

fn members() -> Vec<Row> {
    vec![
        row("list_project_members", Project, VIEWERS, 200, |s| just(s.call())),
        row("add_project_member", Project, MANAGERS, 201, |s| {
            after(async move { s.call().json(json!({ "team_id": s.team().await, "role": "viewer" })) })
        }),
        row("update_project_member", Project, MANAGERS, 200, |s| {
            after(async move { s.call().on("grant_id", s.grant().await).json(json!({ "role": "editor" })) })
        }),
        row("remove_project_member", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("grant_id", s.grant().await) })
        }),
    ]
}

fn statuses() -> Vec<Row> {
    vec![
        row("list_statuses", Project, VIEWERS, 200, |s| just(s.call())),
        row("create_status", Project, MANAGERS, 201, |s| {
            after(async move {
                let after = s.status().await;
                s.call()
                    .json(json!({ "name": s.word(), "category": "todo", "after_id": after }))
            })
        }),
        row("get_status", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("status_id", s.status().await) })
        }),
        row("update_status", Project, MANAGERS, 200, |s| {
            after(async move {
                let before = s.status().await;
                let body = json!({ "name": s.word(), "before_id": before });
                s.call().on("status_id", s.status().await).json(body)
            })
        }),
        row("delete_status", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("status_id", s.status().await) })
        }),
        row("get_project_status", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("status_id", s.status().await) })
        }),
        row("update_project_status", Project, MANAGERS, 200, |s| {
            after(async move { s.call().on("status_id", s.status().await).json(json!({ "name": s.word() })) })
        }),
        row("delete_project_status", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("status_id", s.status().await) })
        }),
    ]
}
