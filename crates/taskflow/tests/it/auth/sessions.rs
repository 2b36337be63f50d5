//! Sessions: seen and ended.

use serde_json::json;

use crate::support::{Client, PASSWORD, TestApp};

async fn another(app: &TestApp) -> Client {
    let reply = app.try_login("ada@example.org", PASSWORD).await.status(200);
    app.anonymous().with_token(reply.text_at("/access_token"))
}

on_both! {
    async fn ending_one_takes_effect_with_the_next_request(app: TestApp) {
        let ada = app.user("ada").await;
        let other = another(&app).await;
        let list = ada.get("/auth/sessions").await.status(200);
        assert_eq!(list.items().len(), 2);
        let current: Vec<_> = list.items().iter().map(|session| session["current"].clone()).collect();
        assert_eq!(current, [json!(false), json!(true)]);
        let id = list.items()[0]["id"].as_str().unwrap();
        assert_eq!(list.items()[0]["address"], "127.0.0.1");
        other.get(format!("/auth/sessions/{id}")).await.status(200).has("/current", true);
        ada.delete(format!("/auth/sessions/{id}")).if_match(7).await.problem(412, "version_conflict");
        ada.delete(format!("/auth/sessions/{id}")).if_match(1).await.status(204);
        other.get("/users/me").await.problem(401, "session_ended");
        ada.get("/users/me").await.status(200);
        assert_eq!(ada.get("/auth/sessions").await.status(200).items().len(), 1);
        let ended = ada.get(format!("/auth/sessions/{id}")).await.status(200);
        ended.has("/revoked_reason", "revoked").has("/version", 2);
        // Again is no fault and no entry.
        let before = app.entries().await.len();
        let again = ada.delete(format!("/auth/sessions/{id}")).await.status(204);
        assert_ne!(again.header("sync-position"), "");
        assert_eq!(app.entries().await.len(), before);
    }

    async fn all_others_end_at_once(app: TestApp) {
        let ada = app.user("ada").await;
        let others = [another(&app).await, another(&app).await];
        ada.delete("/auth/sessions").await.status(204);
        for other in others {
            other.get("/users/me").await.problem(401, "session_ended");
        }
        ada.get("/users/me").await.status(200);
        ada.delete("/auth/sessions").await.status(204);
    }

    async fn signing_out_ends_the_session(app: TestApp) {
        let ada = app.user("ada").await;
        ada.post("/auth/logout").await.status(204);
        ada.get("/users/me").await.problem(401, "session_ended");
        ada.post("/auth/logout").await.problem(401, "session_ended");
        app.anonymous().post("/auth/logout").await.problem(401, "unauthenticated");
        let reply = app.try_login("ada@example.org", PASSWORD).await.status(200);
        let token = reply.text_at("/refresh_token");
        let out = app.anonymous().post("/auth/logout").json(json!({ "refresh_token": token })).await.status(204);
        assert!(out.header("set-cookie").contains("Max-Age=0"));
        app.refresh(token).await.problem(401, "session_ended");
    }

    async fn what_is_not_mine_is_not_there(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let id = ada.get("/auth/sessions").await.status(200).items()[0]["id"].as_str().unwrap().to_owned();
        eve.get(format!("/auth/sessions/{id}")).await.problem(404, "not_found");
        eve.delete(format!("/auth/sessions/{id}")).await.problem(404, "not_found");
        eve.delete("/auth/sessions/nonsense").await.problem(404, "not_found");
        ada.get("/users/me").await.status(200);
    }

    async fn lists_have_pages(app: TestApp) {
        let ada = app.user("ada").await;
        for _ in 0..4 {
            another(&app).await;
        }
        let first = ada.get("/auth/sessions?limit=3").await.status(200);
        let rest = ada.get(format!("/auth/sessions?limit=3&cursor={}", first.text_at("/next_cursor"))).await.status(200);
        assert_eq!((first.items().len(), rest.items().len()), (3, 2));
        assert!(rest.at("/next_cursor").is_null());
        ada.get("/auth/sessions?limit=0").await.invalid("?limit");
        ada.get("/auth/sessions?cursor=x").await.problem(400, "invalid_cursor");
    }
}
