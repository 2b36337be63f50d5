//! What people read of a task's past.

use serde_json::{Value, json};

use super::Desk;

on_both! {
    async fn a_task_tells_what_happened_to_it(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let id = desk.task("One").await.id();
        desk.patch(id, json!({ "title": "Two", "description": "long text" })).await.status(200);
        desk.user.post(format!("/tasks/{id}/comments")).json(json!({ "body": "Hello" })).await.status(201);
        desk.act(id, "complete").await.status(200);
        let path = format!("/tasks/{id}/activity");
        let page = desk.user.get(&path).await.status(200);
        assert_eq!(page.texts("type"), ["task.completed", "comment.created", "task.updated", "task.created"]);
        assert_eq!(page.texts("entity"), ["task", "comment", "task", "task"]);
        let updated = &page.items()[2];
        assert_eq!(updated["changes"]["title"], json!({ "from": "One", "to": "Two" }));
        assert!(!updated["changes"]["description"].to_string().contains("long text"));
        assert_eq!(updated["actor_id"], json!(desk.user.id));
        assert_eq!(updated["redacted"], json!(false));
        assert!(page.items().is_sorted_by(|a, b| a["seq"].as_i64() > b["seq"].as_i64()));
        let first = desk.user.get(format!("{path}?limit=3")).await.status(200);
        let rest = desk.user.get(format!("{path}?limit=3&cursor={}", first.text_at("/next_cursor"))).await.status(200);
        assert_eq!(rest.texts("type"), ["task.created"]);
        assert_eq!(*rest.at("/next_cursor"), Value::Null);
        desk.user.get(format!("{path}?cursor=nonsense")).await.problem(400, "invalid_cursor");
    }

    async fn a_hidden_past_stays_hidden(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let member = desk.colleague(&app, "bob", "member").await;
        let secret = desk.user.post(format!("/workspaces/{}/projects", desk.workspace))
            .json(json!({ "name": "Secret", "visibility": "private" })).await.status(201).id();
        let id = desk.user.task(secret, "Was hidden").await.id();
        desk.patch(id, json!({ "title": "Is shown" })).await.status(200);
        desk.shift(id, json!({ "project_id": desk.project })).await.status(200);
        let path = format!("/tasks/{id}/activity");
        let all = desk.user.get(&path).await.status(200);
        assert_eq!(all.texts("type"), ["task.moved", "task.updated", "task.created"]);
        assert_eq!(all.items()[0]["changes"]["project_id"]["from"], json!(secret));
        let some = member.get(&path).await.status(200);
        assert_eq!(some.texts("type"), ["task.moved"]);
        assert!(!some.json().to_string().contains(&secret.to_string()));
    }

    async fn a_project_tells_what_happened_to_it_and_nothing_of_its_tasks(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let stranger = desk.colleague(&app, "bob", "guest").await;
        let path = format!("/projects/{}", desk.project);
        desk.user.patch(&path).json(json!({ "name": "Renamed" })).await.status(200);
        desk.user.post(format!("{path}/statuses")).json(json!({ "name": "Review", "category": "todo" })).await.status(201);
        desk.task("One").await;
        let page = desk.user.get(format!("{path}/activity")).await.status(200);
        assert_eq!(page.texts("type"), ["status.created", "project.updated", "project.created"]);
        assert_eq!(page.items()[1]["changes"]["name"]["to"], json!("Renamed"));
        let first = desk.user.get(format!("{path}/activity?limit=2")).await.status(200);
        let rest = desk.user.get(format!("{path}/activity?limit=2&cursor={}", first.text_at("/next_cursor"))).await.status(200);
        assert_eq!(rest.texts("type"), ["project.created"]);
        stranger.get(format!("{path}/activity")).await.problem(404, "not_found");
    }
}
