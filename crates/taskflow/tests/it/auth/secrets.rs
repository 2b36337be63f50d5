//! What must never be in the log, nor readable in the database.

use serde_json::json;

use super::token_in;
use crate::support::PASSWORD;

const NEW: &str = "seven purple lighthouses sing";

on_both! {
    async fn no_entry_holds_a_secret(app: TestApp) {
        let ada = app.user("ada").await;
        let login = app.try_login("ada@example.org", PASSWORD).await.status(200);
        let refreshed = app.refresh(login.text_at("/refresh_token")).await.status(200);
        let made = ada.post("/auth/tokens").json(json!({ "name": "s", "scopes": ["read"] })).await.status(201);
        let verify = token_in(&app.mail("ada@example.org", "Confirm your e-mail address").await);
        app.anonymous().post("/auth/verify-email").json(json!({ "token": verify })).await.status(204);
        let change = json!({ "current_password": PASSWORD, "password": NEW });
        ada.post("/auth/password/change").json(change).await.status(204);
        app.anonymous().post("/auth/password/forgot").json(json!({ "email": "ada@example.org" })).await.status(202);
        let reset = token_in(&app.mail("ada@example.org", "Choose a new password").await);
        let body = json!({ "token": reset, "password": "eight orange lighthouses hum" });
        app.anonymous().post("/auth/password/reset").json(body).await.status(204);

        let secrets = [
            PASSWORD,
            NEW,
            "eight orange lighthouses hum",
            ada.token(),
            login.text_at("/access_token"),
            login.text_at("/refresh_token"),
            refreshed.text_at("/refresh_token"),
            made.text_at("/secret"),
            &verify,
            &reset,
            "argon2",
            "hash",
            "secret",
            "\"current\"",
        ];
        let entries = app.entries().await;
        assert!(entries.len() >= 6, "{}", entries.len());
        for entry in &entries {
            let payload = entry.payload.as_deref().unwrap();
            for secret in secrets {
                assert!(!payload.contains(secret), "{secret} in {payload}");
            }
        }
        // The outbox holds no mail in the clear, and nothing of one that went out.
        let sql = taskflow_db::Sql::new("it::outbox", "SELECT message FROM mail_outbox");
        let rows = app.parts().db.read(move |tx| tx.all(&sql, &[])).await;
        let rows: Result<Vec<taskflow_db::Row>, taskflow_db::Error> = rows;
        for row in rows.unwrap() {
            let message: Vec<u8> = row.get(0).unwrap();
            assert!(!String::from_utf8_lossy(&message).contains("example.org"));
        }
    }
}
