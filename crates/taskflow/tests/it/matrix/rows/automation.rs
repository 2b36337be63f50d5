//! Rules of a project, and of the whole workspace.

use serde_json::{Value, json};

use crate::matrix::callers::{ADMINS, INSIDERS, MANAGERS, VIEWERS};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Project, Workspace};
use crate::matrix::table::{Row, after, just, row};

/// A rule that nothing sets off.
pub fn rule(s: &Stage, shared: bool) -> Value {
    json!({
        "name": s.word(), "project_id": if shared { None } else { Some(s.project) }, "filter": "priority = urgent and is archived",
        "trigger": { "on": "event", "types": ["task.restored"] }, "actions": [{ "do": "complete" }],
    })
}

pub fn rows() -> Vec<Row> {
    vec![
        row("list_rules", Workspace, INSIDERS, 200, |s| just(s.call())),
        row("create_rule", Project, MANAGERS, 201, |s| just(s.call().json(rule(&s, false)))),
        row("create_rule", Workspace, ADMINS, 201, |s| just(s.call().json(rule(&s, true))))
            .case("of all projects"),
        row("rehearse_rule", Project, MANAGERS, 200, |s| {
            just(s.call().json(json!({ "rule": rule(&s, false) })))
        }),
        row("get_rule", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("rule_id", s.rule(false).await) })
        }),
        row("get_rule", Workspace, ADMINS, 200, |s| {
            after(async move { s.call().on("rule_id", s.rule(true).await) })
        })
        .case("of all projects"),
        row("list_rule_runs", Project, VIEWERS, 200, |s| {
            after(async move { s.call().on("rule_id", s.rule(false).await) })
        }),
        row("update_rule", Project, MANAGERS, 200, |s| {
            after(
                async move { s.call().on("rule_id", s.rule(false).await).json(json!({ "name": s.word() })) },
            )
        }),
        row("update_rule", Workspace, ADMINS, 200, |s| {
            after(async move { s.call().on("rule_id", s.rule(true).await).json(json!({ "enabled": false })) })
        })
        .case("of all projects"),
        row("delete_rule", Project, MANAGERS, 204, |s| {
            after(async move { s.call().on("rule_id", s.rule(false).await) })
        }),
        row("delete_rule", Workspace, ADMINS, 204, |s| {
            after(async move { s.call().on("rule_id", s.rule(true).await) })
        })
        .case("of all projects"),
    ]
}
