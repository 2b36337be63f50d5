//! Tasks that repeat.

use serde_json::{Value, json};

use super::Desk;

on_both! {
    async fn completing_makes_the_next_occurrence_once(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let parent = desk.task("Parent").await.id();
        let task = desk.with(json!({
            "title": "Water", "description": "the plants", "priority": "high", "assignee_ids": [desk.user.id], "estimate": 1,
            "parent_id": parent, "start_on": "2099-11-18", "due": { "date": "2099-11-20", "time": "09:30", "timezone": "Europe/Berlin" },
            "recurrence": { "rrule": "FREQ=WEEKLY" },
        })).await;
        let id = task.id();
        let (a, b) = tokio::join!(desk.act(id, "complete"), desk.act(id, "complete"));
        a.status(200).has("/recurrence", Value::Null);
        b.status(200);
        let list = desk.user.get(format!("/projects/{}/tasks?sort=number&parent_id={parent}", desk.project)).await;
        assert_eq!(list.items().len(), 2);
        let next = &list.items()[1];
        assert_eq!(next["due"], json!({ "date": "2099-11-27", "time": "09:30", "timezone": "Europe/Berlin" }));
        assert_eq!(next["due_at"], json!("2099-11-27T08:30:00.000Z"));
        assert_eq!(next["start_on"], json!("2099-11-25"));
        assert_eq!(next["recurrence"], json!({ "rrule": "FREQ=WEEKLY", "mode": "schedule" }));
        assert_eq!(next["status_category"], json!("todo"));
        assert_eq!(next["completed_at"], Value::Null);
        for field in ["title", "description", "priority", "assignee_ids", "estimate", "parent_id", "tag_ids", "creator_id"] {
            assert_eq!(next[field], *task.at(&format!("/{field}")), "{field}");
        }
        desk.get(parent).await.has("/counts/subtasks", 2).has("/counts/subtasks_done", 1);
        // Undone and done again: no second successor.
        desk.act(id, "reopen").await.status(200);
        desk.act(id, "complete").await.status(200);
        desk.get(parent).await.has("/counts/subtasks", 2);
    }

    async fn any_way_to_done_counts(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let done = desk.status("done").await;
        let body = json!({ "title": "Rent", "due": { "date": "2099-01-31" }, "recurrence": { "rrule": "monthly" } });
        let dragged = desk.with(body.clone()).await.id();
        desk.shift(dragged, json!({ "status_id": done })).await.status(200);
        let patched = desk.with(body).await.id();
        desk.patch(patched, json!({ "status_id": done })).await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        assert_eq!(open.items().len(), 2);
    }

    async fn a_series_ends(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let body = json!({ "title": "Twice", "due": { "date": "2099-01-30" }, "recurrence": { "rrule": "FREQ=DAILY;COUNT=2" } });
        let first = desk.with(body).await.id();
        desk.act(first, "complete").await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        let second = open.items()[0]["id"].as_str().unwrap().parse().unwrap();
        desk.act(second, "complete").await.status(200);
        let open = desk.user.get(format!("/projects/{}/tasks?completed=false", desk.project)).await;
        assert!(open.items().is_empty());
    }
}
