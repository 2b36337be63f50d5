//! Making, changing and deleting workspaces.

use serde_json::json;
use uuid::Uuid;

use super::{invite, join, office, token_to};

on_both! {
    async fn a_slug_is_made_of_the_name(app: TestApp) {
        let ada = app.user("ada").await;
        let make = async |name: &str| ada.post("/workspaces").json(json!({ "name": name })).await.status(201);
        let first = make("  Café Zürich ")
            .await
            .has("/slug", "cafe-zurich")
            .has("/name", "Café Zürich")
            .has("/version", 1);
        make("Café Zürich").await.has("/slug", "cafe-zurich-2");
        make("API").await.has("/slug", "api-2");
        assert!(make("日本語").await.text_at("/slug").starts_with("workspace-"));
        let id = first.id();
        assert_eq!(first.header("location"), format!("/api/v1/workspaces/{id}"));
        assert!(first.header("sync-position").starts_with("1:"));
        let own = ada.get(format!("/workspaces/{id}/members/me")).await.status(200);
        own.has("/role", "owner")
            .has("/state", "active")
            .has("/email", "ada@example.org");
        ada.get("/workspaces/cafe-zurich").await.status(200).has("/id", id.to_string());
    }

    async fn bad_workspaces_are_refused_whole(app: TestApp) {
        let ada = app.user("ada").await;
        let post = async |body| ada.post("/workspaces").json(body).await;
        post(json!({ "name": " " })).await.invalid("/name");
        post(json!({ "name": "x".repeat(81) })).await.invalid("/name");
        post(json!({ "name": "a\u{0}b" })).await.invalid("/name");
        for slug in ["api", "login", "Acme", "a", "a--b", "018f2b5c-6f3e-7c3a-9d64-1c2b3a4d5e6f"] {
            post(json!({ "name": "Acme", "slug": slug })).await.invalid("/slug");
        }
        post(json!({ "name": "Acme", "timezone": "Mars/Olympus" }))
            .await
            .invalid("/timezone");
        post(json!({ "name": "Acme", "week_start": 0 })).await.invalid("/week_start");
        post(json!({ "name": "Acme", "owner": 1 })).await.invalid("/owner");
        post(json!({ "name": 1 })).await.invalid("/name");
        assert!(ada.get("/workspaces").await.status(200).items().is_empty());
    }

    async fn a_slug_is_given_once(app: TestApp) {
        let (ada, bob) = (app.user("ada").await, app.user("bob").await);
        ada.workspace("acme").await;
        bob.post("/workspaces")
            .json(json!({ "name": "Mine", "slug": "acme" }))
            .await
            .problem(409, "slug_taken");
        let other = bob.workspace("other").await.id();
        bob.patch(format!("/workspaces/{other}"))
            .json(json!({ "slug": "acme" }))
            .await
            .problem(409, "slug_taken");
        bob.patch(format!("/workspaces/{other}"))
            .json(json!({ "slug": "mine" }))
            .await
            .status(200)
            .has("/slug", "mine");
    }

    async fn an_id_of_ones_own_makes_one_workspace(app: TestApp) {
        let (ada, bob) = (app.user("ada").await, app.user("bob").await);
        let id = "018f2b5c-6f3e-7c3a-9d64-1c2b3a4d5e6f";
        let body = json!({ "id": id, "name": "Acme" });
        let first = ada.post("/workspaces").json(body.clone()).await.status(201);
        let again = ada.post("/workspaces").json(body.clone()).await.status(200);
        assert_eq!(first.json(), again.json());
        assert_eq!(first.header("sync-position"), again.header("sync-position"));
        bob.post("/workspaces").json(body).await.problem(409, "id_taken");
        // Nobody's own stream, nor one that could be mistaken for the start of a list.
        for id in [bob.id, ada.id, Uuid::nil(), Uuid::max()] {
            ada.post("/workspaces")
                .json(json!({ "id": id, "name": "Trap" }))
                .await
                .problem(409, "id_taken");
        }
    }

    async fn changes_ask_for_the_version(app: TestApp) {
        let ada = app.user("ada").await;
        let id = ada.workspace("acme").await.id();
        let path = format!("/workspaces/{id}");
        let changed = ada
            .patch(&path)
            .json(json!({ "name": "New", "timezone": "europe/paris", "week_start": 7 }))
            .await;
        let changed = changed
            .status(200)
            .has("/version", 2)
            .has("/timezone", "Europe/Paris")
            .has("/week_start", 7);
        assert_eq!(changed.header("etag"), "\"2\"");
        let same = ada
            .patch(&path)
            .json(json!({ "name": "New" }))
            .await
            .status(200)
            .has("/version", 2);
        assert_eq!(same.header("sync-position"), changed.header("sync-position"));
        let stale = ada.patch(&path).if_match(1).json(json!({ "name": "Newer" })).await;
        stale.problem(412, "version_conflict").has("/current/name", "New");
        ada.patch(&path).json(json!({ "name": null })).await.invalid("/name");
        ada.patch(&path)
            .json(json!({ "week_start": 8, "slug": "api" }))
            .await
            .invalid("/week_start");
        ada.get(&path).header("if-none-match", "\"2\"").await.status(304);
    }

    async fn a_deleted_workspace_is_gone_for_all(app: TestApp) {
        let office = office(&app).await;
        for person in [&office.admin, &office.member, &office.guest] {
            person.delete(office.path("")).await.problem(403, "forbidden");
        }
        invite(&office.owner, office.id, "eve@example.org", "member").await;
        let token = token_to(&app, "eve@example.org").await;
        office
            .owner
            .delete(office.path(""))
            .if_match(7)
            .await
            .problem(412, "version_conflict");
        assert!(
            office
                .owner
                .delete(office.path(""))
                .await
                .status(204)
                .header("sync-position")
                .starts_with("1:")
        );
        for person in [&office.owner, &office.admin, &office.member, &office.guest] {
            person.get(office.path("")).await.problem(404, "not_found");
            person.get("/workspaces/office").await.problem(404, "not_found");
            assert!(person.get("/workspaces").await.items().is_empty());
            assert!(person.get("/users/me/memberships").await.items().is_empty());
        }
        office.owner.delete(office.path("")).await.problem(404, "not_found");
        office
            .owner
            .get(format!("/users/{}", office.member.id))
            .await
            .problem(404, "not_found");
        let eve = app.user("eve").await;
        app.anonymous()
            .get(format!("/invitations/{token}"))
            .await
            .problem(404, "not_found");
        eve.post(format!("/invitations/{token}/accept")).await.problem(404, "not_found");
        // Old links must not lead into somebody else's workspace.
        eve.post("/workspaces")
            .json(json!({ "name": "office", "slug": "office" }))
            .await
            .problem(409, "slug_taken");
        // What is gone still follows its people's names, so that its log stays true.
        office
            .member
            .patch("/users/me")
            .json(json!({ "name": "Mia Maria" }))
            .await
            .status(200);
    }

    async fn workspaces_are_listed_by_name(app: TestApp) {
        let ada = app.user("ada").await;
        for name in ["delta", "Alpha", "charlie", "Bravo"] {
            ada.post("/workspaces").json(json!({ "name": name })).await.status(201);
        }
        let bob = app.user("bob").await;
        let id = bob.workspace("hidden").await.id();
        let first = ada.get("/workspaces?limit=3&include=total").await.status(200).has("/total", 4);
        assert_eq!(first.texts("name"), ["Alpha", "Bravo", "charlie"]);
        let rest = ada
            .get(format!("/workspaces?limit=3&cursor={}", first.text_at("/next_cursor")))
            .await
            .status(200);
        assert_eq!(rest.texts("name"), ["delta"]);
        assert!(rest.at("/next_cursor").is_null());
        ada.get("/workspaces?cursor=nonsense").await.problem(400, "invalid_cursor");
        ada.get("/workspaces?limit=0").await.invalid("?limit");
        ada.get("/workspaces?include=all").await.invalid("?include");
        ada.get("/workspaces?colour=red").await.status(422);
        join(&app, &bob, id, &ada, "guest").await;
        assert_eq!(ada.get("/workspaces").await.items().len(), 5);
    }
}
