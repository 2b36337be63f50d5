//! A workspace never loses its last owner.

use serde_json::json;

use super::{join, office};

on_both! {
    async fn the_last_owner_stays(app: TestApp) {
        let office = office(&app).await;
        let own = office.path("/members/me");
        office
            .set_role(&office.owner, office.owner.id, "admin")
            .await
            .problem(409, "last_owner");
        office
            .owner
            .patch(&own)
            .json(json!({ "state": "suspended" }))
            .await
            .problem(409, "last_owner");
        office.owner.delete(&own).await.problem(409, "last_owner");
        // A suspended owner cannot act, so does not count.
        office.set_role(&office.owner, office.admin.id, "owner").await.status(200);
        office
            .owner
            .patch(office.path(&format!("/members/{}", office.admin.id)))
            .json(json!({ "state": "suspended" }))
            .await
            .status(200);
        office.owner.delete(&own).await.problem(409, "last_owner");
        // Removing a suspended owner takes nothing away.
        office
            .owner
            .delete(office.path(&format!("/members/{}", office.admin.id)))
            .await
            .status(204);
        office.set_role(&office.owner, office.member.id, "owner").await.status(200);
        office.owner.delete(&own).await.status(204);
        office.member.get(&own).await.status(200).has("/role", "owner");
    }

    async fn ownership_is_handed_over_at_once(app: TestApp) {
        let office = office(&app).await;
        let path = office.path("/transfer-ownership");
        let give =
            async |to: serde_json::Value| office.owner.post(&path).json(json!({ "user_id": to })).await;
        give(json!(app.user("eve").await.id)).await.invalid("/user_id");
        give(json!("olga")).await.invalid("/user_id");
        let same = give(json!(office.owner.id)).await.status(200).has("/role", "owner");
        assert_eq!(same.version(), 1);
        give(json!(office.guest.id))
            .await
            .status(200)
            .has("/role", "owner")
            .has("/user_id", office.guest.id.to_string());
        office
            .owner
            .get(office.path("/members/me"))
            .await
            .status(200)
            .has("/role", "admin");
        give(json!(office.owner.id)).await.problem(403, "forbidden");
        office.guest.get("/users/me/memberships").await.has("/items/0/role", "owner");
    }

    async fn owners_who_go_together_do_not_all_go(app: TestApp) {
        let (ada, bob) = (app.user("ada").await, app.user("bob").await);
        for round in 0..8 {
            let id = ada.workspace(&format!("round-{round}")).await.id();
            join(&app, &ada, id, &bob, "member").await;
            let member = |who: &str| format!("/workspaces/{id}/members/{who}");
            ada.patch(member(&bob.id.to_string()))
                .json(json!({ "role": "owner" }))
                .await
                .status(200);
            let replies = match round % 4 {
                0 => tokio::join!(ada.delete(member("me")).send(), bob.delete(member("me")).send()),
                1 => tokio::join!(
                    ada.patch(member("me")).json(json!({ "role": "member" })).send(),
                    bob.patch(member("me")).json(json!({ "state": "suspended" })).send()
                ),
                2 => tokio::join!(
                    ada.patch(member(&bob.id.to_string())).json(json!({ "role": "guest" })).send(),
                    bob.patch(member(&ada.id.to_string())).json(json!({ "role": "guest" })).send()
                ),
                _ => tokio::join!(
                    ada.delete(member(&bob.id.to_string())).send(),
                    bob.delete(member(&ada.id.to_string())).send()
                ),
            };
            let done = [&replies.0, &replies.1].iter().filter(|reply| reply.code() < 300).count();
            assert_eq!(done, 1, "round {round}: {} and {}", replies.0, replies.1);
            let left = if replies.0.code() < 300 && round % 4 < 2 || replies.1.code() < 300 && round % 4 >= 2
            {
                &bob
            } else {
                &ada
            };
            let members = left.get(format!("/workspaces/{id}/members")).await.status(200);
            let owners = members
                .items()
                .iter()
                .filter(|m| m["role"] == "owner" && m["state"] == "active")
                .count();
            assert_eq!(owners, 1, "{members}");
        }
    }
}
