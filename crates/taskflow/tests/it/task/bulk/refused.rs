//! What cannot be changed is named and leaves the others alone.

use serde_json::json;
use uuid::Uuid;

use super::super::Desk;
use super::{codes, ids};

on_both! {
    async fn each_task_is_refused_by_itself(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let other = Desk::new(&app, "otto").await;
        let guest = desk.colleague(&app, "gus", "guest").await;
        let grant = json!({ "user_id": guest.id, "role": "editor" });
        desk.user.post(format!("/projects/{}/members", desk.project)).json(grant).await.status(201);
        let seen = desk.user.project(desk.workspace, "Seen").await.id();
        let grant = json!({ "user_id": guest.id, "role": "viewer" });
        desk.user.post(format!("/projects/{seen}/members")).json(grant).await.status(201);
        let hidden = desk.user.project(desk.workspace, "Hidden").await.id();
        let shut = desk.user.project(desk.workspace, "Shut").await.id();
        let grant = json!({ "user_id": guest.id, "role": "editor" });
        desk.user.post(format!("/projects/{shut}/members")).json(grant).await.status(201);

        let good = desk.task("Good").await.id();
        let trashed = desk.task("Trashed").await.id();
        desk.user.delete(format!("/tasks/{trashed}")).await.status(204);
        let changed = desk.task("Changed").await.id();
        desk.patch(changed, json!({ "priority": "low" })).await.status(200);
        let foreign = other.task("Foreign").await.id();
        let looked_at = desk.user.task(seen, "Looked at").await.id();
        let secret = desk.user.task(hidden, "Secret").await.id();
        let archived = desk.user.task(shut, "Archived").await.id();
        desk.user.post(format!("/projects/{shut}/archive")).await.status(200);
        let nothing = Uuid::now_v7();

        let all = [good, trashed, changed, foreign, looked_at, secret, archived, nothing, good];
        let reply = guest.post(format!("/workspaces/{}/tasks/bulk", desk.workspace)).json(json!({
            "ids": all, "versions": { (changed.to_string()): 1, (good.to_string()): 1 },
            "changes": { "set": { "title": "New" } },
        })).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [good]);
        let wanted = [
            (trashed, "task_in_trash"), (changed, "version_conflict"), (foreign, "not_found"),
            (looked_at, "forbidden"), (secret, "not_found"), (archived, "project_archived"), (nothing, "not_found"),
        ];
        assert_eq!(codes(&reply), wanted.map(|(id, code)| (id, code.to_owned())));
        assert_eq!(reply.number_at("/refused/1/version"), 2);
        desk.get(changed).await.has("/title", "Changed");
        other.get(foreign).await.has("/title", "Foreign");
        // Nobody outside learns of the workspace.
        other.user.post(format!("/workspaces/{}/tasks/bulk", desk.workspace))
            .json(json!({ "ids": [good], "changes": { "action": "complete" } })).await.problem(404, "not_found");
    }

    async fn what_is_wrong_with_one_points_into_the_request(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let dated = desk.with(json!({ "title": "Dated", "due": { "date": "2031-01-01" } })).await.id();
        let tasks = [dated, desk.task("Undated").await.id()];
        let body = json!({ "ids": tasks, "changes": { "set": { "recurrence": { "rrule": "daily" } } } });
        let reply = desk.bulk(body).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [dated]);
        assert_eq!(codes(&reply), [(tasks[1], "needs_due".to_owned())].map(|(id, _)| (id, "invalid".to_owned())));
        assert_eq!(reply.text_at("/refused/0/errors/0/pointer"), "/changes/set/recurrence");
        let stranger = app.user("stranger").await.id;
        let reply = desk.bulk(json!({ "ids": tasks, "changes": { "add_assignee_ids": [stranger] } })).await.status(200);
        assert_eq!(reply.text_at("/refused/1/errors/0/pointer"), "/changes/add_assignee_ids");
        assert_eq!(reply.text_at("/refused/1/errors/0/code"), "unknown_assignee");
    }

    async fn what_is_wrong_for_all_is_refused_at_once(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let other = Desk::new(&app, "otto").await;
        let task = desk.task("A").await.id();
        let tag = other.tag("foreign").await;
        let seq = desk.seq(task).await;
        for (body, pointer) in [
            (json!({ "changes": { "action": "complete" } }), "/ids"),
            (json!({ "ids": [task], "changes": {} }), "/changes"),
            (json!({ "ids": [task], "changes": { "set": { "title": "" } } }), "/changes/set/title"),
            (json!({ "ids": [task], "changes": { "set": { "size": 1 } } }), "/changes/set/size"),
            (json!({ "ids": [task], "changes": { "add_tag_ids": [tag] } }), "/changes/add_tag_ids"),
            (json!({ "ids": [task], "changes": { "set": { "tag_ids": [tag] } } }), "/changes/set/tag_ids"),
            (json!({ "filter": "is late", "changes": { "action": "complete" } }), "/filter"),
            (json!({ "filter": "is open", "tz": "Nowhere", "changes": { "action": "complete" } }), "/tz"),
        ] {
            desk.bulk(body).await.invalid(pointer);
        }
        let body = json!({ "filter": "is open", "project_id": other.project, "changes": { "action": "complete" } });
        desk.bulk(body).await.problem(404, "not_found");
        let body = json!({ "ids": [task], "changes": { "project_id": other.project } });
        desk.bulk(body).await.problem(404, "not_found");
        assert_eq!(desk.seq(task).await, seq);
    }
}
