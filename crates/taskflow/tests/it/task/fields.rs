//! Making and changing tasks.

use serde_json::{Value, json};
use uuid::Uuid;

use super::Desk;

on_both! {
    async fn a_new_task_has_every_field(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let task = desk.task("  Fix login ").await;
        assert_eq!(task.text_at("/title"), "Fix login");
        assert_eq!(task.text_at("/key"), format!("{}-1", desk.key));
        assert_eq!(task.text_at("/status_category"), "todo");
        assert_eq!(*task.at("/status_id"), json!(desk.status("todo").await));
        assert_eq!(*task.at("/creator_id"), json!(desk.user.id));
        assert_eq!(task.header("location"), format!("/api/v1/tasks/{}", task.id()));
        assert_eq!(task.header("etag"), "\"1\"");
        let (_, seq) = task.header("sync-position").split_once(':').unwrap();
        assert!(seq.parse::<i64>().unwrap() > 0);
        for (field, value) in [
            ("description", json!("")), ("priority", json!("none")), ("assignee_ids", json!([])), ("tag_ids", json!([])),
            ("parent_id", Value::Null), ("start_on", Value::Null), ("due", Value::Null), ("due_at", Value::Null),
            ("estimate", Value::Null), ("recurrence", Value::Null), ("custom_fields", json!({})), ("milestone_id", Value::Null),
            ("cycle_id", Value::Null), ("completed_at", Value::Null), ("archived_at", Value::Null), ("deleted_at", Value::Null),
            ("counts", json!({ "comments": 0, "attachments": 0, "subtasks": 0, "subtasks_done": 0 })), ("version", json!(1)),
        ] {
            assert_eq!(*task.at(&format!("/{field}")), value, "{field}");
        }
        assert_eq!(desk.get(task.id()).await.json(), task.json());
        assert_eq!(desk.task("Next").await.number_at("/number"), 2);
    }

    async fn everything_can_be_given_at_once(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let tag = desk.user.post(format!("/workspaces/{}/tags", desk.workspace))
            .json(json!({ "name": "bug", "colour": "#FF0000" })).await.status(201).id();
        let parent = desk.task("Parent").await.id();
        let id = Uuid::now_v7();
        let task = desk.with(json!({
            "id": id, "title": "Ship", "description": "# Now\n\tor never", "status_id": desk.status("in_progress").await,
            "priority": "urgent", "assignee_ids": [desk.user.id], "tag_ids": [tag], "parent_id": parent, "position": "top",
            "start_on": "2026-11-01", "due": { "date": "2026-11-20", "time": "09:30", "timezone": "Europe/Berlin" },
            "estimate": 2.5, "recurrence": { "rrule": "weekly", "mode": "completion" }, "custom_fields": {},
        })).await;
        assert_eq!(task.id(), id);
        assert_eq!(task.text_at("/due_at"), "2026-11-20T08:30:00.000Z");
        assert_eq!(*task.at("/recurrence"), json!({ "rrule": "FREQ=WEEKLY", "mode": "completion" }));
        assert_eq!(*task.at("/estimate"), json!(2.5));
        desk.get(parent).await.has("/counts/subtasks", 1).has("/version", 2);
        let cleared = desk.patch(id, json!({
            "description": null, "assignee_ids": [], "tag_ids": null, "parent_id": null, "start_on": null, "recurrence": null,
            "due": { "date": "2026-12-24" }, "estimate": null, "priority": "none",
        })).await.status(200);
        cleared.has("/due", json!({ "date": "2026-12-24" })).has("/due_at", Value::Null).has("/assignee_ids", json!([]));
        desk.get(parent).await.has("/counts/subtasks", 0);
    }

    async fn bad_input_is_pointed_at(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let id = Uuid::now_v7();
        let path = format!("/projects/{}/tasks", desk.project);
        for (body, pointer) in [
            (json!({}), "/title"),
            (json!({ "title": " " }), "/title"),
            (json!({ "title": "a".repeat(501) }), "/title"),
            (json!({ "title": "a\u{0}b" }), "/title"),
            (json!({ "title": "a\nb" }), "/title"),
            (json!({ "title": "a", "description": "a\u{0}b" }), "/description"),
            (json!({ "title": "a", "description": "ß".repeat(50_001) }), "/description"),
            (json!({ "title": "a", "colour": "red" }), "/colour"),
            (json!({ "title": "a", "priority": "huge" }), "/priority"),
            (json!({ "title": "a", "status_id": id }), "/status_id"),
            (json!({ "title": "a", "assignee_ids": [id] }), "/assignee_ids"),
            (json!({ "title": "a", "assignee_ids": ["x"] }), "/assignee_ids/0"),
            (json!({ "title": "a", "tag_ids": [id] }), "/tag_ids"),
            (json!({ "title": "a", "parent_id": id }), "/parent_id"),
            (json!({ "title": "a", "start_on": "2026-02-30" }), "/start_on"),
            (json!({ "title": "a", "due": {} }), "/due/date"),
            (json!({ "title": "a", "due": { "date": "2026-11-20", "time": "09:30" } }), "/due/timezone"),
            (json!({ "title": "a", "due": { "date": "2026-11-20", "hour": 9 } }), "/due/hour"),
            (json!({ "title": "a", "estimate": -1 }), "/estimate"),
            (json!({ "title": "a", "estimate": 1e300 }), "/estimate"),
            (json!({ "title": "a", "recurrence": { "rrule": "daily" } }), "/recurrence"),
            (json!({ "title": "a", "due": { "date": "2026-11-20" }, "recurrence": { "rrule": "sometimes" } }), "/recurrence/rrule"),
            (json!({ "title": "a", "milestone_id": id }), "/milestone_id"),
            (json!({ "title": "a", "cycle_id": id }), "/cycle_id"),
            (json!({ "title": "a", "custom_fields": { "a/b": 1 } }), "/custom_fields/a~1b"),
        ] {
            desk.user.post(&path).json(body).await.invalid(pointer);
        }
        let task = desk.task("Still the first").await;
        assert_eq!(task.number_at("/number"), 1, "nothing was half made");
        for (body, pointer) in [
            (json!({ "title": null }), "/title"),
            (json!({ "status_id": null }), "/status_id"),
            (json!({ "priority": null }), "/priority"),
            (json!({ "title": "b", "version": 7 }), "/version"),
            (json!({ "title": "b", "due": 3 }), "/due"),
            (json!({ "title": "b", "parent_id": task.id() }), "/parent_id"),
        ] {
            desk.patch(task.id(), body).await.invalid(pointer);
        }
        assert_eq!(desk.get(task.id()).await.json(), task.json());
        desk.with(json!({ "title": "Long", "description": "a".repeat(100_000) })).await;
    }

    async fn a_patch_that_changes_nothing_leaves_no_trace(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let task = desk.with(json!({ "title": "Same", "priority": "high" })).await;
        let before = desk.seq(task.id()).await;
        let same = desk.patch(task.id(), json!({ "title": " Same", "priority": "high", "tag_ids": [] })).await.status(200);
        assert_eq!(same.json(), task.json());
        assert_eq!(desk.seq(task.id()).await, before);
    }

    async fn the_same_id_again_is_the_same_task(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let other = Desk::new(&app, "bob").await;
        let id = Uuid::now_v7();
        let first = desk.with(json!({ "id": id, "title": "One" })).await;
        let again = desk.with(json!({ "id": id, "title": "Two" })).await;
        assert_eq!(first.json(), again.json());
        assert_eq!(desk.task("Next").await.number_at("/number"), 2);
        let path = format!("/projects/{}/tasks", other.project);
        other.user.post(path).json(json!({ "id": id, "title": "Mine" })).await.problem(409, "id_taken");
    }

    async fn an_old_version_is_refused_with_the_current_one(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let id = desk.task("One").await.id();
        let path = format!("/tasks/{id}");
        desk.user.patch(&path).if_match(1).json(json!({ "title": "Two" })).await.status(200).has("/version", 2);
        let stale = desk.user.patch(&path).if_match(1).json(json!({ "title": "Three" })).await;
        let stale = stale.problem(412, "version_conflict");
        let now = desk.get(id).await;
        assert_eq!(*stale.at("/current"), *now.json());
        // To the letter: fields come in the order in which REST always answers them.
        let (stale, now) = (String::from_utf8_lossy(stale.body()), String::from_utf8_lossy(now.body()));
        assert!(stale.contains(&format!("\"current\":{now}")), "{stale}");
        for action in ["complete", "reopen", "archive", "unarchive", "restore"] {
            desk.user.post(format!("{path}/{action}")).if_match(1).await.problem(412, "version_conflict");
        }
        desk.user.post(format!("{path}/move")).if_match(1).json(json!({})).await.problem(412, "version_conflict");
        desk.user.delete(&path).if_match(1).await.problem(412, "version_conflict");
        desk.get(id).await.has("/version", 2);
    }

    async fn an_idempotency_key_makes_one_task(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let path = format!("/projects/{}/tasks", desk.project);
        let send = |title: &str| desk.user.post(&path).idempotency_key("k1").json(json!({ "title": title }));
        let first = send("Once").await.status(201);
        let again = send("Once").await.status(201);
        assert_eq!(first.json(), again.json());
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(first.header("sync-position"), again.header("sync-position"));
        send("Twice").await.problem(422, "idempotency_key_reused");
        assert_eq!(desk.task("Next").await.number_at("/number"), 2);
    }

    async fn completing_is_remembered_and_undone(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let id = desk.task("One").await.id();
        let done = desk.act(id, "complete").await.status(200);
        assert_eq!(done.text_at("/status_category"), "done");
        assert!(done.at("/completed_at").is_string());
        assert_eq!(desk.act(id, "complete").await.status(200).json(), done.json(), "twice is once");
        let open = desk.act(id, "reopen").await.status(200).has("/completed_at", Value::Null);
        assert_eq!(open.text_at("/status_category"), "todo");
        assert_eq!(desk.act(id, "reopen").await.status(200).json(), open.json());
        desk.patch(id, json!({ "status_id": desk.status("cancelled").await })).await.status(200).has("/completed_at", Value::Null);
        let patched = desk.patch(id, json!({ "status_id": desk.status("done").await })).await.status(200);
        assert!(patched.at("/completed_at").is_string());
        desk.act(id, "reopen").await.status(200);
    }

    async fn the_archive_keeps_a_task_as_it_is(app: TestApp) {
        let desk = Desk::new(&app, "ada").await;
        let id = desk.task("Old").await.id();
        let archived = desk.act(id, "archive").await.status(200);
        assert!(archived.at("/archived_at").is_string());
        assert_eq!(desk.act(id, "archive").await.status(200).json(), archived.json());
        let list = |query: &str| desk.user.get(format!("/projects/{}/tasks{query}", desk.project));
        assert!(list("").await.items().is_empty());
        assert_eq!(list("?archived=true").await.texts("title"), ["Old"]);
        assert_eq!(list("?archived=any").await.texts("title"), ["Old"]);
        desk.act(id, "unarchive").await.status(200).has("/archived_at", Value::Null);
        assert_eq!(list("").await.texts("title"), ["Old"]);
    }
}
