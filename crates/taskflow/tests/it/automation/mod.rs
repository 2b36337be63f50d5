//! Rules: made, rehearsed, run, limited, and switched off when their author may not go on.

mod due;
mod told;

use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Reply, User};

async fn make(user: &User, desk: &Desk, rule: Value) -> Reply {
    user.post(format!("/workspaces/{}/rules", desk.workspace)).json(rule).await
}

fn on_update(desk: &Desk, filter: &str, actions: Value) -> Value {
    json!({
        "name": "A rule", "project_id": desk.project, "filter": filter, "actions": actions,
        "trigger": { "on": "event", "types": ["task.created", "task.updated"] },
    })
}

/// The runs of a rule, once there are so many.
async fn runs(desk: &Desk, rule: Uuid, count: usize) -> Vec<Value> {
    for _ in 0..600 {
        let page = desk.owner.get(format!("/rules/{rule}/runs")).await.status(200);
        if page.items().len() >= count {
            return page.items().to_vec();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the rule did not run {count} times");
}

/// Waits until the server has switched a rule off, and not for long.
async fn switched_off(desk: &Desk, rule: Uuid) -> Reply {
    let path = format!("/rules/{rule}");
    for _ in 0..600 {
        let told = desk.owner.get(&path).await.status(200);
        if told.at("/enabled") == &json!(false) {
            return told;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the rule stays on");
}

on_both! {
    async fn a_rule_is_made_seen_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let before = desk.seq().await;
        let body = on_update(&desk, "priority = high", json!([{ "do": "comment", "body": "Look at {{task.key}}" }]));
        let rule = make(&desk.owner, &desk, body.clone()).await.status(201)
            .has("/enabled", true).has("/author_id", desk.owner.id.to_string()).has("/max_per_hour", 100).has("/version", 1);
        let path = format!("/rules/{}", rule.id());
        assert_eq!(rule.header("location"), format!("/api/v1{path}"));
        make(&desk.member, &desk, body.clone()).await.problem(403, "forbidden");
        make(&desk.stranger, &desk, body).await.problem(404, "not_found");
        desk.viewer.get(&path).await.status(200);
        desk.stranger.get(&path).await.problem(404, "not_found");
        let whole = make(&desk.owner, &desk, json!({
            "name": "All", "trigger": { "on": "schedule", "time": "09:00", "timezone": "Europe/Berlin", "weekdays": ["monday"] },
            "actions": [{ "do": "complete" }],
        })).await.status(201).has("/project_id", Value::Null).id();
        let list = format!("/workspaces/{}/rules", desk.workspace);
        assert_eq!(desk.owner.get(&list).await.items().len(), 2);
        assert_eq!(desk.member.get(&list).await.items().len(), 1);
        desk.member.get(format!("/rules/{whole}")).await.problem(403, "forbidden");
        let changed = desk.owner.patch(&path).if_match(1).json(json!({ "name": "Other", "enabled": false })).await.status(200)
            .has("/name", "Other").has("/enabled", false);
        desk.owner.patch(&path).if_match(1).json(json!({ "name": "x" })).await.problem(412, "version_conflict");
        assert_eq!(desk.owner.patch(&path).json(json!({ "name": "Other" })).await.json(), changed.json());
        desk.owner.patch(&path).json(json!({ "name": null })).await.invalid("/name");
        desk.owner.patch(&path).json(json!({ "filter": "colour = red" })).await.invalid("/filter");
        desk.owner.patch(&path).json(json!({ "filter": "is blocked" })).await.invalid("/filter");
        desk.owner.patch(&path).json(json!({ "actions": [] })).await.invalid("/actions");
        desk.member.delete(&path).await.problem(403, "forbidden");
        desk.owner.delete(&path).await.status(204);
        desk.owner.get(&path).await.problem(404, "not_found");
        assert_eq!(desk.types(before).await, [
            "automation_rule.created", "automation_rule.created", "automation_rule.updated", "automation_rule.deleted",
        ]);
    }

    async fn a_rule_acts_for_its_author(app: TestApp) {
        let desk = Desk::new(&app).await;
        let tag = desk.owner.post(format!("/workspaces/{}/tags", desk.workspace)).json(json!({ "name": "hot" })).await.status(201).id();
        let actions = json!([
            { "do": "tag", "add": [tag] }, { "do": "assign", "add": [desk.member.id] },
            { "do": "set", "fields": { "estimate": 5 } }, { "do": "comment", "body": "See {{task.key}}: {{task.title}}" },
            { "do": "create_task", "title": "Follow up {{task.key}}", "subtask": true },
        ]);
        let mut body = on_update(&desk, "priority = urgent", actions);
        // An undo of what it did is a change of the task, too, and not of this field.
        body["trigger"]["fields"] = json!(["priority"]);
        let rule = make(&desk.owner, &desk, body).await.status(201).id();
        let other = desk.task("Not this").await;
        let id = desk.task("This").await;
        let before = desk.seq().await;
        desk.member.patch(format!("/tasks/{id}")).json(json!({ "priority": "urgent" })).await.status(200);
        let log = runs(&desk, rule, 1).await;
        assert_eq!((&log[0]["outcome"], &log[0]["task_id"]), (&json!("done"), &json!(id)));
        assert_eq!(log[0]["effects"].as_array().unwrap().len(), 5);
        let task = desk.owner.get(format!("/tasks/{id}")).await;
        let task = task.has("/tag_ids", json!([tag])).has("/assignee_ids", json!([desk.member.id])).has("/estimate", 5.0)
            .has("/counts/subtasks", 1).has("/counts/comments", 1);
        let comments = desk.owner.get(format!("/tasks/{id}/comments")).await;
        assert_eq!(comments.items()[0]["body"], format!("See {}: This", task.text_at("/key")));
        // It is the author who did it, because of the member's change.
        let entries = desk.log(before).await;
        let made = entries.iter().find(|entry| entry.kind == "comment.created").unwrap();
        assert_eq!(made.actor_id, Some(desk.owner.id));
        assert!(made.cause.as_deref().unwrap().starts_with("automation/1/"));
        desk.owner.get(format!("/tasks/{other}")).await.has("/tag_ids", json!([]));
        // What a rule did is undone like anything else.
        let events: Vec<Uuid> = entries.iter().filter(|entry| entry.cause.as_deref().is_some_and(|cause| cause.starts_with("automation/")))
            .map(|entry| entry.id).collect();
        desk.owner.post(format!("/workspaces/{}/undo", desk.workspace)).json(json!({ "events": events })).await.status(200);
        desk.owner.get(format!("/tasks/{id}")).await.has("/tag_ids", json!([])).has("/estimate", Value::Null);
    }

    async fn rules_do_not_go_round_for_ever(app: TestApp) {
        let desk = Desk::new(&app).await;
        let set = |priority: &str| json!([{ "do": "set", "fields": { "priority": priority } }]);
        let one = make(&desk.owner, &desk, on_update(&desk, "priority = high", set("low"))).await.status(201).id();
        let two = make(&desk.owner, &desk, on_update(&desk, "priority = low", set("high"))).await.status(201).id();
        let id = desk.task("Ping").await;
        desk.owner.patch(format!("/tasks/{id}")).json(json!({ "priority": "high" })).await.status(200);
        let mut outcomes = Vec::new();
        for (rule, count) in [(one, 3), (two, 3)] {
            outcomes.extend(runs(&desk, rule, count).await.into_iter().map(|run| run["outcome"].as_str().unwrap().to_owned()));
        }
        outcomes.sort_unstable();
        assert_eq!(outcomes, ["done", "done", "done", "done", "done", "loop"]);
    }

    async fn a_rule_runs_so_often_in_an_hour(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut body = on_update(&desk, "", json!([{ "do": "set", "fields": { "estimate": 1 } }]));
        body["max_per_hour"] = json!(2);
        body["trigger"]["types"] = json!(["task.created"]);
        let rule = make(&desk.owner, &desk, body).await.status(201).id();
        for number in 0..5 {
            desk.task(&format!("Task {number}")).await;
        }
        runs(&desk, rule, 3).await;
        desk.task("One more").await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        let log = runs(&desk, rule, 3).await;
        let outcomes: Vec<&str> = log.iter().map(|run| run["outcome"].as_str().unwrap()).collect();
        assert_eq!(outcomes, ["limited", "done", "done"]);
    }

    async fn who_lost_the_right_loses_the_rule(app: TestApp) {
        let desk = Desk::new(&app).await;
        let grant = desk.owner.post(format!("/projects/{}/members", desk.project)).json(json!({ "user_id": desk.member.id, "role": "manager" })).await.status(201).id();
        let rule = make(&desk.member, &desk, on_update(&desk, "", json!([{ "do": "set", "fields": { "estimate": 1 } }]))).await.status(201).id();
        desk.owner.delete(format!("/projects/{}/members/{grant}", desk.project)).await.status(204);
        let id = desk.task("Task").await;
        let path = format!("/rules/{rule}");
        switched_off(&desk, rule).await.has("/disabled_reason", "forbidden").has("/author_id", desk.member.id.to_string());
        desk.owner.get(format!("/tasks/{id}")).await.has("/estimate", Value::Null);
        // Who switches it on again is its author.
        desk.owner.patch(&path).json(json!({ "enabled": true })).await.status(200)
            .has("/author_id", desk.owner.id.to_string()).has("/disabled_reason", Value::Null);
        let next = desk.task("Next").await;
        runs(&desk, rule, 1).await;
        desk.owner.get(format!("/tasks/{next}")).await.has("/estimate", 1.0);
    }

    async fn who_is_shut_out_of_the_server_acts_no_more(app: TestApp) {
        let desk = Desk::new(&app).await;
        desk.owner.post(format!("/projects/{}/members", desk.project)).json(json!({ "user_id": desk.member.id, "role": "manager" })).await.status(201);
        let rule = make(&desk.member, &desk, on_update(&desk, "", json!([{ "do": "set", "fields": { "estimate": 1 } }]))).await.status(201).id();
        desk.owner.patch(format!("/admin/users/{}", desk.member.id)).json(json!({ "status": "suspended" })).await.status(200);
        let id = desk.task("Task").await;
        switched_off(&desk, rule).await.has("/disabled_reason", "author_left");
        desk.owner.get(format!("/tasks/{id}")).await.has("/estimate", Value::Null);
    }

    async fn a_refused_action_is_told(app: TestApp) {
        let desk = Desk::new(&app).await;
        let actions = json!([{ "do": "set", "fields": { "estimate": 2 } }, { "do": "tag", "add": [Uuid::nil()] }, { "do": "complete" }]);
        let mut body = on_update(&desk, "", actions);
        body["trigger"]["types"] = json!(["task.created"]);
        let rule = make(&desk.owner, &desk, body).await.status(201).id();
        let id = desk.task("Task").await;
        let log = runs(&desk, rule, 1).await;
        assert_eq!((&log[0]["outcome"], &log[0]["reason"]), (&json!("failed"), &json!("unknown_tag")));
        assert_eq!(log[0]["effects"][1]["code"], "unknown_tag");
        desk.owner.get(format!("/tasks/{id}")).await.has("/estimate", 2.0).has("/completed_at", Value::Null);
        desk.owner.get(format!("/rules/{rule}")).await.has("/enabled", true);
    }

    async fn a_rehearsal_changes_nothing(app: TestApp) {
        let desk = Desk::new(&app).await;
        let id = desk.task("Task").await;
        desk.owner.patch(format!("/tasks/{id}")).json(json!({ "priority": "high" })).await.status(200);
        desk.task("Another").await;
        desk.secret_task("Hidden").await;
        let before = desk.seq().await;
        let rule = on_update(&desk, "priority = high", json!([{ "do": "set", "fields": { "estimate": 3 } }, { "do": "comment", "body": "{{task.title}}!" }]));
        let path = format!("/workspaces/{}/rules/rehearse", desk.workspace);
        let told = desk.owner.post(&path).json(json!({ "events": 50, "rule": rule })).await.status(200)
            .has("/would_run/0/task_id", id.to_string()).has("/would_run/0/type", "task.updated")
            .has("/would_run/0/effects/0/changes/estimate", json!({ "from": null, "to": 3 }))
            .has("/would_run/0/effects/1/changes/body", "Task!");
        assert_eq!(told.at("/would_run").as_array().unwrap().len(), 1);
        assert_eq!(desk.seq().await, before);
        desk.member.post(&path).json(json!({ "rule": rule })).await.problem(403, "forbidden");
        desk.owner.post(&path).json(json!({ "events": 0, "rule": rule })).await.invalid("/events");
        let daily = json!({ "name": "Daily", "project_id": desk.project, "filter": "is open", "actions": [{ "do": "complete" }],
            "trigger": { "on": "schedule", "time": "09:00", "timezone": "UTC" } });
        let told = desk.owner.post(&path).json(json!({ "rule": daily })).await.status(200).has("/looked_at", 2);
        assert_eq!(told.at("/would_run").as_array().unwrap().len(), 2);
    }

    async fn a_rule_waits_for_its_time(app: TestApp) {
        let desk = Desk::new(&app).await;
        let late = desk.owner.task_with(desk.project, json!({ "title": "Late", "due": { "date": "2020-01-01" } })).await.id();
        let early = desk.owner.task_with(desk.project, json!({ "title": "Early", "due": { "date": "2090-01-01" } })).await.id();
        let in_a_minute = app.parts().clock.now().plus_secs(60).to_string();
        let rule = make(&desk.owner, &desk, json!({
            "name": "Overdue", "project_id": desk.project, "filter": "is overdue",
            "trigger": { "on": "schedule", "time": in_a_minute[11..16], "timezone": "UTC" },
            "actions": [{ "do": "set", "fields": { "priority": "urgent" } }],
        })).await.status(201).id();
        app.advance_secs(61);
        let log = runs(&desk, rule, 1).await;
        assert_eq!((&log[0]["outcome"], &log[0]["event_id"]), (&json!("done"), &Value::Null));
        desk.owner.get(format!("/tasks/{late}")).await.has("/priority", "urgent");
        desk.owner.get(format!("/tasks/{early}")).await.has("/priority", "none");
    }

    async fn a_key_of_a_request_is_no_consumers_cause(app: TestApp) {
        let desk = Desk::new(&app).await;
        let actions = json!([{ "do": "set", "fields": { "estimate": 1 } }]);
        let rule = make(&desk.owner, &desk, on_update(&desk, "priority = high", actions)).await.status(201).id();
        let id = desk.task("Task").await;
        let key = format!("automation/9/{}/1", desk.workspace);
        let patch = desk.member.patch(format!("/tasks/{id}")).header("idempotency-key", &key);
        patch.json(json!({ "priority": "high" })).await.status(200);
        assert_eq!(runs(&desk, rule, 1).await[0]["outcome"], "done");
    }

    async fn a_rule_runs_for_what_follows_it_in_the_log(app: TestApp) {
        let desk = Desk::new(&app).await;
        let mut body = on_update(&desk, "", json!([{ "do": "set", "fields": { "estimate": 1 } }]));
        body["trigger"]["types"] = json!(["task.created"]);
        let before = desk.task("Before").await;
        let rule = make(&desk.owner, &desk, body).await.status(201).id();
        // As if another server, whose clock is behind, took what comes next.
        app.advance_secs(-30);
        let after = desk.task("After").await;
        assert_eq!(runs(&desk, rule, 1).await[0]["task_id"], json!(after));
        desk.owner.get(format!("/tasks/{before}")).await.has("/estimate", Value::Null);
    }

    async fn a_change_of_a_rule_does_not_skip_a_run_that_is_late(app: TestApp) {
        let desk = Desk::new(&app).await;
        let task = desk.task("Task").await;
        let in_a_minute = app.parts().clock.now().plus_secs(60).to_string();
        let rule = make(&desk.owner, &desk, json!({
            "name": "Daily", "project_id": desk.project, "filter": "is open",
            "trigger": { "on": "schedule", "time": in_a_minute[11..16], "timezone": "UTC" },
            "actions": [{ "do": "set", "fields": { "estimate": 1 } }],
        })).await.status(201).id();
        app.advance_secs(61);
        desk.owner.patch(format!("/rules/{rule}")).json(json!({ "name": "Every day" })).await.status(200);
        runs(&desk, rule, 1).await;
        desk.owner.get(format!("/tasks/{task}")).await.has("/estimate", 1.0);
        let due = app.parts().db.read(move |tx| taskflow::event::timer_of(tx, "automation.schedule", &rule.to_string())).await.unwrap();
        assert!(due.unwrap().due > app.parts().clock.now(), "and once only");
    }
}
