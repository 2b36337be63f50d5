//! People, as the workspaces they share show them; and people who are to be forgotten.

use serde_json::json;

use super::{invite, join, office, token_to};

on_both! {
    async fn a_new_name_shows_everywhere(app: TestApp) {
        let office = office(&app).await;
        let own = office.guest.workspace("own").await.id();
        let body = json!({ "name": "Gustav", "avatar_url": "https://example.org/g.png" });
        let user = office.guest.patch("/users/me").json(body.clone()).await.status(200).has("/name", "Gustav");
        let member = office.owner.get(office.path(&format!("/members/{}", office.guest.id))).await.status(200);
        let member = member.has("/name", "Gustav").has("/avatar_url", "https://example.org/g.png").has("/version", 2);
        member.has("/role", "guest");
        office.guest.get(format!("/workspaces/{own}/members/me")).await.status(200).has("/name", "Gustav").has("/role", "owner");
        office.owner.get(format!("/users/{}", office.guest.id)).await.status(200).has("/name", "Gustav");
        // What no workspace shows bumps nothing there.
        office.guest.patch("/users/me").json(json!({ "timezone": "Europe/Rome" })).await.status(200);
        office.guest.patch("/users/me").json(body).await.status(200);
        office.guest.get(office.path("/members/me")).await.status(200).has("/version", 2);
        office.guest.patch("/users/me").if_match(user.version() - 1).json(json!({ "name": "X" })).await.problem(412, "version_conflict");
        office.guest.patch("/users/me").json(json!({ "name": "" })).await.invalid("/name");
        office.guest.patch("/users/me").json(json!({ "role": "owner" })).await.invalid("/role");
    }

    async fn names_and_memberships_change_at_once(app: TestApp) {
        let office = office(&app).await;
        let eve = app.user("eve").await;
        for round in 0..6 {
            invite(&office.owner, office.id, &eve.email, "guest").await;
            let accept = format!("/invitations/{}/accept", token_to(&app, &eve.email).await);
            let rename = eve.patch("/users/me").json(json!({ "name": format!("Eve {round}") })).send();
            let (joined, renamed) = tokio::join!(eve.post(accept).send(), rename);
            joined.status(200);
            renamed.status(200);
            let member = office.path(&format!("/members/{}", eve.id));
            let rename = eve.patch("/users/me").json(json!({ "name": format!("Eva {round}") })).send();
            let raise = office.admin.patch(&member).json(json!({ "role": "member" })).send();
            let (renamed, raised) = tokio::join!(rename, raise);
            renamed.status(200);
            raised.status(200);
            office.owner.get(&member).await.status(200).has("/name", format!("Eva {round}")).has("/role", "member");
            eve.delete(office.path("/members/me")).await.status(204);
        }
    }

    async fn only_who_shares_a_workspace_is_seen(app: TestApp) {
        let office = office(&app).await;
        let eve = app.user("eve").await;
        let path = format!("/users/{}", office.member.id);
        let seen = office.guest.get(&path).await.status(200).has("/email", "mia@example.org");
        assert!(seen.find("/server_admin").is_none() && seen.find("/status").is_none(), "{seen}");
        eve.get(&path).await.problem(404, "not_found");
        eve.get("/users/018f2b5c-6f3e-7c3a-9d64-1c2b3a4d5e6f").await.problem(404, "not_found");
        join(&app, &office.owner, office.id, &eve, "guest").await;
        eve.get(&path).await.status(200);
        office.owner.patch(office.path(&format!("/members/{}", eve.id))).json(json!({ "state": "suspended" })).await.status(200);
        eve.get(&path).await.problem(404, "not_found");
    }
}
