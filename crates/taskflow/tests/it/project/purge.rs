//! Projects that were in the trash for long are gone for good, with all that is theirs and nothing that is not.

use serde_json::{Value, json};
use uuid::Uuid;

use super::people::join;
use crate::notification::lasting;

on_both! {
    async fn it_goes_with_all_that_is_in_it(app: TestApp) {
        let ada = lasting(&app, app.user("ada").await).await;
        let ws = ada.workspace("acme").await.id();
        let bob = lasting(&app, join(&app, &ada, ws, "bob", "member").await).await;
        let top = ada.project(ws, "Top").await.id();
        let leaf = ada.child(ws, top, "Leaf").await.id();
        let other = ada.project(ws, "Other").await.id();
        ada.grant(top, bob.id, "manager").await;
        let mut made: Vec<String> = Vec::new();
        let post = async |path: String, body: Value| -> Uuid { ada.post(path).json(body).await.status(201).id() };
        for project in [top, leaf] {
            let of = |what: &str| format!("/projects/{project}/{what}");
            let field = post(of("custom-fields"), json!({ "name": "Points", "type": "number" })).await;
            let milestone = post(of("milestones"), json!({ "name": "1.0" })).await;
            let cycle = post(of("cycles"), json!({ "name": "One", "start_on": "2027-01-01", "end_on": "2027-01-14" })).await;
            let template = post(of("templates"), json!({ "name": "T", "task": { "title": "t" } })).await;
            let views = format!("/workspaces/{ws}/views");
            let shared = post(views.clone(), json!({ "name": "All", "project_id": project, "shared": true })).await;
            let own = bob.post(&views).json(json!({ "name": "Mine", "project_id": project })).await.status(201).id();
            bob.post(format!("/workspaces/{ws}/favourites")).json(json!({ "target_type": "view", "target_id": own })).await.status(201);
            bob.post(format!("/workspaces/{ws}/favourites")).json(json!({ "target_type": "project", "target_id": project })).await.status(201);
            let rule = json!({ "name": "r", "project_id": project, "trigger": { "on": "due", "minutes": 5 }, "actions": [{ "do": "complete" }] });
            let rule = post(format!("/workspaces/{ws}/rules"), rule).await;
            let task = json!({ "title": "t", "milestone_id": milestone, "custom_fields": { (field.to_string()): 3 }, "due": { "date": "2027-01-03" },
                "recurrence": { "rrule": "daily", "mode": "calendar" } });
            let task = ada.task_with(project, task).await.id();
            ada.patch(format!("/tasks/{task}")).json(json!({ "cycle_id": cycle })).await.status(200);
            let below = ada.task_with(project, json!({ "title": "below", "parent_id": task })).await.id();
            let comment = bob.post(format!("/tasks/{below}/comments")).json(json!({ "body": "hm" })).await.status(201).id();
            bob.post(format!("/workspaces/{ws}/favourites")).json(json!({ "target_type": "task", "target_id": task })).await.status(201);
            made.extend([
                format!("/projects/{project}"), format!("/milestones/{milestone}"), format!("/cycles/{cycle}"), format!("/templates/{template}"),
                format!("/views/{shared}"), format!("/rules/{rule}"), format!("/tasks/{task}"), format!("/tasks/{below}"),
            ]);
            let _ = comment;
        }
        // Ties to what is elsewhere.
        let tasks = ada.get(format!("/projects/{leaf}/tasks?sort=number")).await.status(200);
        let parent = tasks.items()[0]["id"].as_str().unwrap().to_owned();
        let away = ada.task_with(leaf, json!({ "title": "away", "parent_id": parent })).await.id();
        ada.post(format!("/tasks/{away}/move")).json(json!({ "project_id": other })).await.status(200);
        let stays = ada.task_with(other, json!({ "title": "stays" })).await.id();
        let child = ada.task_with(top, json!({ "title": "child of another" })).await.id();
        ada.patch(format!("/tasks/{child}")).json(json!({ "parent_id": stays })).await.status(200);
        ada.post(format!("/tasks/{stays}/relations")).json(json!({ "kind": "relates_to", "task_id": child })).await.status(201);
        ada.get(format!("/tasks/{stays}")).await.has("/counts/subtasks", 1);

        ada.delete(format!("/projects/{top}?cascade=true")).await.status(204);
        app.advance_secs(29 * 86_400);
        assert_eq!(taskflow::task::purge_expired_projects(app.parts()).await.unwrap(), 0);
        ada.post(format!("/projects/{top}/restore")).await.status(200);
        ada.delete(format!("/projects/{top}?cascade=true")).await.status(204);
        app.advance_secs(29 * 86_400);
        assert_eq!(taskflow::task::purge_expired_projects(app.parts()).await.unwrap(), 0, "it was taken out in between");
        ada.get(format!("/projects/{leaf}/tasks")).await.problem(404, "not_found");
        app.advance_secs(2 * 86_400);
        // The server's own janitor may have begun.
        for _ in 0..3 {
            taskflow::task::purge_expired_projects(app.parts()).await.unwrap();
        }
        for path in &made {
            ada.get(path).await.problem(404, "not_found");
        }
        ada.post(format!("/projects/{top}/restore")).await.problem(404, "not_found");
        ada.get(format!("/tasks/{away}")).await.status(200).has("/parent_id", Value::Null);
        ada.get(format!("/tasks/{stays}")).await.has("/counts/subtasks", 0);
        assert!(ada.get(format!("/tasks/{stays}/relations")).await.status(200).items().is_empty());
        assert!(bob.get(format!("/workspaces/{ws}/favourites")).await.status(200).items().is_empty());
        assert!(bob.get(format!("/workspaces/{ws}/views")).await.status(200).items().is_empty());
        assert_eq!(ada.project_names(ws, "?archived=any").await, ["Other"]);
        // Its key is free again, and a purge cannot be undone.
        ada.project(ws, "Top").await.status(201);
    }

    async fn many_that_cannot_go_keep_no_other(app: TestApp) {
        let ada = lasting(&app, app.user("ada").await).await;
        let ws = ada.workspace("acme").await.id();
        let mut stuck = Vec::new();
        for number in 0..100 {
            stuck.push(ada.project(ws, &format!("Stuck {number}")).await.id());
        }
        for project in &stuck {
            ada.delete(format!("/projects/{project}")).await.status(204);
        }
        app.advance_secs(1);
        let free = ada.project(ws, "Free").await.id();
        ada.delete(format!("/projects/{free}")).await.status(204);
        app.hold_stuck().await;
        app.advance_secs(31 * 86_400);
        assert!(taskflow::task::purge_expired_projects(app.parts()).await.is_err());
        let left = app.parts().db.read(|tx| {
            let rows = tx.all(&taskflow_db::Sql::new("test::LEFT", "SELECT name FROM project"), &[])?;
            rows.iter().map(|row| row.get::<String>(0)).collect::<Result<Vec<_>, _>>()
        });
        let left = left.await.unwrap();
        assert!(left.len() == 100 && left.iter().all(|name| name.starts_with("Stuck")), "{left:?}");
    }
}
