//! Many tasks at once.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Desk;
use crate::support::Reply;

mod batches;
mod refused;
mod trees;

impl Desk {
    async fn bulk(&self, body: Value) -> Reply {
        self.user
            .post(format!("/workspaces/{}/tasks/bulk", self.workspace))
            .json(body)
            .await
    }

    /// Tasks with these titles.
    async fn tasks(&self, titles: &[&str]) -> Vec<Uuid> {
        let mut ids = Vec::new();
        for title in titles {
            ids.push(self.task(title).await.id());
        }
        ids
    }

    async fn tag(&self, name: &str) -> Uuid {
        let path = format!("/workspaces/{}/tags", self.workspace);
        self.user.post(path).json(json!({ "name": name })).await.status(201).id()
    }
}

fn ids(list: &Value) -> Vec<Uuid> {
    let id = |item: &Value| item.get("id").unwrap_or(item).as_str().unwrap().parse().unwrap();
    list.as_array().unwrap().iter().map(id).collect()
}

/// Task and code of each refusal.
fn codes(reply: &Reply) -> Vec<(Uuid, String)> {
    let refused = reply.at("/refused").as_array().unwrap();
    let code = |item: &Value| {
        (item["id"].as_str().unwrap().parse().unwrap(), item["code"].as_str().unwrap().to_owned())
    };
    refused.iter().map(code).collect()
}

on_both! {
    async fn fields_tags_and_people_change_with_one_entry_each(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let bob = desk.colleague(&app, "bob", "member").await;
        let (old, new) = (desk.tag("old").await, desk.tag("new").await);
        let tasks = desk.tasks(&["A", "B", "C"]).await;
        desk.patch(tasks[0], json!({ "tag_ids": [old] })).await.status(200);
        desk.patch(tasks[2], json!({ "priority": "high", "tag_ids": [new], "assignee_ids": [bob.id] })).await.status(200);
        let seq = desk.seq(tasks[0]).await;
        let reply = desk.bulk(json!({ "ids": tasks, "changes": {
            "set": { "priority": "high" }, "add_tag_ids": [new], "remove_tag_ids": [old], "add_assignee_ids": [bob.id],
        } })).await.status(200);
        assert_eq!(ids(reply.at("/changed")), tasks[..2]);
        assert_eq!(ids(reply.at("/unchanged")), tasks[2..]);
        assert!(codes(&reply).is_empty() && reply.number_at("/selected") == 3);
        assert_eq!(reply.header("sync-position").rsplit(':').next().unwrap(), (seq + 2).to_string());
        for (place, task) in tasks.iter().enumerate() {
            let task = desk.get(*task).await.has("/priority", "high");
            assert_eq!((ids(task.at("/tag_ids")), ids(task.at("/assignee_ids"))), (vec![new], vec![bob.id]));
            if place < 2 {
                assert_eq!(reply.number_at(&format!("/changed/{place}/version")), task.version());
            }
        }
        // Who is given a task watches it.
        let watchers = desk.user.get(format!("/tasks/{}/watchers", tasks[0])).await.status(200);
        assert_eq!(watchers.items().len(), 2);
    }

    async fn complete_and_reopen_put_tasks_into_columns_in_their_order(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let tasks = desk.tasks(&["A", "B", "C"]).await;
        let (todo, done) = (desk.status("todo").await, desk.status("done").await);
        desk.act(tasks[1], "complete").await.status(200);
        let reply = desk.bulk(json!({ "ids": tasks, "changes": { "action": "complete" } })).await.status(200);
        assert_eq!(ids(reply.at("/changed")), [tasks[0], tasks[2]]);
        assert_eq!(desk.column(done).await, ["B", "A", "C"]);
        let filter = json!({ "filter": "is done", "project_id": desk.project, "changes": { "action": "reopen" } });
        desk.bulk(filter).await.status(200).has("/selected", 3);
        assert_eq!(desk.column(todo).await, ["A", "B", "C"]);
        let doing = desk.status("in_progress").await;
        desk.bulk(json!({ "ids": tasks, "changes": { "set": { "status_id": doing } } })).await.status(200);
        assert_eq!(desk.column(doing).await, ["A", "B", "C"]);
    }

    async fn what_repeats_goes_on(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let body = json!({ "title": "Water", "due": { "date": "2031-01-01" }, "recurrence": { "rrule": "daily" } });
        let one = desk.with(body.clone()).await.id();
        let two = desk.with(body).await.id();
        desk.bulk(json!({ "ids": [one, two], "changes": { "action": "complete" } })).await.status(200);
        let path = format!("/projects/{}/tasks", desk.project);
        let page = desk.user.get(path).query(&[("filter", "is open and due = 2031-01-02")]).await.status(200);
        assert_eq!(page.items().len(), 2);
    }

    async fn the_archive_is_looked_into_when_it_is_meant(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let tasks = desk.tasks(&["A", "B"]).await;
        let all = |action: &str| json!({ "filter": "is open", "changes": { "action": action } });
        assert_eq!(ids(desk.bulk(all("archive")).await.status(200).at("/changed")), tasks);
        desk.bulk(all("archive")).await.status(200).has("/selected", 0);
        assert_eq!(ids(desk.bulk(all("unarchive")).await.status(200).at("/changed")), tasks);
        assert_eq!(ids(desk.bulk(all("trash")).await.status(200).at("/changed")), tasks);
        assert_eq!(ids(desk.bulk(all("restore")).await.status(200).at("/changed")), tasks);
        let both = json!({ "ids": tasks, "changes": { "action": "archive", "set": { "title": "Same" } } });
        desk.bulk(both).await.status(200);
        desk.get(tasks[1]).await.has("/title", "Same").has("/version", 6);
    }
}
