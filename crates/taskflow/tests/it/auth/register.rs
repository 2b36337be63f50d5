//! Registering.

use serde_json::json;
use taskflow::config::Registration;
use uuid::Uuid;

use super::registration;
use crate::support::PASSWORD;

on_both! {
    async fn the_first_user_looks_after_the_server(app: TestApp) {
        let first = app.anonymous().post("/auth/register").json(registration("ada@example.org")).await.status(201);
        first.at("/access_token");
        let first = first
            .has("/token_type", "Bearer")
            .has("/expires_in", 900)
            .has("/user/server_admin", true)
            .has("/user/email_verified", false)
            .has("/user/locale", "en")
            .has("/user/timezone", "UTC")
            .has("/user/version", 1);
        assert!(first.header("sync-position").ends_with(":1"), "{}", first.header("sync-position"));
        assert_eq!(first.header("set-cookie"), "");
        let me = app.anonymous().with_token(first.text_at("/access_token"));
        let me = me.get("/users/me").await.status(200);
        assert_eq!(me.json(), first.at("/user"));
        assert_eq!(me.header("etag"), "\"1\"");
        let second = app.anonymous().post("/auth/register").json(registration("eve@example.org")).await.status(201);
        second.has("/user/server_admin", false);
    }

    async fn many_first_users_make_one_admin(app: TestApp) {
        let register = |n: usize| {
            let app = app.clone();
            async move {
                let body = registration(&format!("u{n}@example.org"));
                app.anonymous().post("/auth/register").json(body).await.status(201)
            }
        };
        let all = futures_util::future::join_all((0..12).map(register)).await;
        let admins = all.iter().filter(|reply| *reply.at("/user/server_admin") == true).count();
        assert_eq!(admins, 1);
    }

    async fn browsers_get_a_cookie(app: TestApp) {
        let mut body = registration("ada@example.org");
        body["refresh"] = json!("cookie");
        let reply = app.anonymous().post("/auth/register").json(body).await.status(201);
        let cookie = reply.header("set-cookie").to_owned();
        assert!(reply.find("/refresh_token").is_none());
        assert!(cookie.starts_with("__Host-taskflow_refresh="), "{cookie}");
        for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/", "Max-Age=2592000"] {
            assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
        assert_eq!(reply.header("cache-control"), "no-store");
        let sent = cookie.split(';').next().unwrap().to_owned();
        let reply = app.anonymous().post("/auth/refresh").header("cookie", &sent).await.status(200);
        assert!(reply.header("set-cookie").starts_with("__Host-taskflow_refresh="));
        let reply = app.anonymous().post("/auth/logout").header("cookie", &sent).await.status(204);
        assert!(reply.header("set-cookie").contains("Max-Age=0"));
    }

    async fn what_is_wrong_is_all_named(app: TestApp) {
        let body = json!({ "email": "nobody", "name": " ", "password": "short", "timezone": "Mars/Base", "locale": "e" });
        let reply = app.anonymous().post("/auth/register").json(body).await;
        let reply = reply.invalid("/email").invalid("/name").invalid("/password");
        reply.invalid("/timezone").invalid("/locale");
        let mut body = registration("ada.lovelace@example.org");
        body["password"] = json!("ada.lovelace@example.org");
        app.anonymous().post("/auth/register").json(body).await.invalid("/password");
        let mut body = registration("ada@example.org");
        body["nmae"] = json!("x");
        app.anonymous().post("/auth/register").json(body).await.invalid("/nmae");
        let mut body = registration("ada@example.org");
        body["name"] = json!("nul\u{0}");
        app.anonymous().post("/auth/register").json(body).await.invalid("/name");
    }

    async fn an_address_is_registered_once(app: TestApp) {
        app.user("ada").await;
        let post = |email: &str| {
            let request = app.anonymous().post("/auth/register").json(registration(email));
            async move { request.await }
        };
        post(" ADA@Example.org ").await.problem(409, "email_taken");
        // Whoever asks again and again which addresses there are waits longer and longer.
        for _ in 0..9 {
            post("ada@example.org").await.problem(409, "email_taken");
        }
        let limited = post("ada@example.org").await.problem(429, "too_many_attempts");
        assert!(limited.header("retry-after").parse::<u64>().unwrap() <= 5);
        app.advance_secs(6);
        post("eve@example.org").await.status(201);
    }

    async fn the_same_request_again_signs_in(app: TestApp) {
        let id = Uuid::now_v7();
        let mut body = registration("ada@example.org");
        body["id"] = json!(id);
        let first = app.anonymous().post("/auth/register").json(body.clone()).await.status(201);
        let again = app.anonymous().post("/auth/register").json(body.clone()).await.status(201);
        assert_eq!(first.at("/user"), again.at("/user"));
        assert_eq!(first.id_at("/user/id"), id);
        body["password"] = json!("another fine password");
        app.anonymous().post("/auth/register").json(body.clone()).await.problem(409, "email_taken");
        body["email"] = json!("eve@example.org");
        app.anonymous().post("/auth/register").json(body).await.problem(409, "id_taken");
    }

    async fn two_at_once_get_one_account(app: TestApp) {
        let register = |_| {
            let request = app.anonymous().post("/auth/register").json(registration("ada@example.org"));
            async move { request.await.code() }
        };
        let mut codes = futures_util::future::join_all((0..6).map(register)).await;
        codes.sort_unstable();
        assert_eq!(codes, [201, 409, 409, 409, 409, 409]);
    }

    async fn strangers_stay_out(app: TestApp, |config| config.auth.registration = Registration::Invited) {
        app.user("first").await;
        let closed = app.anonymous().post("/auth/register").json(registration("ada@example.org")).await;
        closed.problem(403, "registration_closed");
        // Nor do they learn who is in.
        let closed = app.anonymous().post("/auth/register").json(registration("first@example.org")).await;
        closed.problem(403, "registration_closed");
        let providers = app.anonymous().get("/auth/providers").await.status(200);
        providers.has("/registration", "invited").has("/items", json!([])).has("/password", true);
        app.try_login("first@example.org", PASSWORD).await.status(200);
    }
}
