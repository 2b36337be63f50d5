//! What ends a connection.

use serde_json::json;
use taskflow::auth::UserStatus;
use uuid::Uuid;

use super::socket::Came;
use super::{Socket, metric, refused, request, set, ticket, token, until_metric};
use crate::support::{Client, User};

async fn code(socket: &mut Socket) -> Option<u16> {
    socket.end().await.0
}

async fn second_session(user: &User, client: &Client) -> Client {
    let body = json!({ "email": user.email, "password": crate::support::PASSWORD, "refresh": "body" });
    let reply = client.post("/auth/login").json(body).await.status(200);
    client.with_token(reply.text_at("/access_token"))
}

on_both! {
    async fn a_server_that_stops_says_so(app: TestApp) {
        let ada = app.user("ada").await;
        let mut socket = Socket::hello(&ada, json!({ "me": {} })).await;
        socket.expect("resume").await;
        let (finished, (code, frames)) = tokio::join!(app.finish(), socket.end());
        assert_eq!((finished, code), (Vec::new(), Some(4400)));
        let notice = frames.last().unwrap();
        assert_eq!((&notice["type"], &notice["notice"]), (&json!("notice"), &json!("drain")));
        assert!(notice["backoff_ms"][0].as_u64() < notice["backoff_ms"][1].as_u64());
    }

    async fn a_session_that_is_over_is_over(app: TestApp, |config| config.realtime.ping_secs = 1) {
        let ada = app.user("ada").await;
        let mut socket = Socket::hello(&ada, json!({})).await;
        app.advance_secs(200 * 86_400);
        assert_eq!(code(&mut socket).await, Some(4401));
    }

    async fn who_answers_no_ping_is_gone(app: TestApp, |config| config.realtime.ping_secs = 1) {
        let ada = app.user("ada").await;
        let mut socket = Socket::hello(&ada, json!({})).await;
        let (code, frames) = socket.end().await;
        assert_eq!(code, Some(4404));
        assert_eq!(frames.len(), 2, "{frames:?}");
    }

    async fn a_ping_says_where_one_stands(app: TestApp, |config| config.realtime.ping_secs = 1) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let mut socket = Socket::live(&app, &ada, workspace).await;
        loop {
            if let Came::Frame(frame) = socket.next().await && frame["type"] == "ping" {
                let here = token(&app, workspace).await;
                assert_eq!(frame["positions"], json!({ workspace.to_string(): here }));
                break;
            }
        }
    }

    async fn a_ticket_is_good_once(app: TestApp) {
        let ada = app.user("ada").await;
        let used = ticket(&ada).await;
        let late = ticket(&ada).await;
        let hello = async |hello: serde_json::Value| {
            let mut socket = Socket::open(request(&ada)).await;
            socket.say(hello).await;
            socket
        };
        hello(json!({ "type": "hello", "ticket": used })).await.expect("welcome").await;
        for bad in [json!(used), json!("nonsense"), json!(null)] {
            let mut socket = hello(json!({ "type": "hello", "ticket": bad })).await;
            assert_eq!(code(&mut socket).await, Some(4500), "{bad}");
        }
        app.advance_secs(31);
        let mut socket = hello(json!({ "type": "hello", "ticket": late })).await;
        assert_eq!(code(&mut socket).await, Some(4500));
    }

    async fn another_language_is_not_spoken(app: TestApp) {
        let ada = app.user("ada").await;
        let mut other = request(&ada);
        other.headers_mut().remove("sec-websocket-protocol");
        assert_eq!(code(&mut Socket::open(other).await).await, Some(4503));
    }

    async fn there_is_a_limit_to_workspaces(app: TestApp) {
        let ada = app.user("ada").await;
        let ids: Vec<_> = (0..21).map(|n| json!({ "id": Uuid::from_u128(n) })).collect();
        let mut socket = Socket::hello(&ada, json!({ "me": {}, "workspaces": ids })).await;
        assert_eq!(code(&mut socket).await, Some(4504));
    }

    async fn there_is_a_limit_to_sockets(app: TestApp, |config| {
        config.realtime.max_sockets_per_user = 1;
        config.realtime.max_sockets = 2;
    }) {
        let ada = app.user("ada").await;
        let _first = Socket::hello(&ada, json!({})).await;
        let mut second = Socket::open(request(&ada)).await;
        assert_eq!(refused(request(&ada)).await, 503);
        second.say(json!({ "type": "hello", "ticket": ticket(&ada).await })).await;
        assert_eq!(code(&mut second).await, Some(4504));
    }

    async fn a_session_that_is_revoked_hears_nothing_more(app: TestApp) {
        let ada = app.user("ada").await;
        let workspace = ada.workspace("acme").await.id();
        let other = second_session(&ada, app.anonymous()).await;
        let mut socket = Socket::live(&app, &other, workspace).await;
        let mut stays = Socket::live(&app, &ada, workspace).await;
        other.post("/auth/logout").await.status(204);
        let project = ada.project(workspace, "Afterwards").await.id();
        stays.ops_until(project).await;
        let (code, frames) = socket.end().await;
        assert_eq!(code, Some(4510));
        assert!(frames.is_empty(), "{frames:?}");
    }

    async fn a_token_that_is_revoked_hears_nothing_more(app: TestApp) {
        let ada = app.user("ada").await;
        let made = ada.post("/auth/tokens").json(json!({ "name": "s", "scopes": ["read"] })).await.status(201);
        let mut native = request(&ada);
        set(native.headers_mut(), "authorization", &format!("Bearer {}", made.text_at("/secret")));
        let mut socket = Socket::open(native).await;
        socket.say(json!({ "type": "hello", "me": {} })).await;
        socket.expect("welcome").await;
        assert_eq!(socket.expect("error").await["code"], "sign_in_required");
        ada.delete(format!("/auth/tokens/{}", made.id())).await.status(204);
        assert_eq!(code(&mut socket).await, Some(4510));
    }

    async fn who_is_suspended_is_sent_away(app: TestApp) {
        let ada = app.user("ada").await;
        let mut socket = Socket::hello(&ada, json!({})).await;
        taskflow::auth::set_status(app.parts(), &ada.email, UserStatus::Suspended).await.unwrap();
        assert_eq!(code(&mut socket).await, Some(4510));
        until_metric(&app, "taskflow_live_sockets", |open| open == 0.0).await;
        assert_eq!(metric(&app, "taskflow_live_closes_total{code=\"4510\"}").await, 1.0);
    }

    async fn strangers_pages_cannot_connect(app: TestApp) {
        let ada = app.user("ada").await;
        let mut strange = request(&ada);
        set(strange.headers_mut(), "origin", "https://evil.example.org");
        assert_eq!(refused(strange).await, 403);
        let mut own = request(&ada);
        set(own.headers_mut(), "origin", ada.origin());
        Socket::open(own).await;
        let mut bad = request(&ada);
        set(bad.headers_mut(), "authorization", "Bearer nonsense");
        assert_eq!(refused(bad).await, 401);
        app.anonymous().get("/ws").await.problem(400, "not_a_websocket");
    }
}
