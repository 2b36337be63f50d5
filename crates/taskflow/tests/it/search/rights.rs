//! Search follows what happens to things and to who may see them, at once.

use serde_json::json;

use super::ids;
use crate::desk::Desk;

on_both! {
    async fn only_what_may_be_seen_is_found(app: TestApp) {
        let desk = Desk::new(&app).await;
        let open = desk.task("Needle here").await;
        let secret = desk.secret_task("Needle there").await;
        let talk = desk.owner.post(format!("/tasks/{secret}/comments")).json(json!({ "body": "a needle" })).await.status(201).id();
        assert_eq!(ids(&desk.owner, "needle").await, [secret, open, talk]);
        for who in [&desk.member, &desk.commenter, &desk.viewer] {
            assert_eq!(ids(who, "needle").await, [open]);
            assert!(ids(who, "secret").await.is_empty());
        }
        desk.stranger.get("/workspaces/desk/search?q=needle").await.problem(404, "not_found");
        // A role, and then none.
        let path = format!("/projects/{}/members", desk.private);
        let role = desk.owner.post(&path).json(json!({ "user_id": desk.member.id, "role": "viewer" })).await.status(201).id();
        assert_eq!(ids(&desk.member, "needle").await, [secret, open, talk]);
        desk.owner.delete(format!("{path}/{role}")).await.status(204);
        assert_eq!(ids(&desk.member, "needle").await, [open]);
    }

    async fn what_changes_is_found_as_it_is(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("First words").await;
        let path = format!("/tasks/{task}");
        desk.owner.patch(&path).json(json!({ "title": "Second words", "description": "deeper" })).await.status(200);
        assert!(ids(&desk.viewer, "first").await.is_empty());
        assert_eq!(ids(&desk.viewer, "second deeper").await, [task]);
        let comment = desk.owner.post(format!("{path}/comments")).json(json!({ "body": "spoken" })).await.status(201).id();
        let said = format!("/comments/{comment}");
        desk.owner.patch(&said).json(json!({ "body": "written" })).await.status(200);
        assert!(ids(&desk.viewer, "spoken").await.is_empty());
        assert_eq!(ids(&desk.viewer, "written").await, [comment]);

        // Out of sight and back, with its comment.
        desk.owner.post(format!("{path}/move")).json(json!({ "project_id": desk.private })).await.status(200);
        assert!(ids(&desk.viewer, "second").await.is_empty() && ids(&desk.viewer, "written").await.is_empty());
        assert_eq!(ids(&desk.owner, "written").await, [comment]);
        desk.owner.post(format!("{path}/move")).json(json!({ "project_id": desk.project })).await.status(200);
        assert_eq!(ids(&desk.viewer, "written").await, [comment]);

        desk.owner.post(format!("{path}/archive")).await.status(200);
        assert_eq!(ids(&desk.viewer, "second").await, [task]);
        desk.owner.delete(&path).await.status(204);
        assert!(ids(&desk.owner, "second").await.is_empty() && ids(&desk.owner, "written").await.is_empty());
        let key = desk.owner.get(&path).await.text_at("/key").to_owned();
        assert!(ids(&desk.owner, &key).await.is_empty());
        desk.owner.post(format!("{path}/restore")).await.status(200);
        assert_eq!(ids(&desk.viewer, "second").await, [task]);
        desk.owner.delete(&said).await.status(204);
        assert!(ids(&desk.viewer, "written").await.is_empty());
        desk.owner.delete(&path).await.status(204);
        desk.owner.delete(format!("{path}?permanent=true")).await.status(204);
        assert!(ids(&desk.owner, "second").await.is_empty());
    }

    async fn projects_take_their_tasks_along(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Needle").await;
        let path = format!("/projects/{}", desk.project);
        desk.owner.patch(&path).json(json!({ "name": "Haystack" })).await.status(200);
        assert_eq!(ids(&desk.viewer, "haystack").await, [desk.project]);
        desk.owner.delete(&path).await.status(204);
        for who in [&desk.owner, &desk.viewer] {
            assert!(ids(who, "needle").await.is_empty() && ids(who, "haystack").await.is_empty());
        }
        desk.owner.post(format!("{path}/restore")).await.status(200);
        assert_eq!(ids(&desk.viewer, "needle").await, [task]);
    }

    async fn the_index_is_made_anew(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Needle").await;
        let other = desk.task("Hay").await;
        let comment = desk.owner.post(format!("/tasks/{task}/comments")).json(json!({ "body": "a needle" })).await.status(201).id();
        let gone = desk.owner.post(format!("/tasks/{task}/comments")).json(json!({ "body": "no needle" })).await.status(201).id();
        desk.owner.delete(format!("/comments/{gone}")).await.status(204);
        assert_eq!(ids(&desk.viewer, "needle").await, [task, comment]);
        assert_eq!(taskflow::task::rebuild_search(app.parts()).await.unwrap(), 3);
        assert_eq!(ids(&desk.viewer, "needle").await, [task, comment]);
        assert_eq!(ids(&desk.viewer, "hay").await, [other]);
        assert_eq!(taskflow::task::fill_search(app.parts()).await.unwrap(), 0);
    }
}
