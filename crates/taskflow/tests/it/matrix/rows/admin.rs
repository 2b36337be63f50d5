//! Looking after the server. The owner was its first user.

use serde_json::json;

use crate::matrix::callers::OWNER;
use crate::matrix::table::Place::Server;
use crate::matrix::table::{Row, after, just, row};

pub fn rows() -> Vec<Row> {
    vec![
        row("list_accounts", Server, OWNER, 200, |s| just(s.call().query("?limit=5"))),
        row("update_account", Server, OWNER, 200, |s| {
            after(async move {
                let person = s.world.stranger().await.id;
                s.call().on("user_id", person).json(json!({ "status": "suspended" }))
            })
        }),
        row("reset_account_password", Server, OWNER, 202, |s| {
            after(async move { s.call().on("user_id", s.world.stranger().await.id) })
        }),
        row("sign_out_account", Server, OWNER, 204, |s| {
            after(async move { s.call().on("user_id", s.world.stranger().await.id) })
        }),
        row("list_all_workspaces", Server, OWNER, 200, |s| just(s.call().query("?limit=1"))),
        row("get_server_status", Server, OWNER, 200, |s| just(s.call())),
        row("send_test_mail", Server, OWNER, 202, |s| just(s.call())),
    ]
}
