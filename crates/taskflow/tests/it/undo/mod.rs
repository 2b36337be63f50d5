//! Undo: one change or many, what is in the way, and what has no way back.

mod random;
mod refused;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Reply, User};

/// Ids of the entries after a `seq`.
async fn events(desk: &Desk, after: i64) -> Vec<Uuid> {
    desk.log(after).await.into_iter().map(|entry| entry.id).collect()
}

async fn undo(user: &User, desk: &Desk, events: &[Uuid]) -> Reply {
    user.post(format!("/workspaces/{}/undo", desk.workspace))
        .json(json!({ "events": events }))
        .await
}

async fn last(user: &User, desk: &Desk, what: &str) -> Reply {
    user.post(format!("/workspaces/{}/undo", desk.workspace))
        .json(json!({ "last": what }))
        .await
}

/// A task without what an undo counts up.
async fn task(desk: &Desk, id: Uuid) -> Value {
    let mut image = desk.owner.get(format!("/tasks/{id}")).await.status(200).json().clone();
    for field in ["version", "updated_at"] {
        image.as_object_mut().unwrap().remove(field);
    }
    image
}

on_both! {
    async fn what_was_changed_goes_back_and_forth(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("One").await;
        let path = format!("/tasks/{id}");
        let was = task(&desk, id).await;
        let before = desk.seq().await;
        desk.owner.patch(&path).json(json!({ "title": "Two", "priority": "high", "due": { "date": "2030-01-02" }, "assignee_ids": [desk.member.id] })).await.status(200);
        let made = task(&desk, id).await;
        let reply = undo(&desk.owner, &desk, &events(&desk, before).await).await.status(200);
        assert_eq!(reply.at("/undone/0/type"), "task.updated");
        assert!(reply.header("sync-position").contains(':'));
        assert_eq!(task(&desk, id).await, was);
        // Who was assigned does not watch it any more, either.
        let watchers = desk.owner.get(format!("{path}/watchers")).await.status(200);
        assert_eq!(watchers.items().len(), 1);
        // The new entries say what they took back.
        let log = desk.log(before).await;
        assert_eq!(log[1].cause.as_deref(), Some(format!("undo:{}", log[0].id).as_str()));
        // An undo is undone, and so on.
        last(&desk.owner, &desk, "undo").await.status(200);
        assert_eq!(task(&desk, id).await, made);
        last(&desk.owner, &desk, "undo").await.problem(409, "nothing_to_undo");
        last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!(task(&desk, id).await, was);
    }

    async fn one_step_after_the_other_goes_back(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("One").await;
        let path = format!("/tasks/{id}");
        for title in ["Two", "Three", "Four"] {
            desk.owner.patch(&path).json(json!({ "title": title })).await.status(200);
        }
        // What others do in between is not one's own.
        desk.member.patch(&path).json(json!({ "priority": "low" })).await.status(200);
        for title in ["Three", "Two", "One"] {
            last(&desk.owner, &desk, "change").await.status(200);
            desk.owner.get(&path).await.has("/title", title).has("/priority", "low");
        }
        for title in ["Two", "Three"] {
            last(&desk.owner, &desk, "undo").await.status(200);
            desk.owner.get(&path).await.has("/title", title);
        }
        // Undone again, and then the creation itself, which the other's change is in the way of.
        last(&desk.owner, &desk, "change").await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        desk.owner.get(&path).await.has("/title", "One");
        let refused = last(&desk.owner, &desk, "change").await.problem(409, "undo_refused");
        assert_eq!(refused.at("/refused/0/code"), "changed_since");
        last(&desk.member, &desk, "change").await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        assert_ne!(desk.owner.get(&path).await.at("/deleted_at"), &Value::Null);
        // After something new there is nothing to be done again.
        desk.task("Other").await;
        last(&desk.owner, &desk, "undo").await.problem(409, "nothing_to_undo");
    }

    async fn a_bulk_edit_is_one_step(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut ids = Vec::new();
        for number in 0..130 {
            ids.push(desk.task(&format!("Task {number}")).await);
        }
        let bulk = format!("/workspaces/{}/tasks/bulk", desk.workspace);
        desk.owner.post(&bulk).json(json!({ "ids": ids, "changes": { "set": { "priority": "urgent" }, "action": "complete" } })).await.status(200);
        let reply = last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!(reply.at("/undone").as_array().unwrap().len(), 130);
        let list = format!("/projects/{}/tasks", desk.project);
        let open = desk.owner.get(&list).query(&[("completed", "false"), ("priority", "none"), ("include", "total")]).await;
        assert_eq!(open.number_at("/total"), 130);
    }

    async fn a_completed_occurrence_takes_the_next_one_along(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("Again").await;
        desk.owner.patch(format!("/tasks/{id}")).json(json!({ "due": { "date": "2030-01-02" }, "recurrence": { "rrule": "FREQ=WEEKLY", "mode": "schedule" } })).await.status(200);
        let was = task(&desk, id).await;
        desk.owner.post(format!("/tasks/{id}/complete")).await.status(200);
        let list = format!("/projects/{}/tasks", desk.project);
        assert_eq!(desk.owner.get(&list).await.items().len(), 2);
        last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!(task(&desk, id).await, was);
        assert_eq!(desk.owner.get(&list).await.items().len(), 1);
    }

    async fn a_move_to_another_project_and_back_keeps_the_key(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("Mover").await;
        let child = desk.owner.post(format!("/projects/{}/tasks", desk.project)).json(json!({ "title": "Child", "parent_id": id })).await.status(201).id();
        let was = (task(&desk, id).await, task(&desk, child).await);
        desk.owner.post(format!("/tasks/{id}/move")).json(json!({ "project_id": desk.private })).await.status(200);
        assert_ne!(task(&desk, child).await["key"], was.1["key"]);
        last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!((task(&desk, id).await, task(&desk, child).await), was);
        let key = was.0["key"].as_str().unwrap();
        desk.owner.get(format!("/workspaces/{}/tasks/{key}", desk.workspace)).await.status(200).has("/id", id.to_string());
    }

    async fn a_tag_comes_back_to_its_tasks(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post(format!("/workspaces/{}/tags", desk.workspace)).json(json!({ "name": "Bug", "colour": "#112233" })).await.status(201).id();
        let tasks = [desk.task("One").await, desk.secret_task("Two").await];
        for id in tasks {
            desk.owner.patch(format!("/tasks/{id}")).json(json!({ "tag_ids": [tag] })).await.status(200);
        }
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        assert_eq!(task(&desk, tasks[0]).await["tag_ids"], json!([]));
        last(&desk.owner, &desk, "change").await.status(200);
        for id in tasks {
            assert_eq!(task(&desk, id).await["tag_ids"], json!([tag]));
        }
        let tags = desk.owner.get(format!("/workspaces/{}/tags", desk.workspace)).await;
        assert_eq!((tags.texts("name"), tags.items()[0]["colour"].clone()), (vec!["Bug"], json!("#112233")));
    }

    async fn what_hangs_on_tasks_and_projects_goes_back_too(app: TestApp) {
        let desk = Desk::new(&app).await;
        let (one, two) = (desk.task("One").await, desk.task("Two").await);
        let comment = desk.owner.post(format!("/tasks/{one}/comments")).json(json!({ "body": "First" })).await.status(201).id();
        let path = format!("/comments/{comment}");
        desk.owner.patch(&path).json(json!({ "body": "Second" })).await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        let comments = format!("/tasks/{one}/comments");
        assert_eq!(desk.owner.get(&comments).await.items()[0]["body"], "First");
        desk.owner.delete(&path).await.status(204);
        last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!(desk.owner.get(&comments).await.items()[0]["body"], "First");
        assert_eq!(task(&desk, one).await["counts"]["comments"], 1);
        last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!(task(&desk, one).await["counts"]["comments"], 0);

        let relation = desk.owner.post(format!("/tasks/{one}/relations")).json(json!({ "kind": "blocks", "task_id": two })).await.status(201);
        let relation = relation.find("/relation/id").map_or_else(|| relation.id(), |_| relation.id_at("/relation/id"));
        desk.owner.delete(format!("/relations/{relation}")).await.status(204);
        last(&desk.owner, &desk, "change").await.status(200);
        assert_eq!(desk.owner.get(format!("/tasks/{one}/relations")).await.items().len(), 1);
        last(&desk.owner, &desk, "change").await.status(200);
        assert!(desk.owner.get(format!("/tasks/{one}/relations")).await.items().is_empty());

        let project = format!("/projects/{}", desk.project);
        desk.owner.patch(&project).json(json!({ "name": "Other", "colour": "#112233" })).await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        desk.owner.get(&project).await.has("/name", "Web").has("/colour", Value::Null);
        desk.owner.post(format!("{project}/archive")).await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        desk.owner.get(&project).await.has("/archived_at", Value::Null);
        desk.owner.delete(&project).await.status(204);
        last(&desk.owner, &desk, "change").await.status(200);
        desk.owner.get(&project).await.status(200);

        let statuses = format!("{project}/statuses");
        let columns = desk.owner.get(&statuses).await;
        let gone = columns.items()[4]["id"].as_str().unwrap().to_owned();
        desk.owner.delete(format!("/statuses/{gone}")).await.status(204);
        desk.owner.post(&statuses).json(json!({ "name": "Review", "category": "todo" })).await.status(201);
        last(&desk.owner, &desk, "change").await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        let again = desk.owner.get(&statuses).await;
        assert_eq!((again.texts("name"), again.texts("position")), (columns.texts("name"), columns.texts("position")));

        let view = desk.owner.post(format!("/workspaces/{}/views", desk.workspace)).json(json!({ "name": "All", "shared": true })).await.status(201).id();
        desk.owner.patch(format!("/views/{view}")).json(json!({ "name": "Some", "filter": "is open" })).await.status(200);
        last(&desk.owner, &desk, "change").await.status(200);
        desk.owner.get(format!("/views/{view}")).await.has("/name", "All").has("/filter", "");
        desk.owner.delete(format!("/views/{view}")).await.status(204);
        last(&desk.owner, &desk, "change").await.status(200);
        desk.owner.get(format!("/views/{view}")).await.has("/name", "All");
    }

    async fn the_same_request_undoes_once(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("One").await;
        for title in ["Two", "Three"] {
            desk.owner.patch(format!("/tasks/{id}")).json(json!({ "title": title })).await.status(200);
        }
        let path = format!("/workspaces/{}/undo", desk.workspace);
        let once = desk.owner.post(&path).json(json!({ "last": "change" })).idempotency_key("u1").await.status(200);
        let again = desk.owner.post(&path).json(json!({ "last": "change" })).idempotency_key("u1").await.status(200);
        assert_eq!(once.json(), again.json());
        desk.owner.get(format!("/tasks/{id}")).await.has("/title", "Two");
    }
}
