//! Passwords: forgotten, replaced, changed.

use serde_json::json;

use super::token_in;
use crate::support::PASSWORD;

const NEW: &str = "seven purple lighthouses sing";

on_both! {
    async fn forgotten_mailed_and_replaced(app: TestApp) {
        let ada = app.user("ada").await;
        app.anonymous().post("/auth/password/forgot").json(json!({ "email": "Ada@example.org" })).await.status(202);
        let token = token_in(&app.mail("ada@example.org", "Choose a new password").await);
        let reset = |token: &str, password: &str| {
            let body = json!({ "token": token, "password": password });
            app.anonymous().post("/auth/password/reset").json(body)
        };
        // A weak password is refused, and the link still works.
        reset(&token, "1234567890").await.invalid("/password");
        let done = reset(&token, NEW).await.status(204);
        assert_ne!(done.header("sync-position"), "");
        reset(&token, NEW).await.invalid("/token");
        ada.get("/users/me").await.problem(401, "session_ended");
        app.try_login("ada@example.org", PASSWORD).await.problem(401, "invalid_credentials");
        let again = app.try_login("ada@example.org", NEW).await.status(200);
        again.has("/user/email_verified", true);
        app.mail("ada@example.org", "Your password was changed").await;
    }

    async fn a_link_works_for_an_hour_and_once(app: TestApp) {
        app.user("ada").await;
        app.anonymous().post("/auth/password/forgot").json(json!({ "email": "ada@example.org" })).await.status(202);
        let token = token_in(&app.mail("ada@example.org", "Choose a new password").await);
        let reset = |token: String| {
            let body = json!({ "token": token, "password": NEW });
            let request = app.anonymous().post("/auth/password/reset").json(body);
            async move { request.await.code() }
        };
        let mut codes = futures_util::future::join_all((0..6).map(|_| reset(token.clone()))).await;
        codes.sort_unstable();
        assert_eq!(codes, [204, 422, 422, 422, 422, 422]);
        app.anonymous().post("/auth/password/forgot").json(json!({ "email": "ada@example.org" })).await.status(202);
        while app.mails("ada@example.org", "Choose a new password").len() < 2 {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        let token = token_in(&app.mail("ada@example.org", "Choose a new password").await);
        app.advance_secs(3601);
        assert_eq!(reset(token).await, 422);
    }

    async fn changing_ends_other_sessions(app: TestApp) {
        let ada = app.user("ada").await;
        let other = app.try_login("ada@example.org", PASSWORD).await.status(200);
        let other = app.anonymous().with_token(other.text_at("/access_token"));
        other.get("/users/me").await.status(200);
        let change = |current: &str, new: &str| {
            let body = json!({ "current_password": current, "password": new });
            ada.post("/auth/password/change").json(body)
        };
        change("wrong", NEW).await.invalid("/current_password");
        change(PASSWORD, "password1234").await.invalid("/password");
        change(PASSWORD, NEW).idempotency_key("k1").await.status(204);
        // Sent again, as after a lost answer: the same answer, though the current password is another by now.
        let again = change(PASSWORD, NEW).idempotency_key("k1").await.status(204);
        assert_eq!(again.header("idempotent-replayed"), "true");
        ada.get("/users/me").await.status(200);
        other.get("/users/me").await.problem(401, "session_ended");
        app.try_login("ada@example.org", PASSWORD).await.problem(401, "invalid_credentials");
        app.try_login("ada@example.org", NEW).await.status(200);
    }

    async fn guessing_the_current_password_is_slowed_down(app: TestApp) {
        let ada = app.user("ada").await;
        let guess = || {
            let body = json!({ "current_password": "wrong", "password": NEW });
            ada.post("/auth/password/change").json(body)
        };
        for _ in 0..5 {
            guess().await.invalid("/current_password");
        }
        guess().await.problem(429, "too_many_attempts");
    }

    async fn a_hash_is_renewed_when_its_cost_changed(app: TestApp) {
        let ada = app.user("ada").await;
        let hash = taskflow_db::Sql::new("it::hash", "SELECT password_hash FROM credential WHERE user_id = $1");
        let (sql, id) = (hash.clone(), ada.id);
        let read = move || {
            let (app, sql) = (app.clone(), sql.clone());
            async move {
                let read = app.parts().db.read(move |tx| tx.one(&sql, &[taskflow_db::Value::Uuid(id)])?.get::<String>(0));
                let hash: Result<String, taskflow_db::Error> = read.await;
                (hash.unwrap(), app)
            }
        };
        let (before, app) = read().await;
        // An argon2id hash of PASSWORD with other parameters than the server's.
        let params = argon2::Params::new(128, 2, 1, None).unwrap();
        let other = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
        let other = argon2::PasswordHasher::hash_password_with_salt(&other, PASSWORD.as_bytes(), &[7; 16]).unwrap();
        let set = taskflow_db::Sql::new("it::set", "UPDATE credential SET password_hash = $2 WHERE user_id = $1");
        let other = other.to_string();
        let write = app.parts().db.write(id, move |tx| {
            tx.exec(&set, &taskflow_db::params![id, other.as_str()])
        });
        let written: Result<_, taskflow_db::Error> = write.await;
        written.unwrap();
        app.try_login("ada@example.org", PASSWORD).await.status(200);
        let (after, app) = read().await;
        assert!(after.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{after}");
        assert_ne!(before, after);
        app.try_login("ada@example.org", PASSWORD).await.status(200);
    }
}
