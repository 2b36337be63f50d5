//! What hangs on tasks: tags, watchers, comments.

use serde_json::json;

use crate::matrix::callers::{ADMINS, COMMENTERS, EDITORS, INSIDERS, MANAGERS, MEMBERS, OWNER, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Project, Workspace};
use crate::matrix::table::{Call, Row, after, just, row};

pub fn rows() -> Vec<Row> {
    [tags(), fields(), watchers(), comments()].into_iter().flatten().collect()
}

fn tags() -> Vec<Row> {
    vec![
        row("list_tags", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("create_tag", Workspace, MEMBERS, 201, |s| {
            just(s.call().json(json!({ "name": s.common() })))
        }),
        row("update_tag", Workspace, MEMBERS, 200, |s| {
            after(async move { s.call().on("tag_id", s.tag().await).json(json!({ "name": s.common() })) })
        }),
        row("delete_tag", Workspace, MEMBERS, 204, |s| {
            after(async move { s.call().on("tag_id", s.tag().await) })
        }),
    ]
}

fn fields() -> Vec<Row> {
    vec![
        row("list_custom_fields", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("create_custom_field", Workspace, ADMINS, 201, |s| {
            just(s.call().json(json!({ "name": s.common(), "type": "text" })))
        }),
        row("list_project_custom_fields", Project, VIEWERS, 200, |s| just(s.call())),
        row("create_project_custom_field", Project, MANAGERS, 201, |s| {
            after(async move {
                let body = json!({ "name": s.word(), "type": "date", "after_id": s.field(false).await });
                s.call().json(body)
            })
        }),
        row("get_custom_field", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("field_id", s.field(false).await) })
        }),
        row("get_custom_field", Workspace, INSIDERS, 200, |s| {
            after(async move { s.call().on("field_id", s.field(true).await) })
        })
        .case("of all projects"),
        row("update_custom_field", Project, MANAGERS, 200, |s| {
            after(async move {
                let options = json!([{ "name": s.word() }]);
                let body = json!({ "name": s.word(), "options": options, "after_id": s.field(false).await });
                s.call().on("field_id", s.field_of_a_task(false).await).json(body)
            })
        }),
        row("update_custom_field", Workspace, ADMINS, 200, |s| {
            after(async move {
                s.call()
                    .on("field_id", s.field_of_a_task(true).await)
                    .json(json!({ "name": s.common(), "options": [{ "name": "other" }] }))
            })
        })
        .case("of all projects"),
        row("delete_custom_field", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("field_id", s.field_of_a_task(false).await) })
        }),
        row("delete_custom_field", Workspace, ADMINS, 204, |s| {
            after(async move { s.call().on("field_id", s.field_of_a_task(true).await) })
        })
        .case("of all projects"),
    ]
}

fn watchers() -> Vec<Row> {
    vec![
        row("list_watchers", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await) })
        }),
        row("add_watcher", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await).on("user_id", "me") })
        }),
        row("add_watcher", Project, EDITORS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await).on("user_id", s.other_viewer()) })
        })
        .case("somebody else"),
        row("remove_watcher", Project, VIEWERS, 204, |s| {
            after(async move { s.call().on("task_id", s.task().await).on("user_id", "me") })
        }),
        row("remove_watcher", Project, EDITORS, 204, |s| {
            after(async move { s.call().on("task_id", s.task().await).on("user_id", s.other_viewer()) })
        })
        .case("somebody else"),
    ]
}

async fn on_comment(s: Stage) -> Call {
    s.call().on("comment_id", s.comment().await)
}

fn comments() -> Vec<Row> {
    vec![
        row("list_comments", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("task_id", s.task().await) })
        }),
        row("create_comment", Project, COMMENTERS, 201, |s| {
            after(async move {
                let (task, first) = s.commented().await;
                s.call()
                    .on("task_id", task)
                    .json(json!({ "body": s.word(), "parent_id": first }))
            })
        }),
        row("get_comment", Project, VIEWERS, 200, |s| after(on_comment(s))),
        row("update_comment", Project, COMMENTERS, 200, |s| {
            after(async move {
                let body = json!({ "body": s.word() });
                on_comment(s).await.json(body)
            })
        })
        .own(),
        row("update_comment", Project, OWNER, 200, |s| {
            after(async move {
                let body = json!({ "body": s.word() });
                on_comment(s).await.json(body)
            })
        })
        .case("the owner's"),
        row("delete_comment", Project, COMMENTERS, 204, |s| after(on_comment(s))).own(),
        row("delete_comment", Project, MANAGERS, 204, |s| after(on_comment(s))).case("the owner's"),
        row("add_reaction", Project, COMMENTERS, 200, |s| {
            after(async move { on_comment(s).await.on("emoji", "👍") })
        }),
        row("remove_reaction", Project, COMMENTERS, 200, |s| {
            after(async move { on_comment(s).await.on("emoji", ":tada:") })
        }),
    ]
}
