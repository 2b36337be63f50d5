//! Staying signed in.

use serde_json::json;

use super::registration;
use crate::support::{PASSWORD, Reply, TestApp};

async fn signed_in(app: &TestApp) -> Reply {
    app.anonymous()
        .post("/auth/register")
        .json(registration("ada@example.org"))
        .await
        .status(201)
}

on_both! {
    async fn twenty_at_once_get_one_successor(app: TestApp) {
        let first = signed_in(&app).await;
        let token = first.text_at("/refresh_token");
        let refresh = |_| {
            let (app, token) = (app.clone(), token.to_owned());
            async move { app.refresh(&token).await.status(200).text_at("/refresh_token").to_owned() }
        };
        let mut successors = futures_util::future::join_all((0..20).map(refresh)).await;
        successors.dedup();
        assert_eq!(successors.len(), 1);
        assert_ne!(successors[0], token);
        let next = app.refresh(&successors[0]).await.status(200);
        let client = app.anonymous().with_token(next.text_at("/access_token"));
        client.get("/users/me").await.status(200);
    }

    async fn a_lost_answer_is_given_again_within_the_grace(app: TestApp) {
        let first = signed_in(&app).await;
        let token = first.text_at("/refresh_token");
        let second = app.refresh(token).await.status(200);
        app.advance_secs(5);
        let again = app.refresh(token).await.status(200);
        assert_eq!(second.at("/refresh_token"), again.at("/refresh_token"));
        assert_eq!(second.at("/user"), again.at("/user"));
    }

    async fn a_stolen_token_ends_the_session(app: TestApp) {
        let first = signed_in(&app).await;
        let token = first.text_at("/refresh_token");
        let second = app.refresh(token).await.status(200);
        let access = app.anonymous().with_token(second.text_at("/access_token"));
        access.get("/users/me").await.status(200);
        app.advance_secs(11);
        app.refresh(token).await.problem(401, "refresh_reused");
        access.get("/users/me").await.problem(401, "session_ended");
        app.refresh(second.text_at("/refresh_token")).await.problem(401, "session_ended");
        app.refresh(token).await.problem(401, "session_ended");
        let entries = app.entries().await;
        assert_eq!(entries.iter().filter(|entry| entry.kind == "session.refresh_reused").count(), 1);
    }

    async fn refreshing_is_not_in_the_log(app: TestApp) {
        let first = signed_in(&app).await;
        let before = app.entries().await.len();
        app.refresh(first.text_at("/refresh_token")).await.status(200);
        assert_eq!(app.entries().await.len(), before);
    }

    async fn a_session_slides_and_has_an_end(app: TestApp) {
        let mut token = signed_in(&app).await.text_at("/refresh_token").to_owned();
        for _ in 0..8 {
            app.advance_secs(22 * 24 * 3600);
            token = app.refresh(&token).await.status(200).text_at("/refresh_token").to_owned();
        }
        // Half a year is over soon, whatever is refreshed.
        let last = app.refresh(&token).await.status(200);
        app.advance_secs(5 * 24 * 3600);
        app.refresh(last.text_at("/refresh_token")).await.problem(401, "session_ended");
    }

    async fn an_unused_session_ends(app: TestApp) {
        let first = signed_in(&app).await;
        app.advance_secs(31 * 24 * 3600);
        app.refresh(first.text_at("/refresh_token")).await.problem(401, "session_ended");
        let again = app.try_login("ada@example.org", PASSWORD).await.status(200);
        let client = app.anonymous().with_token(again.text_at("/access_token"));
        assert_eq!(client.get("/auth/sessions").await.status(200).items().len(), 1);
    }

    async fn nonsense_is_refused(app: TestApp) {
        app.anonymous().post("/auth/refresh").await.problem(401, "no_refresh_token");
        app.refresh("tf_refresh_nonsense").await.problem(401, "session_ended");
        let unknown = app.anonymous().post("/auth/refresh").json(json!({ "token": "x" })).await;
        unknown.invalid("/token");
        let plain = app.anonymous().post("/auth/refresh").body("text/plain", "x").await;
        plain.problem(415, "unsupported_media_type");
    }
}
