//! Personal API tokens.

use serde_json::json;
use uuid::Uuid;

on_both! {
    async fn a_secret_is_shown_once_and_works_until_revoked(app: TestApp) {
        let ada = app.user("ada").await;
        let made = ada.post("/auth/tokens").json(json!({ "name": " CI ", "scopes": ["write", "read", "read"] })).await.status(201);
        let made = made.has("/name", "CI").has("/scopes", json!(["read", "write"]));
        let secret = made.text_at("/secret");
        assert!(secret.starts_with("tf_pat_"), "{secret}");
        assert_eq!(made.header("location"), format!("/api/v1/auth/tokens/{}", made.id()));
        let list = ada.get("/auth/tokens").await.status(200);
        assert_eq!(list.items().len(), 1);
        assert!(list.items()[0].get("secret").is_none());
        let token = app.anonymous().with_token(secret);
        token.get("/users/me").await.status(200).has("/id", ada.id.to_string());
        ada.delete(format!("/auth/tokens/{}", made.id())).await.status(204);
        token.get("/users/me").await.problem(401, "session_ended");
        assert!(ada.get("/auth/tokens").await.status(200).items().is_empty());
    }

    async fn a_token_manages_no_accounts(app: TestApp) {
        let ada = app.user("ada").await;
        let scopes = json!({ "name": "all", "scopes": ["read", "write", "admin"] });
        let made = ada.post("/auth/tokens").json(scopes.clone()).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        let change = json!({ "current_password": "x", "password": "a long enough password" });
        let session = Uuid::now_v7();
        for request in [
            token.get("/auth/tokens"),
            token.post("/auth/tokens").json(scopes),
            token.delete(format!("/auth/tokens/{}", made.id())),
            token.get("/auth/sessions"),
            token.delete("/auth/sessions"),
            token.delete(format!("/auth/sessions/{session}")),
            token.post("/auth/password/change").json(change),
            token.post("/auth/verify-email/resend"),
            token.post("/auth/logout"),
        ] {
            request.await.problem(403, "sign_in_required");
        }
    }

    async fn scopes_bound_what_a_token_does(app: TestApp) {
        let ada = app.user("ada").await;
        let made = ada.post("/auth/tokens").json(json!({ "name": "w", "scopes": ["write"] })).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        token.get("/users/me").await.problem(403, "missing_scope");
    }

    async fn a_token_expires(app: TestApp) {
        let ada = app.user("ada").await;
        let at = app.parts().clock.now().plus_secs(60).to_string();
        let body = json!({ "name": "short", "scopes": ["read"], "expires_at": at });
        let made = ada.post("/auth/tokens").json(body).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        token.get("/users/me").await.status(200);
        app.advance_secs(61);
        token.get("/users/me").await.problem(401, "session_ended");
        let past = json!({ "name": "past", "scopes": ["read"], "expires_at": "2020-01-01T00:00:00Z" });
        ada.post("/auth/tokens").json(past).await.invalid("/expires_at");
        ada.post("/auth/tokens").json(json!({ "name": "", "scopes": [] })).await.invalid("/name").invalid("/scopes");
    }

    async fn the_same_id_or_key_makes_one(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let body = json!({ "id": Uuid::now_v7(), "name": "once", "scopes": ["read"] });
        let made = ada.post("/auth/tokens").json(body.clone()).await.status(201);
        let again = ada.post("/auth/tokens").json(body.clone()).await.status(201);
        assert_eq!(made.id(), again.id());
        assert!(again.at("/secret").is_null());
        eve.post("/auth/tokens").json(body).await.problem(409, "id_taken");
        let body = json!({ "name": "twice", "scopes": ["read"] });
        let made = ada.post("/auth/tokens").json(body.clone()).idempotency_key("k").await.status(201);
        let again = ada.post("/auth/tokens").json(body).idempotency_key("k").await.status(201);
        assert_eq!(made.body(), again.body());
        assert_eq!(ada.get("/auth/tokens").await.status(200).items().len(), 2);
        eve.get(format!("/auth/tokens/{}", made.id())).await.problem(404, "not_found");
        eve.delete(format!("/auth/tokens/{}", made.id())).await.problem(404, "not_found");
    }
}
