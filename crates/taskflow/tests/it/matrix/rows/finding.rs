//! Finding things again: views, favourites, one's own tasks, how a project stands.

use serde_json::json;
use uuid::Uuid;

use crate::matrix::callers::{ADMINS, EDITORS, INSIDERS, MANAGERS, MEMBERS, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Project, Workspace};
use crate::matrix::table::{Call, Row, after, just, row};

pub fn rows() -> Vec<Row> {
    [views(), changes(), favourites()].into_iter().flatten().collect()
}

/// A view that somebody has for themselves.
async fn private_view(s: &Stage) -> Uuid {
    let path = format!("/workspaces/{}/views", s.ws);
    s.maker.post(path).json(json!({ "name": s.common() })).await.status(201).id()
}

/// A view that the owner shares in the workspace.
async fn shared_view(s: &Stage) -> Uuid {
    let body = json!({ "name": s.common(), "shared": true });
    s.owner
        .post(format!("/workspaces/{}/views", s.ws))
        .json(body)
        .await
        .status(201)
        .id()
}

/// A view that the owner shares in the project.
async fn project_view(s: &Stage) -> Uuid {
    let body = json!({ "name": s.word(), "shared": true, "project_id": s.project });
    s.owner
        .post(format!("/workspaces/{}/views", s.ws))
        .json(body)
        .await
        .status(201)
        .id()
}

async fn favourite(s: &Stage) -> Uuid {
    let body = json!({ "target_type": "view", "target_id": shared_view(s).await });
    s.maker
        .post(format!("/workspaces/{}/favourites", s.ws))
        .json(body)
        .await
        .status(201)
        .id()
}

async fn on_favourite(s: Stage) -> Call {
    s.call().on("favourite_id", favourite(&s).await)
}

fn views() -> Vec<Row> {
    vec![
        row("list_my_tasks", Workspace, INSIDERS, 200, |s| just(s.call().query("?mine=watching"))),
        row("get_project_overview", Project, VIEWERS, 200, |s| just(s.call())),
        row("list_views", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("create_view", Workspace, INSIDERS, 201, |s| {
            just(s.call().json(json!({ "name": s.common() })))
        }),
        row("create_view", Workspace, MEMBERS, 201, |s| {
            just(s.call().json(json!({ "name": s.common(), "shared": true })))
        })
        .case("shared"),
        row("create_view", Project, VIEWERS, 201, |s| {
            just(s.call().json(json!({ "name": s.word(), "project_id": s.project })))
        })
        .case("of a project"),
        row("create_view", Project, EDITORS, 201, |s| {
            just(
                s.call()
                    .json(json!({ "name": s.word(), "project_id": s.project, "shared": true })),
            )
        })
        .case("shared in a project"),
        row("get_view", Workspace, INSIDERS, 200, |s| {
            after(async move { s.call().on("view_id", shared_view(&s).await) })
        }),
        row("get_view", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("view_id", project_view(&s).await) })
        })
        .case("of a project"),
    ]
}

fn changes() -> Vec<Row> {
    vec![
        row("update_view", Workspace, ADMINS, 200, |s| {
            after(async move {
                let body = json!({ "name": s.common(), "after_id": null });
                s.call().on("view_id", shared_view(&s).await).json(body)
            })
        }),
        row("update_view", Project, MANAGERS, 200, |s| {
            after(async move {
                let body = json!({ "name": s.word() });
                s.call().on("view_id", project_view(&s).await).json(body)
            })
        })
        .case("of a project"),
        row("update_view", Workspace, INSIDERS, 200, |s| {
            after(async move {
                let body = json!({ "name": s.common(), "layout": "board" });
                s.call().on("view_id", private_view(&s).await).json(body)
            })
        })
        .own()
        .case("one's own"),
        row("delete_view", Workspace, ADMINS, 204, |s| {
            after(async move { s.call().on("view_id", shared_view(&s).await) })
        }),
        row("delete_view", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("view_id", project_view(&s).await) })
        })
        .case("of a project"),
        row("delete_view", Workspace, INSIDERS, 204, |s| {
            after(async move { s.call().on("view_id", private_view(&s).await) })
        })
        .own()
        .case("one's own"),
    ]
}

fn favourites() -> Vec<Row> {
    vec![
        row("list_favourites", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("add_favourite", Workspace, INSIDERS, 201, |s| {
            after(async move {
                s.call()
                    .json(json!({ "target_type": "view", "target_id": shared_view(&s).await }))
            })
        }),
        row("add_favourite", Project, VIEWERS, 201, |s| {
            after(async move { s.call().json(json!({ "target_type": "task", "target_id": s.task().await })) })
        })
        .case("a task"),
        row("move_favourite", Workspace, INSIDERS, 200, |s| {
            after(async move { on_favourite(s).await.json(json!({ "after_id": null })) })
        })
        .own(),
        row("remove_favourite", Workspace, INSIDERS, 204, |s| after(on_favourite(s))).own(),
    ]
}
