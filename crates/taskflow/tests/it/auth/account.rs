//! The account itself: changed, suspended, erased; and what is swept away.

use taskflow::auth::{self, NewUser, ProfilePatch, UserStatus};
use taskflow::base::{Error, Patch};
use taskflow::event::{Cx, Meta};
use uuid::Uuid;

use crate::support::{PASSWORD, TestApp};

async fn command<T: Send + 'static>(
    app: &TestApp,
    mut run: impl FnMut(&mut Cx<'_, '_>) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let meta = Meta::system(app.parts().clock.now(), "test");
    let write = app.parts().db.write(Uuid::nil(), move |tx| run(&mut Cx::new(tx, &meta)));
    write.await.map(|(done, _)| done)
}

on_both! {
    async fn a_profile_changes_once(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.id;
        let patch = ProfilePatch { name: Patch::Set(" Ada King ".to_owned()), ..ProfilePatch::default() };
        let (first, second) = (patch.clone(), patch);
        let changed = command(&app, move |cx| auth::update_profile(cx, id, &first, Some(1))).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.version), ("Ada King", 2));
        let same = command(&app, move |cx| auth::update_profile(cx, id, &second, None)).await.unwrap();
        assert_eq!(same.version, 2);
        let stale = ProfilePatch { name: Patch::Set("X".to_owned()), ..ProfilePatch::default() };
        let refused = command(&app, move |cx| auth::update_profile(cx, id, &stale, Some(1))).await;
        assert!(matches!(refused, Err(Error::Stale { .. })));
        let bad = ProfilePatch { name: Patch::Clear, timezone: Patch::Set("Nowhere".to_owned()), ..ProfilePatch::default() };
        let refused = command(&app, move |cx| auth::update_profile(cx, id, &bad, None)).await;
        assert!(matches!(refused, Err(Error::Invalid(faults)) if faults.len() == 2));
    }

    async fn an_erased_person_is_nowhere(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let made = ada.post("/auth/tokens").json(serde_json::json!({ "name": "Ada's script", "scopes": ["read"] })).await.status(201);
        let id = ada.id;
        let erased = command(&app, move |cx| auth::erase(cx, id)).await.unwrap();
        assert_eq!((erased.name.as_str(), erased.status), ("Deleted user", UserStatus::Deleted));
        ada.get("/users/me").await.problem(401, "session_ended");
        app.anonymous().with_token(made.text_at("/secret")).get("/users/me").await.problem(401, "session_ended");
        app.try_login("ada@example.org", PASSWORD).await.problem(401, "invalid_credentials");
        let entries = app.entries().await;
        let hers: Vec<_> = entries.iter().filter(|entry| entry.stream_id == id).collect();
        assert!(hers.len() >= 3);
        for entry in &hers {
            let payload = entry.payload.clone().unwrap_or_default();
            for trace in ["ada@", "Ada", "127.0.0.1"] {
                assert!(!payload.contains(trace), "{trace} in {payload}");
            }
        }
        assert!(hers.iter().rev().skip(1).all(|entry| entry.payload.is_none()));
        eve.get("/users/me").await.status(200);
        let again = command(&app, move |cx| auth::erase(cx, id)).await;
        assert!(matches!(again, Err(Error::NotFound("user"))));
        // The address is free again.
        app.user("ada").await;
    }

    async fn suspended_is_out_at_once(app: TestApp) {
        let ada = app.user("ada").await;
        let made = ada.post("/auth/tokens").json(serde_json::json!({ "name": "s", "scopes": ["read"] })).await.status(201);
        let token = app.anonymous().with_token(made.text_at("/secret"));
        auth::set_status(app.parts(), "Ada@example.org", UserStatus::Suspended).await.unwrap();
        ada.get("/users/me").await.problem(401, "session_ended");
        token.get("/users/me").await.problem(401, "session_ended");
        app.try_login("ada@example.org", "wrong").await.problem(401, "invalid_credentials");
        app.try_login("ada@example.org", PASSWORD).await.problem(403, "account_suspended");
        auth::set_status(app.parts(), "ada@example.org", UserStatus::Active).await.unwrap();
        app.try_login("ada@example.org", PASSWORD).await.status(200);
        token.get("/users/me").await.status(200);
        ada.get("/users/me").await.problem(401, "session_ended");
    }

    async fn the_command_line_makes_users(app: TestApp) {
        let new = NewUser {
            email: "root@example.org".to_owned(),
            name: "Root".to_owned(),
            password: PASSWORD.to_owned(),
            server_admin: false,
        };
        let made = auth::create_user(app.parts(), new.clone()).await.unwrap();
        assert!(made.server_admin && made.email_verified, "the first looks after the server");
        assert!(auth::create_user(app.parts(), new).await.is_err());
        app.try_login("root@example.org", PASSWORD).await.status(200);
        auth::reset_password_of(app.parts(), "root@example.org", "seven purple lighthouses").await.unwrap();
        app.try_login("root@example.org", PASSWORD).await.problem(401, "invalid_credentials");
        app.try_login("root@example.org", "seven purple lighthouses").await.status(200);
        let listed = app.parts().db.read(|tx| auth::list_users(tx, None, 10)).await.unwrap();
        assert_eq!(listed.len(), 1);
    }

    async fn what_is_over_is_swept_away(app: TestApp) {
        let ada = app.user("ada").await;
        let made = ada.post("/auth/tokens").json(serde_json::json!({ "name": "s", "scopes": ["read"] })).await.status(201);
        ada.delete(format!("/auth/tokens/{}", made.id())).await.status(204);
        ada.post("/auth/logout").await.status(204);
        app.try_login("ada@example.org", PASSWORD).await.status(200);
        app.try_login("eve@example.org", PASSWORD).await.problem(401, "invalid_credentials");
        app.mail("ada@example.org", "Confirm your e-mail address").await;
        auth::sweep(app.parts()).await.unwrap();
        app.advance_secs(62 * 24 * 3600);
        auth::sweep(app.parts()).await.unwrap();
        auth::sweep(app.parts()).await.unwrap();
        for table in ["session", "refresh_token", "api_token", "one_time_token", "login_throttle", "mail_outbox"] {
            let text: &'static str = format!("SELECT count(*) AS n FROM {table}").leak();
            let read = app.parts().db.read(move |tx| tx.one(&taskflow_db::Sql::new("it::count", text), &[])?.get::<i64>(0));
            let left: Result<i64, taskflow_db::Error> = read.await;
            assert_eq!(left.unwrap(), 0, "{table}");
        }
        app.try_login("ada@example.org", PASSWORD).await.status(200);
    }
}
