//! The trash, and what leaves it.

use serde_json::{Value, json};

use super::{Desk, sign_in};

const DAY: i64 = 86_400;

on_both! {
    async fn subtasks_go_along_and_come_back(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let top = desk.task("Top").await.id();
        let mid = desk.with(json!({ "title": "Mid", "parent_id": top })).await.id();
        let low = desk.with(json!({ "title": "Low", "parent_id": mid })).await.id();
        let early = desk.with(json!({ "title": "Early", "parent_id": top })).await.id();
        desk.user.delete(format!("/tasks/{early}")).await.status(204);
        desk.user.delete(format!("/tasks/{top}")).await.status(204);
        desk.user.delete(format!("/tasks/{top}")).await.status(204);
        for id in [top, mid, low, early] {
            assert!(desk.get(id).await.at("/deleted_at").is_string());
        }
        desk.patch(mid, json!({ "title": "No" })).await.problem(409, "task_in_trash");
        desk.act(mid, "complete").await.problem(409, "task_in_trash");
        desk.act(mid, "restore").await.problem(409, "parent_in_trash");
        let list = |query: &str| desk.user.get(format!("/projects/{}/tasks{query}", desk.project));
        assert!(list("").await.items().is_empty());
        assert_eq!(list("?trashed=true&sort=title").await.texts("title"), ["Early", "Low", "Mid", "Top"]);
        desk.act(top, "restore").await.status(200).has("/deleted_at", Value::Null).has("/counts/subtasks", 1);
        for id in [mid, low] {
            desk.get(id).await.has("/deleted_at", Value::Null);
        }
        assert!(desk.get(early).await.at("/deleted_at").is_string());
        let same = desk.get(top).await;
        assert_eq!(desk.act(top, "restore").await.status(200).json(), same.json());
        desk.act(early, "restore").await.status(200);
        desk.get(top).await.has("/counts/subtasks", 2);
    }

    async fn after_its_time_it_is_gone_with_all_that_hangs_on_it(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let other = desk.task("Other").await.id();
        let top = desk.with(json!({ "title": "Top", "parent_id": other, "assignee_ids": [desk.user.id] })).await.id();
        let child = desk.with(json!({ "title": "Child", "parent_id": top })).await.id();
        desk.user.post(format!("/tasks/{child}/comments")).json(json!({ "body": "Hello" })).await.status(201);
        desk.user.post(format!("/tasks/{other}/relations")).json(json!({ "kind": "blocks", "task_id": child })).await.status(201);
        desk.user.delete(format!("/tasks/{top}")).await.status(204);
        assert_eq!(taskflow::task::purge_expired(app.parts()).await.unwrap(), 0);
        app.advance_secs(31 * DAY);
        assert_eq!(taskflow::task::purge_expired(app.parts()).await.unwrap(), 1);
        assert_eq!(taskflow::task::purge_expired(app.parts()).await.unwrap(), 0);
        let user = sign_in(&app, &desk.user).await;
        for id in [top, child] {
            user.get(format!("/tasks/{id}")).await.problem(404, "not_found");
        }
        user.get(format!("/tasks/{other}")).await.status(200).has("/counts/subtasks", 0);
        assert!(user.get(format!("/tasks/{other}/relations")).await.status(200).items().is_empty());
    }

    async fn managers_may_empty_it_at_once(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let parent = desk.task("Parent").await.id();
        let task = desk.with(json!({ "title": "Task", "parent_id": parent })).await.id();
        let path = format!("/tasks/{task}?permanent=true");
        desk.user.delete(&path).await.problem(409, "task_not_in_trash");
        let member = desk.colleague(&app, "bob", "member").await;
        member.delete(format!("/tasks/{parent}")).await.status(204);
        member.delete(&path).await.problem(403, "forbidden");
        // It went there with its parent, which still counts it.
        desk.get(parent).await.has("/counts/subtasks", 1);
        desk.user.delete(&path).await.status(204);
        desk.get(parent).await.has("/counts/subtasks", 0);
        desk.user.delete(&path).await.problem(404, "not_found");
        desk.act(parent, "restore").await.status(200).has("/counts/subtasks", 0);
    }

    async fn many_that_cannot_go_keep_no_other(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let mut stuck = Vec::new();
        for number in 0..100 {
            stuck.push(desk.task(&format!("Stuck {number}")).await.id());
        }
        let trash = json!({ "ids": stuck, "changes": { "action": "trash" } });
        desk.user.post(format!("/workspaces/{}/tasks/bulk", desk.workspace)).json(trash).await.status(200);
        app.advance_secs(1);
        let free = desk.task("Free").await.id();
        desk.user.delete(format!("/tasks/{free}")).await.status(204);
        app.hold_stuck().await;
        app.advance_secs(31 * DAY);
        assert!(taskflow::task::purge_expired(app.parts()).await.is_err());
        let user = sign_in(&app, &desk.user).await;
        user.get(format!("/tasks/{}", stuck[0])).await.status(200);
        user.get(format!("/tasks/{free}")).await.problem(404, "not_found");
    }
}
