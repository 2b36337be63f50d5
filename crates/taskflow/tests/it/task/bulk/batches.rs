//! More tasks than one transaction takes, again and again.

use serde_json::{Value, json};
use uuid::Uuid;

use super::super::Desk;
use super::{codes, ids};

async fn many(desk: &Desk, count: usize) -> Vec<Uuid> {
    let mut tasks = Vec::new();
    for number in 0..count {
        tasks.push(desk.task(&format!("T{number:03}")).await.id());
    }
    tasks
}

on_both! {
    async fn batches_add_up_and_each_task_has_an_entry(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let tasks = many(&desk, 230).await;
        let seq = desk.seq(tasks[0]).await;
        let body = json!({ "filter": "status.category = todo", "changes": { "action": "complete" } });
        let reply = desk.bulk(body).await.status(200);
        assert_eq!((reply.number_at("/selected"), ids(reply.at("/changed"))), (230, tasks.clone()));
        assert_eq!(desk.seq(tasks[0]).await, seq + 230);
        let done = desk.status("done").await;
        let wanted: Vec<String> = (0..200).map(|number| format!("T{number:03}")).collect();
        assert_eq!(desk.column(done).await, wanted);
    }

    async fn a_rehearsal_says_what_happens_and_changes_nothing(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let tasks = many(&desk, 120).await;
        desk.user.delete(format!("/tasks/{}", tasks[7])).await.status(204);
        let seq = desk.seq(tasks[0]).await;
        let mut body = json!({ "ids": tasks, "dry_run": true, "changes": { "action": "complete", "set": { "estimate": 2 } } });
        let told = desk.bulk(body.clone()).await.status(200).has("/dry_run", true);
        assert_eq!(desk.seq(tasks[0]).await, seq);
        body["dry_run"] = json!(false);
        let done = desk.bulk(body).await.status(200).has("/dry_run", false);
        for part in ["/selected", "/changed", "/unchanged", "/refused"] {
            assert_eq!(told.at(part), done.at(part), "{part}");
        }
        assert_eq!(codes(&done), [(tasks[7], "task_in_trash".to_owned())]);
    }

    async fn a_key_is_used_once(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let tasks = many(&desk, 105).await;
        let path = format!("/workspaces/{}/tasks/bulk", desk.workspace);
        let body = json!({ "filter": "is open", "changes": { "action": "complete" } });
        let ask = async |body: &Value| desk.user.post(&path).json(body.clone()).idempotency_key("once").await;
        let first = ask(&body).await.status(200);
        let seq = desk.seq(tasks[0]).await;
        // By now the filter would find nothing.
        let again = ask(&body).await.status(200);
        assert_eq!((again.body(), again.header("idempotent-replayed")), (first.body(), "true"));
        assert_eq!(again.header("sync-position"), first.header("sync-position"));
        assert_eq!(desk.seq(tasks[0]).await, seq);
        ask(&json!({ "filter": "is done", "changes": { "action": "reopen" } })).await.problem(422, "idempotency_key_reused");
    }

    async fn versions_are_those_the_caller_knows(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let parent = desk.task("Parent").await.id();
        let mut tasks = vec![parent];
        for number in 0..104 {
            tasks.push(desk.with(json!({ "title": format!("T{number}"), "parent_id": parent })).await.id());
        }
        // Its subtasks are done first, which gives it new versions: those are no one else's.
        tasks.rotate_left(1);
        let version = desk.get(parent).await.version();
        let mut versions = json!({});
        for task in &tasks {
            versions[task.to_string()] = json!(1);
        }
        versions[parent.to_string()] = json!(version);
        versions[tasks[3].to_string()] = json!(9);
        let body = json!({ "ids": tasks, "versions": versions, "changes": { "action": "complete" } });
        let reply = desk.bulk(body).await.status(200);
        assert_eq!(codes(&reply), [(tasks[3], "version_conflict".to_owned())]);
        desk.get(parent).await.has("/status_category", "done").has("/counts/subtasks_done", 103);
    }
}
