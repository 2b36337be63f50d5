//! Teams.

use serde_json::json;
use uuid::Uuid;

use super::office;

on_both! {
    async fn teams_come_change_and_go(app: TestApp) {
        let office = office(&app).await;
        let mut people = [office.member.id, office.guest.id];
        let body = json!({ "name": " Core ", "description": "Keeps it running", "member_ids": [people[0], people[1], people[0]] });
        let team = office
            .admin
            .post(office.path("/teams"))
            .json(body)
            .await
            .status(201)
            .has("/name", "Core");
        people.sort_unstable();
        assert_eq!(*team.at("/member_ids"), json!(people));
        let path = office.path(&format!("/teams/{}", team.id()));
        assert_eq!(team.header("location"), format!("/api/v1{path}"));
        office
            .guest
            .get(&path)
            .await
            .status(200)
            .has("/description", "Keeps it running");
        office
            .admin
            .patch(&path)
            .json(json!({ "name": "Kernel" }))
            .await
            .status(200)
            .has("/version", 2);
        office
            .admin
            .patch(&path)
            .json(json!({ "name": "Kernel" }))
            .await
            .status(200)
            .has("/version", 2);
        office
            .admin
            .patch(&path)
            .if_match(1)
            .json(json!({ "description": "" }))
            .await
            .problem(412, "version_conflict");
        office.admin.patch(&path).json(json!({ "name": null })).await.invalid("/name");
        office.admin.delete(&path).if_match(1).await.problem(412, "version_conflict");
        office.admin.delete(&path).await.status(204);
        office.admin.get(&path).await.problem(404, "not_found");
    }

    async fn people_of_a_team_come_and_go(app: TestApp) {
        let office = office(&app).await;
        let team = office
            .owner
            .post(office.path("/teams"))
            .json(json!({ "name": "Core" }))
            .await
            .status(201)
            .id();
        let who = |id: Uuid| office.path(&format!("/teams/{team}/members/{id}"));
        let put = office.owner.put(who(office.guest.id)).await.status(200).has("/version", 2);
        assert_eq!(*put.at("/member_ids"), json!([office.guest.id]));
        office.owner.put(who(office.guest.id)).await.status(200).has("/version", 2);
        office.owner.put(who(app.user("eve").await.id)).await.problem(404, "not_found");
        office.owner.delete(who(office.member.id)).await.status(200).has("/version", 2);
        let left = office.owner.delete(who(office.guest.id)).await.status(200).has("/version", 3);
        assert_eq!(*left.at("/member_ids"), json!([]));
        office.guest.put(who(office.guest.id)).await.problem(403, "forbidden");
        let suspended = office.path(&format!("/members/{}", office.guest.id));
        office
            .owner
            .patch(suspended)
            .json(json!({ "state": "suspended" }))
            .await
            .status(200);
        office.owner.put(who(office.guest.id)).await.problem(404, "not_found");
    }

    async fn names_of_teams_are_unique(app: TestApp) {
        let office = office(&app).await;
        let post = async |body| office.owner.post(office.path("/teams")).json(body).await;
        post(json!({ "name": "Core" })).await.status(201);
        post(json!({ "name": "CORE" })).await.problem(409, "name_taken");
        let other = post(json!({ "name": "Édge" })).await.status(201).id();
        post(json!({ "name": "édge" })).await.problem(409, "name_taken");
        office
            .owner
            .patch(office.path(&format!("/teams/{other}")))
            .json(json!({ "name": "core" }))
            .await
            .problem(409, "name_taken");
        office
            .owner
            .patch(office.path(&format!("/teams/{other}")))
            .json(json!({ "name": "EDGE" }))
            .await
            .status(200);
        post(json!({ "name": "" })).await.invalid("/name");
        post(json!({ "name": "x", "member_ids": [office.member.id, app.user("eve").await.id] }))
            .await
            .invalid("/member_ids/1");
        post(json!({ "name": "x", "description": "d".repeat(2001) }))
            .await
            .invalid("/description");
        let listed = office
            .guest
            .get(office.path("/teams?limit=1&include=total"))
            .await
            .status(200)
            .has("/total", 2);
        assert_eq!(listed.texts("name"), ["Core"]);
        let rest = office
            .guest
            .get(office.path(&format!("/teams?cursor={}", listed.text_at("/next_cursor"))))
            .await;
        assert_eq!(rest.status(200).texts("name"), ["EDGE"]);
    }

    async fn an_id_of_ones_own_makes_one_team(app: TestApp) {
        let office = office(&app).await;
        let id = Uuid::from_u128(0x018f_2b5c_6f3e_7c3a_9d64_1c2b_3a4d_5e6f);
        let body = json!({ "id": id, "name": "Core" });
        let first = office.owner.post(office.path("/teams")).json(body.clone()).await.status(201);
        let again = office.owner.post(office.path("/teams")).json(body.clone()).await.status(200);
        assert_eq!(first.json(), again.json());
        let eve = app.user("eve").await;
        let own = eve.workspace("own").await.id();
        eve.post(format!("/workspaces/{own}/teams"))
            .json(body)
            .await
            .problem(409, "id_taken");
    }
}
