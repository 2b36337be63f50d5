//! What is not undone, and why.

use serde_json::json;
use uuid::Uuid;

use super::{events, last, task, undo};
use crate::desk::Desk;

on_both! {
    async fn what_was_changed_since_is_told_with_who_did_it(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("One").await;
        let path = format!("/tasks/{id}");
        let before = desk.seq().await;
        desk.owner.patch(&path).json(json!({ "title": "Two", "priority": "high" })).await.status(200);
        let wanted = events(&desk, before).await;
        desk.member.patch(&path).json(json!({ "estimate": 3 })).await.status(200);
        desk.member.patch(&path).json(json!({ "title": "Theirs" })).await.status(200);
        let is = task(&desk, id).await;
        let reply = undo(&desk.owner, &desk, &wanted).await.problem(409, "undo_refused")
            .has("/refused/0/id", wanted[0].to_string()).has("/refused/0/code", "changed_since")
            .has("/refused/0/changes/0/actor_id", desk.member.id.to_string())
            .has("/refused/0/changes/0/fields", json!(["title"])).has("/refused/0/changes/0/type", "task.updated");
        assert_eq!(reply.at("/refused/0/changes").as_array().unwrap().len(), 1);
        // Nothing was touched, not even the other field.
        assert_eq!(task(&desk, id).await, is);
        // With theirs it goes.
        let all = events(&desk, before).await;
        undo(&desk.owner, &desk, &all).await.status(200);
        assert_eq!(task(&desk, id).await["title"], "One");
        // And what is gone already is no fault.
        let reply = undo(&desk.owner, &desk, &wanted).await.status(200);
        assert_eq!(*reply.at("/unchanged"), json!(wanted));
    }

    async fn sets_do_not_get_into_each_others_way(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("One").await;
        let path = format!("/tasks/{id}");
        let before = desk.seq().await;
        desk.owner.patch(&path).json(json!({ "assignee_ids": [desk.owner.id] })).await.status(200);
        let wanted = events(&desk, before).await;
        let mut both = vec![desk.owner.id, desk.member.id];
        both.sort_unstable();
        desk.member.patch(&path).json(json!({ "assignee_ids": both })).await.status(200);
        undo(&desk.owner, &desk, &wanted).await.status(200);
        assert_eq!(task(&desk, id).await["assignee_ids"], json!([desk.member.id]));
    }

    async fn it_takes_todays_rights(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.secret_task("Hidden").await;
        let before = desk.seq().await;
        desk.owner.patch(format!("/tasks/{id}")).json(json!({ "title": "Changed" })).await.status(200);
        let hidden = events(&desk, before).await;
        undo(&desk.member, &desk, &hidden).await.problem(404, "not_found");
        undo(&desk.stranger, &desk, &hidden).await.problem(404, "not_found");
        undo(&desk.owner, &desk, &[Uuid::nil()]).await.problem(404, "not_found");
        let open = desk.task("Open").await;
        let before = desk.seq().await;
        desk.owner.patch(format!("/tasks/{open}")).json(json!({ "title": "Changed" })).await.status(200);
        let shown = events(&desk, before).await;
        undo(&desk.viewer, &desk, &shown).await.problem(403, "forbidden");
        let both = [shown.clone(), hidden].concat();
        let reply = undo(&desk.member, &desk, &both).await.problem(409, "undo_refused");
        assert_eq!(reply.at("/refused/0/code"), "not_found");
        assert_eq!(task(&desk, open).await["title"], "Changed");
        undo(&desk.member, &desk, &shown).await.status(200);
    }

    async fn what_has_no_way_back_says_so(app: TestApp) {
        let desk = Desk::new(&app).await;
        let before = desk.seq().await;
        desk.owner.patch(format!("/workspaces/{}", desk.workspace)).json(json!({ "name": "Renamed" })).await.status(200);
        let wanted = events(&desk, before).await;
        undo(&desk.owner, &desk, &wanted).await.problem(409, "undo_refused").has("/refused/0/code", "no_inverse");
        let id = desk.task("Gone").await;
        desk.owner.delete(format!("/tasks/{id}")).await.status(204);
        desk.owner.delete(format!("/tasks/{id}")).query(&[("permanent", "true")]).await.status(204);
        let purged = events(&desk, desk.seq().await - 1).await;
        undo(&desk.owner, &desk, &purged).await.problem(409, "undo_refused").has("/refused/0/code", "no_inverse");
        let path = format!("/workspaces/{}/undo", desk.workspace);
        desk.owner.post(&path).json(json!({})).await.status(422);
        desk.owner.post(&path).json(json!({ "events": [], })).await.invalid("/events");
        desk.owner.post(&path).json(json!({ "events": wanted, "last": "change" })).await.status(422);
        desk.owner.post(&path).json(json!({ "last": "nothing" })).await.status(422);
        last(&desk.viewer, &desk, "change").await.problem(409, "nothing_to_undo");
    }
}
