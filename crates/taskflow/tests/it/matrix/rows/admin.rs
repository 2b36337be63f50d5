//! Looking after the server. The owner was its first user.

use serde_json::json;

use crate::matrix::callers::OWNER;
use crate::matrix::table::Place::{Server, Street};
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
        row("list_suppressions", Server, OWNER, 200, |s| just(s.call().query("?limit=1"))),
        row("create_suppression", Server, OWNER, 201, |s| {
            let email = format!("bounced.{}@example.org", s.world.number());
            just(s.call().json(json!({ "email": email })))
        }),
        row("delete_suppression", Server, OWNER, 204, |s| {
            after(async move {
                let email = format!("bounced.{}@example.org", s.world.number());
                let made = s.owner.post("/admin/mail/suppressions").json(json!({ "email": email })).await;
                s.call().on("suppression_id", made.status(201).id())
            })
        }),
        // Without a key in the settings there is no such thing.
        row("receive_sendgrid_events", Street, &[], 404, |s| just(s.call().json(json!([])))),
        row("send_test_mail", Server, OWNER, 202, |s| just(s.call())),
    ]
}
