//! Subtasks.

use serde_json::json;
use uuid::Uuid;

use super::Desk;

on_both! {
    async fn parents_count_their_subtasks(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let (one, two) = (desk.task("One").await.id(), desk.task("Two").await.id());
        let child = desk.with(json!({ "title": "Child", "parent_id": one })).await.id();
        desk.act(child, "complete").await.status(200);
        desk.get(one).await.has("/counts/subtasks", 1).has("/counts/subtasks_done", 1).has("/version", 3);
        desk.patch(child, json!({ "parent_id": two })).await.status(200);
        desk.get(one).await.has("/counts/subtasks", 0).has("/counts/subtasks_done", 0);
        desk.get(two).await.has("/counts/subtasks", 1).has("/counts/subtasks_done", 1);
        desk.act(child, "reopen").await.status(200);
        desk.get(two).await.has("/counts/subtasks_done", 0);
        desk.user.delete(format!("/tasks/{child}")).await.status(204);
        desk.get(two).await.has("/counts/subtasks", 0);
        desk.act(child, "restore").await.status(200);
        desk.get(two).await.has("/counts/subtasks", 1);
    }

    async fn circles_and_depths_are_refused(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let mut chain: Vec<Uuid> = vec![desk.task("0").await.id()];
        for level in 1..=5 {
            let parent = chain[level - 1];
            chain.push(desk.with(json!({ "title": level.to_string(), "parent_id": parent })).await.id());
        }
        let path = format!("/projects/{}/tasks", desk.project);
        desk.user.post(&path).json(json!({ "title": "6", "parent_id": chain[5] })).await.invalid("/parent_id");
        desk.patch(chain[0], json!({ "parent_id": chain[3] })).await.invalid("/parent_id");
        desk.patch(chain[0], json!({ "parent_id": chain[0] })).await.invalid("/parent_id");
        let top = desk.task("Top").await.id();
        desk.patch(chain[0], json!({ "parent_id": top })).await.invalid("/parent_id");
        desk.patch(chain[1], json!({ "parent_id": top })).await.status(200);
        let other = Desk::new(&app, "bob").await;
        let foreign = other.task("Foreign").await.id();
        desk.patch(top, json!({ "parent_id": foreign })).await.invalid("/parent_id");
        desk.user.delete(format!("/tasks/{}", chain[0])).await.status(204);
        desk.patch(top, json!({ "parent_id": chain[0] })).await.invalid("/parent_id");
    }

    async fn two_cannot_make_a_circle_together(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        for _ in 0..10 {
            let (one, two) = (desk.task("One").await.id(), desk.task("Two").await.id());
            let (a, b) = tokio::join!(
                desk.patch(one, json!({ "parent_id": two })),
                desk.patch(two, json!({ "parent_id": one })),
            );
            let mut codes = [a.code(), b.code()];
            codes.sort_unstable();
            assert_eq!(codes, [200, 422]);
        }
    }
}
