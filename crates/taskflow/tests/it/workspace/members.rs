//! Members: who sees, raises, lowers and removes whom.

use serde_json::json;

use super::{invite, join, office};

on_both! {
    async fn members_are_found_by_name_and_address(app: TestApp) {
        let office = office(&app).await;
        let all = office
            .guest
            .get(office.path("/members?limit=3&include=total"))
            .await
            .status(200)
            .has("/total", 4);
        assert_eq!(all.texts("name"), ["adam", "gus", "mia"]);
        let rest = office
            .guest
            .get(office.path(&format!("/members?limit=3&cursor={}", all.text_at("/next_cursor"))))
            .await;
        assert_eq!(rest.status(200).texts("name"), ["olga"]);
        let found = office
            .member
            .get(office.path("/members?search=MI&include=total"))
            .await
            .status(200)
            .has("/total", 1);
        assert_eq!(found.texts("email"), ["mia@example.org"]);
        assert!(
            office
                .member
                .get(office.path("/members?search=%25"))
                .await
                .status(200)
                .items()
                .is_empty()
        );
        assert_eq!(
            office
                .member
                .get(office.path("/members?search=example.org"))
                .await
                .items()
                .len(),
            4
        );
        office
            .member
            .get(office.path("/members/nobody"))
            .await
            .problem(404, "not_found");
        let own = office
            .member
            .get("/users/me/memberships")
            .await
            .status(200)
            .has("/items/0/role", "member");
        assert_eq!(own.id_at("/items/0/workspace_id"), office.id);
    }

    async fn the_ladder_of_roles(app: TestApp) {
        let office = office(&app).await;
        let (owner, admin, member, guest) = (&office.owner, &office.admin, &office.member, &office.guest);
        for person in [member, guest] {
            office.set_role(person, guest.id, "admin").await.problem(403, "forbidden");
            person
                .delete(office.path(&format!("/members/{}", admin.id)))
                .await
                .problem(403, "forbidden");
            person.get(office.path("/invitations")).await.problem(403, "forbidden");
            person
                .post(office.path("/invitations"))
                .json(json!({ "emails": ["x@example.org"], "role": "guest" }))
                .await
                .problem(403, "forbidden");
            person
                .post(office.path("/teams"))
                .json(json!({ "name": "T" }))
                .await
                .problem(403, "forbidden");
            person
                .patch(office.path(""))
                .json(json!({ "name": "T" }))
                .await
                .problem(403, "forbidden");
            person
                .post(office.path("/transfer-ownership"))
                .json(json!({ "user_id": person.id }))
                .await
                .problem(403, "forbidden");
        }
        office
            .set_role(admin, guest.id, "member")
            .await
            .status(200)
            .has("/role", "member")
            .has("/version", 2);
        office
            .set_role(admin, member.id, "admin")
            .await
            .status(200)
            .has("/role", "admin");
        office.set_role(admin, member.id, "member").await.status(200);
        office.set_role(admin, member.id, "owner").await.problem(403, "owner_required");
        office.set_role(admin, admin.id, "owner").await.problem(403, "owner_required");
        office.set_role(admin, owner.id, "member").await.problem(403, "owner_required");
        admin
            .patch(office.path(&format!("/members/{}", owner.id)))
            .json(json!({ "state": "suspended" }))
            .await
            .problem(403, "owner_required");
        admin
            .delete(office.path(&format!("/members/{}", owner.id)))
            .await
            .problem(403, "owner_required");
        admin.delete(office.path("")).await.problem(403, "forbidden");
        admin
            .post(office.path("/transfer-ownership"))
            .json(json!({ "user_id": admin.id }))
            .await
            .problem(403, "forbidden");
        office
            .set_role(owner, admin.id, "owner")
            .await
            .status(200)
            .has("/role", "owner");
        office
            .set_role(admin, owner.id, "admin")
            .await
            .status(200)
            .has("/role", "admin");
        office.set_role(owner, admin.id, "member").await.problem(403, "owner_required");
    }

    async fn bad_changes_are_refused(app: TestApp) {
        let office = office(&app).await;
        let path = office.path(&format!("/members/{}", office.guest.id));
        let patch = async |body| office.owner.patch(&path).json(body).await;
        patch(json!({ "role": "king" })).await.invalid("/role");
        patch(json!({ "role": null })).await.invalid("/role");
        patch(json!({ "state": "invited" })).await.invalid("/state");
        patch(json!({ "name": "Gustav" })).await.invalid("/name");
        patch(json!({})).await.status(200).has("/version", 1);
        patch(json!({ "role": "guest", "state": "active" }))
            .await
            .status(200)
            .has("/version", 1);
        office
            .owner
            .patch(&path)
            .if_match(3)
            .json(json!({ "role": "member" }))
            .await
            .problem(412, "version_conflict");
        office.owner.delete(&path).if_match(3).await.problem(412, "version_conflict");
    }

    async fn suspension_shuts_out_at_once_and_waits(app: TestApp) {
        let office = office(&app).await;
        let path = office.path(&format!("/members/{}", office.member.id));
        let team = office
            .admin
            .post(office.path("/teams"))
            .json(json!({ "name": "Core", "member_ids": [office.member.id] }))
            .await
            .status(201)
            .id();
        office
            .admin
            .patch(&path)
            .json(json!({ "state": "suspended" }))
            .await
            .status(200)
            .has("/state", "suspended");
        office.member.get(office.path("")).await.problem(404, "not_found");
        office.member.delete(office.path("/members/me")).await.problem(404, "not_found");
        assert!(office.member.get("/workspaces").await.items().is_empty());
        office
            .member
            .get("/users/me/memberships")
            .await
            .status(200)
            .has("/items/0/state", "suspended");
        // An invitation does not lead around it.
        invite(&office.admin, office.id, &office.member.email, "admin")
            .await
            .has("/items/0/outcome", "already_member");
        office.admin.patch(&path).json(json!({ "state": "active" })).await.status(200);
        office
            .member
            .get(office.path(&format!("/teams/{team}")))
            .await
            .status(200)
            .has("/member_ids/0", office.member.id.to_string());
    }

    async fn who_is_removed_leaves_everything(app: TestApp) {
        let office = office(&app).await;
        let (member, guest) = (&office.member, &office.guest);
        let body = json!({ "name": "Core", "member_ids": [member.id, guest.id] });
        let team = office.admin.post(office.path("/teams")).json(body).await.status(201).id();
        office
            .admin
            .delete(office.path(&format!("/members/{}", member.id)))
            .await
            .status(204);
        member.get(office.path("")).await.problem(404, "not_found");
        let left = office
            .admin
            .get(office.path(&format!("/teams/{team}")))
            .await
            .status(200)
            .has("/version", 2);
        assert_eq!(*left.at("/member_ids"), json!([guest.id]));
        office
            .admin
            .delete(office.path(&format!("/members/{}", member.id)))
            .await
            .problem(404, "not_found");
        guest.delete(office.path("/members/me")).await.status(204);
        guest.get(office.path("")).await.problem(404, "not_found");
        // Whoever comes back starts with what the invitation gives, and counts on.
        join(&app, &office.owner, office.id, member, "guest").await;
        let back = member.get(office.path("/members/me")).await.status(200).has("/role", "guest");
        assert!(back.version() > 2, "{back}");
        assert_eq!(*member.get(office.path(&format!("/teams/{team}"))).await.at("/member_ids"), json!([]));
    }

    async fn tokens_need_the_admin_scope(app: TestApp) {
        let office = office(&app).await;
        let token = async |scopes: serde_json::Value| {
            let made = office
                .owner
                .post("/auth/tokens")
                .json(json!({ "name": "t", "scopes": scopes }))
                .await
                .status(201);
            app.anonymous().with_token(made.text_at("/secret"))
        };
        let reader = token(json!(["read"])).await;
        reader.get(office.path("/members")).await.status(200);
        let body = json!({ "role": "member" });
        let path = office.path(&format!("/members/{}", office.guest.id));
        reader.patch(&path).json(body.clone()).await.problem(403, "missing_scope");
        let writer = token(json!(["read", "write"])).await;
        writer.patch(&path).json(body.clone()).await.problem(403, "missing_scope");
        writer
            .post("/workspaces")
            .json(json!({ "name": "Mine" }))
            .await
            .problem(403, "missing_scope");
        writer.delete(office.path("/members/me")).await.problem(403, "missing_scope");
        let admin = token(json!(["read", "admin"])).await;
        admin.patch(&path).json(body).await.status(200);
        admin
            .patch("/users/me")
            .json(json!({ "name": "X" }))
            .await
            .problem(403, "sign_in_required");
    }

    async fn roles_in_projects_do_not_wait_for_who_comes_back(app: TestApp) {
        let office = office(&app).await;
        let body = json!({ "name": "Secret", "visibility": "private" });
        let secret = office.owner.post(office.path("/projects")).json(body).await.status(201).id();
        let team = office
            .owner
            .post(office.path("/teams"))
            .json(json!({ "name": "Core", "member_ids": [office.guest.id] }))
            .await;
        let team = team.status(201).id();
        let project = format!("/projects/{secret}");
        let grant = async |body| office.owner.post(format!("{project}/members")).json(body).await.status(201);
        grant(json!({ "user_id": office.member.id, "role": "editor" })).await;
        grant(json!({ "team_id": team, "role": "viewer" })).await;
        office.member.get(&project).await.status(200);
        office.guest.get(&project).await.status(200);
        // Suspended, they wait.
        let path = office.path(&format!("/members/{}", office.member.id));
        office
            .owner
            .patch(&path)
            .json(json!({ "state": "suspended" }))
            .await
            .status(200);
        office.member.get(&project).await.problem(404, "not_found");
        office.owner.patch(&path).json(json!({ "state": "active" })).await.status(200);
        office.member.get(&project).await.status(200);
        // Removed, they are gone, and a team's with the team.
        office.owner.delete(&path).await.status(204);
        join(&app, &office.owner, office.id, &office.member, "member").await;
        office.member.get(&project).await.problem(404, "not_found");
        office.owner.delete(office.path(&format!("/teams/{team}"))).await.status(204);
        office.guest.get(&project).await.problem(404, "not_found");
        let left = office.owner.get(format!("{project}/members")).await.status(200);
        assert_eq!(left.texts("user_id"), [office.owner.id.to_string()], "{left}");
    }

    async fn what_is_given_to_somebody_who_just_leaves_is_gone(app: TestApp) {
        let office = office(&app).await;
        let body = json!({ "name": "Secret", "visibility": "private" });
        let secret = office.owner.post(office.path("/projects")).json(body).await.status(201).id();
        let path = office.path(&format!("/members/{}", office.guest.id));
        for round in 0..4 {
            let team = office
                .owner
                .post(office.path("/teams"))
                .json(json!({ "name": format!("T{round}") }))
                .await
                .status(201)
                .id();
            let grants = format!("/projects/{secret}/members");
            let give = |body| office.owner.post(&grants).json(body).send();
            let (given, lent, gone, closed) = tokio::join!(
                give(json!({ "user_id": office.guest.id, "role": "viewer" })),
                give(json!({ "team_id": team, "role": "viewer" })),
                office.admin.delete(&path).send(),
                office.admin.delete(office.path(&format!("/teams/{team}"))).send()
            );
            gone.status(204);
            closed.status(204);
            assert!([201, 409, 422].contains(&given.code()), "{given}");
            assert!([201, 409, 422].contains(&lent.code()), "{lent}");
            join(&app, &office.owner, office.id, &office.guest, "guest").await;
            office.guest.get(format!("/projects/{secret}")).await.problem(404, "not_found");
            assert_eq!(office.owner.get(&grants).await.items().len(), 1);
        }
    }
}
