//! People, as the workspaces they share show them; and people who are to be forgotten.

use serde_json::json;
use uuid::Uuid;

use super::{invite, join, office, token_to};
use crate::support::{PASSWORD, TestApp};

on_both! {
    async fn a_new_name_shows_everywhere(app: TestApp) {
        let office = office(&app).await;
        let own = office.guest.workspace("own").await.id();
        let body = json!({ "name": "Gustav", "avatar_url": "https://example.org/g.png" });
        let user = office
            .guest
            .patch("/users/me")
            .json(body.clone())
            .await
            .status(200)
            .has("/name", "Gustav");
        let member = office
            .owner
            .get(office.path(&format!("/members/{}", office.guest.id)))
            .await
            .status(200);
        let member = member
            .has("/name", "Gustav")
            .has("/avatar_url", "https://example.org/g.png")
            .has("/version", 2);
        member.has("/role", "guest");
        office
            .guest
            .get(format!("/workspaces/{own}/members/me"))
            .await
            .status(200)
            .has("/name", "Gustav")
            .has("/role", "owner");
        office
            .owner
            .get(format!("/users/{}", office.guest.id))
            .await
            .status(200)
            .has("/name", "Gustav");
        // What no workspace shows bumps nothing there.
        office
            .guest
            .patch("/users/me")
            .json(json!({ "timezone": "Europe/Rome" }))
            .await
            .status(200);
        office.guest.patch("/users/me").json(body).await.status(200);
        office
            .guest
            .get(office.path("/members/me"))
            .await
            .status(200)
            .has("/version", 2);
        office
            .guest
            .patch("/users/me")
            .if_match(user.version() - 1)
            .json(json!({ "name": "X" }))
            .await
            .problem(412, "version_conflict");
        office
            .guest
            .patch("/users/me")
            .json(json!({ "name": "" }))
            .await
            .invalid("/name");
        office
            .guest
            .patch("/users/me")
            .json(json!({ "role": "owner" }))
            .await
            .invalid("/role");
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
            office
                .owner
                .get(&member)
                .await
                .status(200)
                .has("/name", format!("Eva {round}"))
                .has("/role", "member");
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
        eve.get(format!("/users/{}", eve.id)).await.status(200).has("/name", "eve");
        eve.get("/users/018f2b5c-6f3e-7c3a-9d64-1c2b3a4d5e6f")
            .await
            .problem(404, "not_found");
        join(&app, &office.owner, office.id, &eve, "guest").await;
        eve.get(&path).await.status(200);
        office
            .owner
            .patch(office.path(&format!("/members/{}", eve.id)))
            .json(json!({ "state": "suspended" }))
            .await
            .status(200);
        eve.get(&path).await.problem(404, "not_found");
    }

    async fn who_goes_is_forgotten(app: TestApp) {
        let office = office(&app).await;
        let (owner, guest) = (&office.owner, &office.guest);
        // A workspace of their own, one they left, and a name they had.
        let own = guest.workspace("own").await.id();
        let left = app.user("lea").await;
        let past = left.workspace("past").await.id();
        join(&app, &left, past, guest, "member").await;
        guest.delete(format!("/workspaces/{past}/members/me")).await.status(204);
        guest
            .patch("/users/me")
            .json(json!({ "name": "Gustav Gans" }))
            .await
            .status(200);
        let open = app.user("otto").await;
        let other = open.workspace("other").await.id();
        invite(&open, other, &guest.email, "admin").await;
        let erase = |password: &str| guest.delete("/users/me").json(json!({ "password": password }));
        erase("wrong horse").await.invalid("/password");
        erase(PASSWORD).await.status(204);
        guest.get("/users/me").await.problem(401, "session_ended");
        let login = json!({ "email": guest.email, "password": PASSWORD });
        app.anonymous().post("/auth/login").json(login).await.status(401);
        let members = owner.get(office.path("/members")).await.status(200);
        assert_eq!(members.texts("name"), ["adam", "mia", "olga"]);
        owner.get(format!("/users/{}", guest.id)).await.problem(404, "not_found");
        assert!(
            open.get(format!("/workspaces/{other}/invitations?state=all"))
                .await
                .items()
                .is_empty()
        );
        for stream in [office.id, own, past, other, guest.id] {
            let said = log_text(&app, stream).await;
            for trace in ["gus@example.org", "\"gus\"", "Gustav"] {
                assert!(!said.contains(trace), "{trace} in {stream}: {said}");
            }
        }
        assert!(log_text(&app, office.id).await.contains("mia@example.org"));
        // The address is free for somebody new.
        app.user("gus").await.get("/workspaces").await.status(200);
    }

    async fn the_last_owner_of_others_may_not_go(app: TestApp) {
        let office = office(&app).await;
        let erase = || office.owner.delete("/users/me").json(json!({ "password": PASSWORD }));
        let refused = erase().await.problem(409, "last_owner");
        assert!(refused.text_at("/detail").contains("office"), "{refused}");
        office.owner.get("/users/me").await.status(200);
        office.set_role(&office.owner, office.admin.id, "owner").await.status(200);
        erase().await.status(204);
        office
            .admin
            .get(office.path("/members?include=total"))
            .await
            .status(200)
            .has("/total", 3);
    }

    async fn who_is_forgotten_while_something_happens_stays_forgotten(app: TestApp) {
        let office = office(&app).await;
        for round in 0..6 {
            let eve = app.user(&format!("eve{round}")).await;
            join(&app, &office.owner, office.id, &eve, "guest").await;
            let member = office.path(&format!("/members/{}", eve.id));
            let (gone, _, _, _) = tokio::join!(
                eve.delete("/users/me").json(json!({ "password": PASSWORD })).send(),
                office.admin.patch(&member).json(json!({ "role": "member" })).send(),
                eve.patch("/users/me").json(json!({ "name": format!("Evelyn{round}") })).send(),
                office.admin.patch(&member).json(json!({ "role": "admin" })).send()
            );
            gone.status(204);
            let said = log_text(&app, office.id).await;
            for trace in [format!("eve{round}"), format!("Evelyn{round}")] {
                assert!(!said.contains(&trace), "{said}");
            }
        }
    }
}

/// All that a stream's log says.
async fn log_text(app: &TestApp, stream: Uuid) -> String {
    let entries = move |tx: &mut taskflow_db::Tx<'_>| taskflow::event::entries_after(tx, stream, 0, 1000);
    let entries = app.parts().db.read(entries).await.unwrap();
    entries.into_iter().filter_map(|entry| entry.payload).collect()
}
