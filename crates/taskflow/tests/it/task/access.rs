//! Who may see and do what.

use serde_json::json;
use uuid::Uuid;

use super::Desk;

on_both! {
    async fn what_is_foreign_or_hidden_is_not_there(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let stranger = Desk::new(&app, "eve").await;
        let member = desk.colleague(&app, "bob", "member").await;
        let guest = desk.colleague(&app, "gus", "guest").await;
        let secret = desk.user.post(format!("/workspaces/{}/projects", desk.workspace))
            .json(json!({ "name": "Secret", "visibility": "private" })).await.status(201).id();
        let hidden = desk.user.task(secret, "Hidden").await;
        let open = desk.task("Open").await;
        for (client, task) in [(&stranger.user, &hidden), (&stranger.user, &open), (&member, &hidden), (&guest, &open)] {
            let path = format!("/tasks/{}", task.id());
            client.get(&path).await.problem(404, "not_found");
            client.patch(&path).json(json!({ "title": "x" })).await.problem(404, "not_found");
            client.delete(&path).await.problem(404, "not_found");
            client.get(format!("{path}/activity")).await.problem(404, "not_found");
            for action in ["complete", "reopen", "archive", "unarchive", "restore"] {
                client.post(format!("{path}/{action}")).await.problem(404, "not_found");
            }
            client.post(format!("{path}/move")).json(json!({})).await.problem(404, "not_found");
            client.get(format!("/workspaces/{}/tasks/{}", desk.workspace, task.text_at("/key"))).await.problem(404, "not_found");
        }
        member.get(format!("/tasks/{}", open.id())).await.status(200);
        let seen = member.get(format!("/workspaces/{}/tasks?include=total", desk.workspace)).await.status(200);
        assert_eq!(seen.texts("title"), ["Open"]);
        seen.has("/total", 1);
        member.get(format!("/workspaces/{}/tasks?project_id={secret}", desk.workspace)).await.problem(404, "not_found");
        assert!(guest.get(format!("/workspaces/{}/tasks", desk.workspace)).await.status(200).items().is_empty());
        stranger.user.get(format!("/workspaces/{}/tasks", desk.workspace)).await.problem(404, "not_found");
        // A hidden project is no place to move to, a hidden task no parent or neighbour.
        member.post(format!("/tasks/{}/move", open.id())).json(json!({ "project_id": secret })).await.problem(404, "not_found");
        member.patch(format!("/tasks/{}", open.id())).json(json!({ "parent_id": hidden.id() })).await.invalid("/parent_id");
        // Who cannot see the project cannot be assigned.
        let body = json!({ "title": "For bob", "assignee_ids": [member.id] });
        desk.user.post(format!("/projects/{secret}/tasks")).json(body.clone()).await.invalid("/assignee_ids");
        let assigned = desk.with(body).await.id();
        let moved = desk.shift(assigned, json!({ "project_id": secret })).await.status(200);
        moved.has("/assignee_ids", json!([]));
    }

    async fn viewers_look_and_archived_projects_are_looked_at(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let guest = desk.colleague(&app, "gus", "guest").await;
        desk.user.post(format!("/projects/{}/members", desk.project))
            .json(json!({ "user_id": guest.id, "role": "viewer" })).await.status(201);
        let task = desk.task("Seen").await.id();
        guest.get(format!("/tasks/{task}")).await.status(200);
        guest.patch(format!("/tasks/{task}")).json(json!({ "title": "x" })).await.problem(403, "forbidden");
        guest.delete(format!("/tasks/{task}")).await.problem(403, "forbidden");
        guest.post(format!("/projects/{}/tasks", desk.project)).json(json!({ "title": "x" })).await.problem(403, "forbidden");
        desk.user.post(format!("/projects/{}/archive", desk.project)).await.status(200);
        desk.patch(task, json!({ "title": "x" })).await.problem(409, "project_archived");
        desk.user.post(format!("/projects/{}/tasks", desk.project)).json(json!({ "title": "x" })).await.problem(409, "project_archived");
        desk.get(task).await;
        desk.user.get(format!("/tasks/{}", Uuid::now_v7())).await.problem(404, "not_found");
        desk.user.get("/tasks/nonsense").await.problem(404, "not_found");
    }
}
