//! Rules that tell people, and that call webhooks.

use std::time::Duration;

use serde_json::{Value, json};

use super::{make, on_update, runs};
use crate::desk::Desk;
use crate::support::User;
use crate::webhook::sink::Sink;
use crate::webhook::{settled, webhook};

/// The notices in somebody's inbox, once there are so many.
async fn notices(user: &User, count: usize) -> Vec<Value> {
    for _ in 0..200 {
        let inbox = user
            .get("/notifications")
            .query(&[("state", "all"), ("limit", "200")])
            .await
            .status(200);
        let notices: Vec<Value> =
            inbox.items().iter().filter(|one| one["kind"] == "notice").cloned().collect();
        if notices.len() >= count {
            return notices;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{} is not told", user.email);
}

on_both! {
    async fn people_are_told_once(app: TestApp) {
        let desk = Desk::new(&app).await;
        let actions = json!([
            { "do": "notify", "user_ids": [desk.viewer.id, desk.stranger.id], "roles": ["assignees", "creator", "watchers"], "text": " Look at {{task.key}}: {{task.title}} " },
        ]);
        let mut body = on_update(&desk, "priority = urgent", actions);
        body["trigger"]["fields"] = json!(["priority"]);
        body["trigger"]["types"] = json!(["task.updated"]);
        let rehearse = format!("/workspaces/{}/rules/rehearse", desk.workspace);
        let rule = make(&desk.owner, &desk, body.clone()).await.status(201).id();
        let task = desk.owner.task_with(desk.project, json!({ "title": "This", "assignee_ids": [desk.member.id] })).await;
        let id = task.id();
        desk.member.patch(format!("/tasks/{id}")).json(json!({ "priority": "urgent" })).await.status(200);
        let log = runs(&desk, rule, 1).await;
        // The stranger may not see the task; the author is told as well.
        assert_eq!(log[0]["effects"], json!([{ "do": "notify", "changed": null, "people": 3 }]));
        let key = task.text_at("/key");
        for person in [&desk.member, &desk.owner, &desk.viewer] {
            let told = notices(person, 1).await;
            assert_eq!(told.len(), 1);
            assert_eq!((&told[0]["text"], &told[0]["task_id"]), (&json!(format!("Look at {key}: This")), &json!(id)));
            assert_eq!(told[0]["actor_id"], json!(desk.owner.id));
        }
        let stranger = desk.stranger.get("/notifications").query(&[("state", "all")]).await.status(200);
        assert!(stranger.items().is_empty());
        let told = desk.owner.post(&rehearse).json(json!({ "rule": body })).await.status(200);
        let change = told.at("/would_run/0/effects/0/changes");
        assert_eq!((&change["text"], change["user_ids"].as_array().unwrap().len()), (&json!(format!("Look at {key}: This")), 3));
        for (action, pointer) in [
            (json!({ "do": "notify", "text": "to nobody" }), "/actions/0/user_ids"),
            (json!({ "do": "notify", "roles": ["creator"], "text": " " }), "/actions/0/text"),
            (json!({ "do": "notify", "roles": ["everybody"], "text": "x" }), "/actions/0"),
        ] {
            make(&desk.owner, &desk, on_update(&desk, "", json!([action]))).await.invalid(pointer);
        }
    }

    async fn a_webhook_is_called(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[503, 200]).await;
        // It listens to something else.
        let (hook, secret) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["project.created"] })).await;
        let call = json!([{ "do": "call_webhook", "webhook_id": hook, "body": "{{task.key}} is urgent" }]);
        let mut body = on_update(&desk, "priority = urgent", call.clone());
        body["trigger"]["types"] = json!(["task.created"]);
        // Who only manages the project may not.
        desk.owner.post(format!("/projects/{}/members", desk.project)).json(json!({ "user_id": desk.member.id, "role": "manager" })).await.status(201);
        make(&desk.member, &desk, body.clone()).await.problem(403, "forbidden");
        let unknown = json!([{ "do": "call_webhook", "webhook_id": desk.project }]);
        make(&desk.owner, &desk, on_update(&desk, "", unknown)).await.invalid("/actions/0/webhook_id");
        let rule = make(&desk.owner, &desk, body.clone()).await.status(201).id();
        let id = desk.owner.task_with(desk.project, json!({ "title": "Fire", "priority": "urgent" })).await.id();
        let log = runs(&desk, rule, 1).await;
        assert_eq!(log[0]["outcome"], "done");
        let delivery = log[0]["effects"][0]["changed"].as_str().unwrap().to_owned();
        // Tried again, signed, under one id.
        sink.wait(1).await;
        app.advance_secs(60);
        let got = sink.wait(2).await;
        for one in &got {
            assert_eq!(one.header("webhook-id"), delivery);
            assert!(one.verify_at_its_time(&secret));
            let said = one.json();
            assert_eq!((&said["type"], &said["data"]["task"]["id"]), (&json!("automation.called"), &json!(id)));
            assert_eq!((&said["data"]["rule_id"], &said["data"]["run_id"]), (&json!(rule), &log[0]["id"]));
            assert!(said["data"]["body"].as_str().unwrap().ends_with(" is urgent"), "{said}");
            assert_eq!((&said["data"]["actor_id"], &said["data"]["event_id"]), (&json!(desk.owner.id), &log[0]["event_id"]));
        }
        settled(&desk.owner, hook, "delivered").await.has("/id", delivery.clone()).has("/seq", Value::Null).has("/event_type", "automation.called");
        let rehearse = format!("/workspaces/{}/rules/rehearse", desk.workspace);
        let told = desk.owner.post(&rehearse).json(json!({ "rule": body })).await.status(200);
        assert_eq!(told.at("/would_run/0/effects/0/changes/webhook_id"), &json!(hook));
        // Switched off, it is not called, and the run says so.
        desk.owner.patch(format!("/workspaces/desk/webhooks/{hook}")).json(json!({ "enabled": false })).await.status(200);
        desk.owner.task_with(desk.project, json!({ "title": "More", "priority": "urgent" })).await;
        let log = runs(&desk, rule, 2).await;
        assert_eq!((&log[0]["outcome"], &log[0]["reason"]), (&json!("failed"), &json!("webhook_disabled")));
        assert_eq!(sink.quiet().await.len(), 2);
    }
}
