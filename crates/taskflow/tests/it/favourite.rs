//! Favourites.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, Reply};

const PATH: &str = "/workspaces/desk/favourites";

async fn add(client: &Client, kind: &str, target: Uuid) -> Reply {
    client
        .post(PATH)
        .json(json!({ "target_type": kind, "target_id": target }))
        .await
}

async fn targets(client: &Client) -> Vec<String> {
    let list = client.get(PATH).await.status(200);
    list.texts("target_id").into_iter().map(str::to_owned).collect()
}

on_both! {
    async fn favourites_are_kept_in_ones_own_order(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Task").await;
        let view = desk.member.post("/workspaces/desk/views").json(json!({ "name": "Mine" })).await.status(201).id();
        let before = desk.seq().await;
        let one = add(&desk.member, "project", desk.project).await.status(201).has("/target_type", "project").has("/version", 1);
        let two = add(&desk.member, "task", task).await.status(201).id();
        let three = add(&desk.member, "view", view).await.status(201).id();
        assert_eq!(add(&desk.member, "project", desk.project).await.status(201).json(), one.json());
        let order = |list: [Uuid; 3]| list.map(|id| id.to_string());
        assert_eq!(targets(&desk.member).await, order([desk.project, task, view]));
        desk.member.patch(format!("/favourites/{three}")).json(json!({ "after_id": null })).await.status(200).has("/version", 2);
        assert_eq!(targets(&desk.member).await, order([view, desk.project, task]));
        desk.member.patch(format!("/favourites/{three}")).json(json!({ "after_id": one.id() })).await.status(200);
        assert_eq!(targets(&desk.member).await, order([desk.project, view, task]));
        desk.member.patch(format!("/favourites/{three}")).json(json!({ "after_id": one.id() })).await.status(200).has("/version", 3);
        desk.member.patch(format!("/favourites/{three}")).json(json!({})).await.status(200).has("/version", 3);
        desk.member.patch(format!("/favourites/{three}")).json(json!({ "after_id": Uuid::now_v7() })).await.invalid("/after_id");
        desk.member.patch(format!("/favourites/{three}")).if_match(1).json(json!({})).await.problem(412, "version_conflict");
        let page = desk.member.get(format!("{PATH}?limit=2")).await.status(200);
        let rest = desk.member.get(format!("{PATH}?cursor={}", page.text_at("/next_cursor"))).await.status(200);
        assert_eq!((page.items().len(), rest.items().len()), (2, 1));
        desk.member.delete(format!("/favourites/{two}")).await.status(204);
        desk.member.delete(format!("/favourites/{two}")).await.problem(404, "not_found");
        assert_eq!(desk.seq().await, before, "the workspace hears nothing of it");
    }

    async fn nobody_sees_anothers(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = add(&desk.viewer, "project", desk.project).await.status(201).id();
        assert!(targets(&desk.owner).await.is_empty());
        for who in [&desk.owner, &desk.stranger] {
            who.patch(format!("/favourites/{id}")).json(json!({ "after_id": null })).await.problem(404, "not_found");
            who.delete(format!("/favourites/{id}")).await.problem(404, "not_found");
        }
        add(&desk.viewer, "project", desk.private).await.problem(404, "not_found");
        let secret = desk.secret_task("Secret").await;
        add(&desk.viewer, "task", secret).await.problem(404, "not_found");
        add(&desk.viewer, "view", secret).await.problem(404, "not_found");
        add(&desk.stranger, "project", desk.project).await.problem(404, "not_found");
        desk.viewer.post(PATH).json(json!({ "target_type": "user", "target_id": id })).await.invalid("/target_type");
        desk.viewer.post(PATH).json(json!({ "target_type": "task" })).await.invalid("/target_id");
    }

    async fn what_is_gone_is_no_favourite(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Task").await;
        let body = json!({ "name": "Shared", "shared": true });
        let view = desk.owner.post("/workspaces/desk/views").json(body).await.status(201).id();
        for who in [&desk.member, &desk.viewer] {
            for (kind, target) in [("task", task), ("view", view), ("project", desk.project)] {
                add(who, kind, target).await.status(201);
            }
        }
        desk.owner.delete(format!("/views/{view}")).await.status(204);
        desk.owner.delete(format!("/tasks/{task}")).await.status(204);
        assert_eq!(targets(&desk.member).await, [task, desk.project].map(|id| id.to_string()));
        desk.owner.delete(format!("/tasks/{task}?permanent=true")).await.status(204);
        for who in [&desk.member, &desk.viewer] {
            assert_eq!(targets(who).await, [desk.project.to_string()]);
        }
        let left = desk.viewer.delete("/workspaces/desk/members/me").await.code();
        assert_eq!(left, 204);
        let kept: Vec<Value> = desk.member.get(PATH).await.items().to_vec();
        assert_eq!(kept.len(), 1);
    }
}
