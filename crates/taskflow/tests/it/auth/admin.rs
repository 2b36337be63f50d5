//! Looking after the server, signed in and from its command line.

use serde_json::json;
use taskflow::auth;

use crate::support::PASSWORD;

on_both! {
    async fn who_looks_after_the_server_sees_all_accounts_and_shuts_people_out(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        app.try_login("eve@example.org", PASSWORD).await.status(200);
        let all = ada.get("/admin/users?include=total").await.status(200);
        assert_eq!(all.at("/total"), 2);
        assert_eq!(all.items().iter().map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>(), ["ada", "eve"]);
        assert_eq!(all.items()[1]["sessions"], 2);
        assert!(all.items()[1]["signed_in_at"].is_string());
        let first = ada.get("/admin/users?limit=1").await.status(200);
        let next = ada.get(format!("/admin/users?limit=1&cursor={}", first.text_at("/next_cursor"))).await.status(200);
        assert_eq!(next.items()[0]["name"], "eve");
        assert_eq!(ada.get("/admin/users?search=EVE%40").await.status(200).items().len(), 1);
        assert_eq!(ada.get("/admin/users?status=suspended").await.status(200).items().len(), 0);
        assert!((400..500).contains(&ada.get("/admin/users?status=erased").await.code()));

        // Suspended: signed out at once, and in no more; a stale version is refused, no change is none.
        let path = format!("/admin/users/{}", eve.id);
        ada.patch(&path).header("if-match", "\"7\"").json(json!({ "status": "suspended" })).await.problem(412, "version_conflict");
        ada.patch(&path).json(json!({ "status": null })).await.invalid("/status");
        let shut = ada.patch(&path).json(json!({ "status": "suspended" })).await.status(200).has("/status", "suspended");
        ada.patch(&path).json(json!({ "status": "suspended" })).await.status(200).has("/version", shut.at("/version").clone());
        eve.get("/users/me").await.problem(401, "session_ended");
        app.try_login("eve@example.org", PASSWORD).await.problem(403, "account_suspended");
        ada.post(format!("{path}/reset-password")).await.problem(409, "user_suspended");
        assert_eq!(ada.get("/admin/users?status=suspended").await.status(200).items().len(), 1);
        ada.patch(&path).json(json!({ "status": "active" })).await.status(200);
        app.try_login("eve@example.org", PASSWORD).await.status(200);
    }

    async fn nobody_takes_the_last_administrator_away(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let own = format!("/admin/users/{}", ada.id);
        for body in [json!({ "server_admin": false }), json!({ "status": "suspended" })] {
            ada.patch(&own).json(body).await.problem(409, "not_yourself");
        }
        eve.get("/admin/users").await.problem(403, "forbidden");
        ada.patch(format!("/admin/users/{}", eve.id)).json(json!({ "server_admin": true })).await.status(200);
        eve.patch(&own).json(json!({ "server_admin": false })).await.status(200);
        ada.get("/admin/server").await.problem(403, "forbidden");
        // The command line always can.
        auth::set_server_admin(app.parts(), "ada@example.org", true).await.unwrap();
        ada.get("/admin/server").await.status(200);
        // A token of an administrator cannot: whoever finds it must not become the owner of the server.
        let token = json!({ "name": "all", "scopes": ["read", "write", "admin"] });
        let token = ada.post("/auth/tokens").json(token).await.status(201);
        let token = app.anonymous().with_token(token.text_at("/secret"));
        token.get("/admin/users").await.problem(403, "sign_in_required");
        token.patch(&own).json(json!({})).await.problem(403, "sign_in_required");
    }

    async fn people_are_signed_out_everywhere_and_sent_a_new_start(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        let path = format!("/admin/users/{}", eve.id);
        ada.post(format!("{path}/sign-out")).await.status(204);
        eve.get("/users/me").await.problem(401, "session_ended");
        // Nothing to end is no fault; one's own session stays.
        ada.post(format!("{path}/sign-out")).await.status(204);
        ada.post(format!("/admin/users/{}/sign-out", ada.id)).await.status(204);
        ada.get("/users/me").await.status(200);
        ada.post(format!("{path}/reset-password")).await.status(202);
        app.mail("eve@example.org", "Choose a new password").await;
        ada.post("/admin/mail/test").await.status(202);
        app.mail("ada@example.org", "Mail from TaskFlow gets through").await;
        ada.post("/admin/users/00000000-0000-7000-8000-000000000000/reset-password").await.problem(404, "not_found");
    }

    async fn the_server_tells_how_it_is_and_whose_workspaces_it_has(app: TestApp) {
        let (ada, eve) = (app.user("ada").await, app.user("eve").await);
        for (who, name) in [(&eve, "Bees"), (&ada, "ants")] {
            who.post("/workspaces").json(json!({ "name": name })).await.status(201);
        }
        let list = ada.get("/admin/workspaces?include=total").await.status(200);
        assert_eq!(list.at("/total"), 2);
        assert_eq!(list.items().iter().map(|one| one["name"].as_str().unwrap()).collect::<Vec<_>>(), ["ants", "Bees"]);
        assert_eq!(list.items()[1]["owners"][0]["email"], "eve@example.org");
        assert_eq!(list.items()[1]["members"], 1);
        assert_eq!(ada.get("/admin/workspaces?search=bee").await.status(200).items().len(), 1);
        let status = ada.get("/admin/server").await.status(200);
        assert_eq!(status.at("/people/total"), 2);
        assert_eq!(status.at("/workspaces"), 2);
        assert_eq!(status.at("/registration"), "open");
        assert_eq!(status.at("/database/writes_accepted"), true);
        assert_eq!(status.at("/mail/has_server"), false);
        assert!(status.at("/disk/free_bytes").as_u64().is_some());
        eve.get("/admin/workspaces").await.problem(403, "forbidden");
    }
}
