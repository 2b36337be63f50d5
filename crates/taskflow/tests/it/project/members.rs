//! Roles given in projects.

use serde_json::json;
use uuid::Uuid;

use super::people::join;

on_both! {
    async fn roles_are_given_changed_and_taken(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "guest").await;
        let project = ada.project(ws, "Web").await.id();
        let path = format!("/projects/{project}/members");
        let made = ada.grant(project, bob.id, "viewer").await
            .has("/user_id", bob.id.to_string()).has("/team_id", json!(null)).has("/role", "viewer")
            .has("/project_id", project.to_string()).has("/version", 1);
        let grant = format!("{path}/{}", made.id());
        assert_eq!(made.header("location"), format!("/api/v1{grant}"));
        bob.get(format!("/projects/{project}")).await.status(200);
        bob.post(&path).json(json!({ "user_id": bob.id, "role": "manager" })).await.problem(403, "forbidden");

        ada.patch(&grant).if_match(9).json(json!({ "role": "editor" })).await.problem(412, "version_conflict");
        ada.patch(&grant).json(json!({ "role": "editor" })).await.status(200).has("/role", "editor").has("/version", 2);
        ada.patch(&grant).json(json!({ "role": "editor" })).await.status(200).has("/version", 2);
        ada.patch(&grant).json(json!({})).await.status(200).has("/version", 2);
        ada.patch(&grant).json(json!({ "role": null })).await.invalid("/role");
        ada.patch(&grant).json(json!({ "role": "king" })).await.invalid("/role");

        ada.delete(&grant).if_match(1).await.problem(412, "version_conflict");
        ada.delete(&grant).await.status(204);
        ada.delete(&grant).await.problem(404, "not_found");
        bob.get(format!("/projects/{project}")).await.problem(404, "not_found");

        // The last manager may go: the workspace's owner still manages.
        let mine = ada.project_with(ws, json!({ "name": "Mine", "visibility": "private" })).await.id();
        let own = ada.get(format!("/projects/{mine}/members")).await.items()[0]["id"].as_str().unwrap().to_owned();
        ada.delete(format!("/projects/{mine}/members/{own}")).await.status(204);
        ada.patch(format!("/projects/{mine}")).json(json!({ "name": "Still mine" })).await.status(200);
    }

    async fn who_can_be_added(app: TestApp) {
        let ada = app.user("ada").await;
        let eve = app.user("eve").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "member").await;
        let project = ada.project(ws, "Web").await.id();
        let path = format!("/projects/{project}/members");
        let team = ada.team(ws, "Crew", &[bob.id]).await;
        let foreign_ws = eve.workspace("elsewhere").await.id();
        let foreign = eve.team(foreign_ws, "Others", &[]).await;
        ada.post(&path).json(json!({ "user_id": bob.id, "team_id": team, "role": "viewer" })).await.problem(422, "one_holder");
        ada.post(&path).json(json!({ "role": "viewer" })).await.problem(422, "one_holder");
        ada.post(&path).json(json!({ "user_id": eve.id, "role": "viewer" })).await.invalid("/user_id");
        ada.post(&path).json(json!({ "team_id": foreign, "role": "viewer" })).await.invalid("/team_id");
        ada.post(&path).json(json!({ "user_id": bob.id })).await.invalid("/role");
        for (holder, id) in [("user_id", bob.id), ("team_id", team)] {
            let grant = Uuid::from_u128(id.as_u128() ^ 1);
            let body = json!({ "id": grant, holder: id, "role": "viewer" });
            let first = ada.post(&path).json(body.clone()).await.status(201);
            let again = ada.post(&path).json(body.clone()).await.status(201);
            assert_eq!(first.json(), again.json());
            ada.post(&path).json(json!({ holder: id, "role": "editor" })).await.problem(409, "already_member");
            eve.post(&path).json(body.clone()).await.problem(404, "not_found");
            let second = ada.project(ws, "Second").await.id();
            ada.post(format!("/projects/{second}/members")).json(body).await.problem(409, "id_taken");
        }
        // Suspended is no member.
        ada.patch(format!("/workspaces/{ws}/members/{}", bob.id)).json(json!({ "state": "suspended" })).await.status(200);
        let third = ada.project(ws, "Third").await.id();
        ada.post(format!("/projects/{third}/members")).json(json!({ "user_id": bob.id, "role": "viewer" })).await.invalid("/user_id");
        bob.get(format!("/projects/{project}")).await.problem(404, "not_found");
    }

    async fn inherited_roles_are_shown_and_changed_where_they_were_given(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let top = ada.project(ws, "Top").await.id();
        let mid = ada.child(ws, top, "Mid").await.id();
        let leaf = ada.child(ws, mid, "Leaf").await.id();
        let bob = join(&app, &ada, ws, "bob", "guest").await;
        let high = ada.grant(top, bob.id, "viewer").await.id();
        let near = ada.grant(mid, bob.id, "editor").await.id();
        let own = ada.grant(leaf, bob.id, "commenter").await.id();

        let path = format!("/projects/{leaf}/members");
        let all = ada.get(format!("{path}?include=total")).await.status(200).has("/total", 3);
        assert_eq!(all.texts("id"), [own, near, high].map(|id| id.to_string()));
        let from: Vec<_> = all.items().iter().map(|item| item["inherited_from"].clone()).collect();
        assert_eq!(from, [json!(null), json!(mid), json!(top)]);
        let first = ada.get(format!("{path}?limit=2")).await;
        let second = ada.get(format!("{path}?limit=2&cursor={}", first.text_at("/next_cursor"))).await;
        assert_eq!(second.texts("id"), [high.to_string()]);
        assert!(second.at("/next_cursor").is_null());

        ada.patch(format!("{path}/{high}")).json(json!({ "role": "editor" })).await.problem(404, "not_found");
        ada.delete(format!("{path}/{high}")).await.problem(404, "not_found");
        ada.patch(format!("/projects/{top}/members/{high}")).json(json!({ "role": "editor" })).await.status(200);
    }

    async fn roles_end_with_the_membership_and_with_the_team(app: TestApp) {
        let ada = app.user("ada").await;
        let ws = ada.workspace("acme").await.id();
        let bob = join(&app, &ada, ws, "bob", "member").await;
        let team = ada.team(ws, "Crew", &[bob.id]).await;
        let project = ada.project_with(ws, json!({ "name": "Web", "visibility": "private", "lead_id": bob.id })).await.id();
        ada.grant(project, bob.id, "editor").await;
        let path = format!("/projects/{project}/members");
        ada.post(&path).json(json!({ "team_id": team, "role": "viewer" })).await.status(201);
        assert_eq!(ada.get(&path).await.items().len(), 3);

        ada.delete(format!("/workspaces/{ws}/members/{}", bob.id)).await.status(204);
        assert_eq!(ada.get(&path).await.items().len(), 2, "the team's stays");
        ada.get(format!("/projects/{project}")).await.has("/lead_id", json!(null));
        ada.delete(format!("/workspaces/{ws}/teams/{team}")).await.status(204);
        assert_eq!(ada.get(&path).await.texts("user_id"), [ada.id.to_string()]);
    }
}
