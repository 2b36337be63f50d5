//! Subtasks come along, selected or not.

use serde_json::json;
use uuid::Uuid;

use super::super::{Desk, status_of};
use super::{codes, ids};

/// A task with a subtask, and one below that.
async fn tree(desk: &Desk) -> [Uuid; 3] {
    let top = desk.task("Top").await.id();
    let middle = desk.with(json!({ "title": "Middle", "parent_id": top })).await.id();
    let low = desk.with(json!({ "title": "Low", "parent_id": middle })).await.id();
    [top, middle, low]
}

on_both! {
    async fn a_tree_moves_to_another_project_whichever_part_is_named(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let bob = desk.colleague(&app, "bob", "guest").await;
        let grant = json!({ "user_id": bob.id, "role": "editor" });
        desk.user.post(format!("/projects/{}/members", desk.project)).json(grant).await.status(201);
        let there = desk.user.project(desk.workspace, "There").await.id();
        let [top, middle, low] = tree(&desk).await;
        let alone = desk.task("Alone").await.id();
        desk.patch(low, json!({ "assignee_ids": [bob.id] })).await.status(200);
        desk.patch(middle, json!({ "assignee_ids": [bob.id] })).await.status(200);
        // The subtask before the task above it, and one that is not named at all.
        let changes = json!({ "project_id": there, "set": { "priority": "high" } });
        let reply = desk.bulk(json!({ "ids": [middle, top, alone], "changes": changes })).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [middle, top, alone]);
        let mut keys: Vec<String> = Vec::new();
        for task in [top, middle, low, alone] {
            let task = desk.get(task).await.has("/project_id", there.to_string());
            assert!(ids(task.at("/assignee_ids")).is_empty(), "bob does not see it there");
            keys.push(task.text_at("/key").to_owned());
        }
        keys.sort();
        assert_eq!(keys, ["THE-1", "THE-2", "THE-3", "THE-4"]);
        desk.get(low).await.has("/priority", "none");
        for (place, task) in [middle, top, alone].into_iter().enumerate() {
            let task = desk.get(task).await.has("/priority", "high");
            assert_eq!(reply.number_at(&format!("/changed/{place}/version")), task.version());
        }
        // Back, into a column, the task above first.
        let doing = desk.status("in_progress").await;
        let changes = json!({ "project_id": desk.project, "set": { "status_id": doing } });
        let reply = desk.bulk(json!({ "ids": [top, middle], "changes": changes })).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [top, middle]);
        desk.get(middle).await.has("/status_id", doing.to_string());
        desk.get(low).await.has("/status_category", "todo").has("/project_id", desk.project.to_string());
        let foreign = status_of(&desk.user, there, "todo").await;
        let body = json!({ "ids": [top], "changes": { "set": { "status_id": foreign } } });
        assert_eq!(codes(&desk.bulk(body).await.status(200)), [(top, "invalid".to_owned())]);
    }

    async fn a_tree_goes_into_the_trash_and_comes_back(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let [top, middle, low] = tree(&desk).await;
        let reply = desk.bulk(json!({ "ids": [top, low], "changes": { "action": "trash" } })).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [top, low]);
        assert_eq!(reply.number_at("/changed/1/version"), desk.get(low).await.version());
        // A subtask alone cannot leave the trash; with the task above it, it comes along.
        let restore = |ids: &[Uuid]| json!({ "ids": ids, "changes": { "action": "restore" } });
        assert_eq!(codes(&desk.bulk(restore(&[low])).await.status(200)), [(low, "parent_in_trash".to_owned())]);
        let reply = desk.bulk(restore(&[top, middle])).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [top, middle]);
        desk.get(low).await.has("/deleted_at", json!(null));
        desk.get(top).await.has("/counts/subtasks", 1);
    }

    async fn many_can_be_put_below_one(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let [top, middle, low] = tree(&desk).await;
        let (one, two) = (desk.task("One").await.id(), desk.task("Two").await.id());
        let body = json!({ "ids": [one, two, top, low], "changes": { "set": { "parent_id": middle } } });
        let reply = desk.bulk(body).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [one, two]);
        assert_eq!(ids(reply.at("/unchanged")), [low]);
        assert_eq!(reply.text_at("/refused/0/errors/0/code"), "cycle");
        desk.get(middle).await.has("/counts/subtasks", 3);
    }
}
