//! Templates of tasks and projects.

use serde_json::json;

use crate::matrix::callers::{EDITORS, INSIDERS, MEMBERS, VIEWERS, Who};
use crate::matrix::table::Place::{Project, Workspace};
use crate::matrix::table::{Row, after, just, row};

/// Who edits in the project and is a member of the workspace, not a guest.
const EDITING_MEMBERS: &[Who] = MEMBERS;

pub fn rows() -> Vec<Row> {
    [stored(), using()].into_iter().flatten().collect()
}

fn stored() -> Vec<Row> {
    vec![
        row("list_templates", Workspace, INSIDERS, 200, |s| just(s.call().query("?type=task"))),
        row("create_template", Workspace, MEMBERS, 201, |s| {
            just(
                s.call()
                    .json(json!({ "name": s.common(), "project": { "tasks": [{ "title": "one" }] } })),
            )
        }),
        row("list_project_templates", Project, VIEWERS, 200, |s| just(s.call())),
        row("create_project_template", Project, EDITORS, 201, |s| {
            just(s.call().json(json!({ "name": s.word(), "task": { "title": s.word() } })))
        }),
        row("get_template", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("template_id", s.template(false).await) })
        }),
        row("get_template", Workspace, INSIDERS, 200, |s| {
            after(async move { s.call().on("template_id", s.template(true).await) })
        })
        .case("of all projects"),
        row("update_template", Project, EDITORS, 200, |s| {
            after(async move {
                let body = json!({ "name": s.word(), "task": { "title": s.word() } });
                s.call().on("template_id", s.template(false).await).json(body)
            })
        }),
        row("update_template", Workspace, MEMBERS, 200, |s| {
            after(async move {
                let body = json!({ "name": s.common() });
                s.call().on("template_id", s.template(true).await).json(body)
            })
        })
        .case("of all projects"),
        row("delete_template", Project, EDITORS, 204, |s| {
            after(async move { s.call().on("template_id", s.template(false).await) })
        }),
        row("delete_template", Workspace, MEMBERS, 204, |s| {
            after(async move { s.call().on("template_id", s.template(true).await) })
        })
        .case("of all projects"),
    ]
}

fn using() -> Vec<Row> {
    vec![
        row("create_tasks_from_template", Project, EDITORS, 201, |s| {
            after(async move {
                let body = json!({ "template_id": s.template(false).await, "task": { "title": s.word() } });
                s.call().json(body)
            })
        }),
        row("create_project_from_template", Workspace, MEMBERS, 201, |s| {
            after(async move {
                let plan = json!({ "tasks": [{ "title": s.common() }], "milestones": [{ "name": "one" }] });
                let body = json!({ "name": s.common(), "project": plan });
                let path = format!("/workspaces/{}/templates", s.ws);
                let template = s.owner.post(path).json(body).await.status(201).id();
                s.call()
                    .json(json!({ "template_id": template, "project": { "name": s.common() } }))
            })
        }),
        row("save_task_as_template", Project, EDITORS, 201, |s| {
            after(async move { s.call().on("task_id", s.task().await).json(json!({ "name": s.word() })) })
        }),
        row("save_task_as_template", Project, EDITING_MEMBERS, 201, |s| {
            after(async move {
                // All are to see it: there is no word of the project in it.
                let task = s.owner.task(s.project, &s.common()).await.id();
                s.call().on("task_id", task).json(json!({ "shared": true }))
            })
        })
        .case("for all projects"),
        row("save_project_as_template", Project, EDITING_MEMBERS, 201, |s| {
            after(async move {
                let body = json!({ "name": s.common(), "parent_id": s.project });
                let path = format!("/workspaces/{}/projects", s.ws);
                let child = s.owner.post(path).json(body).await.status(201).id();
                s.owner.task(child, &s.common()).await;
                s.call().on("project_id", child).json(json!({}))
            })
        }),
    ]
}
