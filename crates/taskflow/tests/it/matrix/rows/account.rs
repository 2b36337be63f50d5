//! Signing in and out, and one's own account.

use serde_json::json;

use crate::matrix::callers::{ACCOUNTS, PEOPLE};
use crate::matrix::stage::Stage;
use crate::matrix::table::Place::{Account, Street};
use crate::matrix::table::{Row, after, just, row};
use crate::support::PASSWORD;

const OTHER_PASSWORD: &str = "another battery, another staple";

/// Signs in anew; answers the session's id and its refresh token.
async fn session(s: &Stage) -> (String, String) {
    let body = json!({ "email": s.maker.email, "password": PASSWORD, "refresh": "body" });
    let reply = s.maker.post("/auth/login").json(body).await.status(200);
    let other = s.world.app.anonymous().with_token(reply.text_at("/access_token"));
    let sessions = other.get("/auth/sessions").await.status(200);
    let current = sessions.items().iter().find(|session| session["current"] == true);
    (
        current.unwrap()["id"].as_str().unwrap().to_owned(),
        reply.text_at("/refresh_token").to_owned(),
    )
}

async fn token(s: &Stage) -> String {
    let body = json!({ "name": s.common(), "scopes": ["read"] });
    s.maker.post("/auth/tokens").json(body).await.status(201).id().to_string()
}

pub fn rows() -> Vec<Row> {
    vec![
        row("register", Street, &[], 201, |s| {
            let name = format!("new.{}", s.world.number());
            just(
                s.call().json(
                    json!({ "email": format!("{name}@example.org"), "name": name, "password": PASSWORD }),
                ),
            )
        }),
        row("login", Street, &[], 200, |s| {
            just(s.call().json(json!({ "email": s.owner.email, "password": PASSWORD })))
        }),
        row("refresh", Street, &[], 200, |s| {
            after(async move {
                let (_, refresh_token) = session(&s).await;
                s.call().json(json!({ "refresh_token": refresh_token }))
            })
        }),
        row("list_providers", Street, &[], 200, |s| just(s.call())),
        row("forgot_password", Street, &[], 202, |s| {
            let email = format!("nobody.{}@example.org", s.world.number());
            just(s.call().json(json!({ "email": email })))
        }),
        row("reset_password", Street, &[], 204, |s| {
            after(async move {
                let person = s.world.stranger().await;
                let body = json!({ "email": person.email });
                person.post("/auth/password/forgot").json(body).await.status(202);
                let token = s.world.app.mailed(&person.email, "reset-password#token=").await;
                s.call().json(json!({ "token": token, "password": OTHER_PASSWORD }))
            })
        }),
        row("verify_email", Street, &[], 204, |s| {
            after(async move {
                let token = s.world.app.mailed(&s.owner.email, "verify-email#token=").await;
                s.call().json(json!({ "token": token }))
            })
        }),
        row("resend_verification", Account, PEOPLE, 202, |s| just(s.call())),
        row("logout", Account, PEOPLE, 204, |s| just(s.call())).costly(),
        row("change_password", Account, PEOPLE, 204, |s| {
            just(
                s.call()
                    .json(json!({ "current_password": PASSWORD, "password": OTHER_PASSWORD })),
            )
        })
        .costly(),
        row("list_sessions", Account, PEOPLE, 200, |s| just(s.call())),
        row("revoke_other_sessions", Account, PEOPLE, 204, |s| just(s.call())).costly(),
        row("get_session", Account, PEOPLE, 200, |s| {
            after(async move { s.call().on("session_id", session(&s).await.0) })
        }),
        row("revoke_session", Account, PEOPLE, 204, |s| {
            after(async move { s.call().on("session_id", session(&s).await.0) })
        }),
        row("list_tokens", Account, PEOPLE, 200, |s| just(s.call())),
        row("create_token", Account, PEOPLE, 201, |s| {
            just(
                s.call()
                    .json(json!({ "name": s.common(), "scopes": ["read", "write", "admin"] })),
            )
        }),
        row("get_token", Account, PEOPLE, 200, |s| {
            after(async move { s.call().on("token_id", token(&s).await) })
        }),
        row("revoke_token", Account, PEOPLE, 204, |s| {
            after(async move { s.call().on("token_id", token(&s).await) })
        }),
        row("get_me", Account, ACCOUNTS, 200, |s| just(s.call())),
        row("update_me", Account, PEOPLE, 200, |s| {
            just(s.call().json(json!({ "timezone": "Europe/London" })))
        }),
        row("delete_me", Account, PEOPLE, 204, |s| {
            just(s.call().json(json!({ "password": PASSWORD })))
        })
        .costly(),
        row("list_memberships", Account, ACCOUNTS, 200, |s| just(s.call())),
    ]
}
