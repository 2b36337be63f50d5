//! What arrives, and how soon.

use std::time::{Duration, Instant};

use serde_json::json;

use super::sink::Sink;
use super::{settled, webhook};
use crate::desk::Desk;

on_both! {
    async fn an_event_arrives_signed_within_two_seconds(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[200]).await;
        let (id, secret) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created", "task.updated"] })).await;
        let began = Instant::now();
        let task = desk.task("Paint the door").await;
        let got = sink.wait(1).await;
        assert!(got[0].at - began < Duration::from_secs(2), "{:?}", got[0].at - began);
        got[0].verify(&secret).unwrap();
        assert!(got[0].verify("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").is_err());
        let body = got[0].json();
        let entry = desk.log(0).await.into_iter().rfind(|entry| entry.kind == "task.created").unwrap();
        assert_eq!((&body["type"], &body["timestamp"]), (&json!("task.created"), &json!(entry.at.to_string())));
        assert_eq!((&body["data"]["seq"], &body["data"]["id"]), (&json!(entry.seq), &json!(entry.id)));
        assert_eq!(body["data"]["entity_id"], task.to_string());
        assert_eq!(body["data"]["things"][0]["data"]["title"], "Paint the door");
        assert_eq!(body["data"]["truncated"], false);
        assert_eq!(got[0].header("content-type"), "application/json");

        let delivery = settled(&desk.owner, id, "delivered").await.has("/attempts", 1).has("/last_status", 200).has("/seq", entry.seq);
        assert_eq!(delivery.text_at("/id"), got[0].header("webhook-id"));
        let log = delivery.at("/log").as_array().unwrap();
        assert_eq!((log.len(), &log[0]["status"], &log[0]["error"]), (1, &json!(200), &json!(null)));
        assert!(log[0]["request_body"].as_str().unwrap().contains("Paint the door"), "{delivery}");
        assert!(log[0]["request_headers"].as_str().unwrap().contains("webhook-signature: v1,"), "{delivery}");
        assert_eq!(log[0]["response_body"], "said 200");

        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "title": "Paint it blue" })).await.status(200);
        let got = sink.wait(2).await;
        assert_eq!(got[1].json()["data"]["changes"]["title"], json!({ "from": "Paint the door", "to": "Paint it blue" }));
        // Other types are not sent, and nothing twice.
        desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201);
        assert_eq!(sink.quiet().await.len(), 2);
    }

    async fn a_filter_chooses(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[200]).await;
        let tag = desk.owner.post("/workspaces/desk/tags").json(json!({ "name": "bug" })).await.status(201).id();
        let (id, _) = webhook(&desk.owner, "desk", &sink, json!({ "filter": "tag = bug and priority >= high" })).await;
        desk.owner.task_with(desk.project, json!({ "title": "neither" })).await;
        desk.owner.task_with(desk.project, json!({ "title": "one", "priority": "urgent" })).await;
        let both = desk.owner.task_with(desk.project, json!({ "title": "both", "priority": "urgent", "tag_ids": [tag] })).await.id();
        desk.owner.post(format!("/tasks/{both}/comments")).json(json!({ "body": "said" })).await.status(201);
        // Private projects are the workspace's, too.
        desk.owner.task_with(desk.private, json!({ "title": "secret", "priority": "high", "tag_ids": [tag] })).await;
        sink.wait(3).await;
        let kinds: Vec<String> = sink.quiet().await.iter().map(|got| got.json()["type"].as_str().unwrap().to_owned()).collect();
        let mut sorted = kinds.clone();
        sorted.sort();
        assert_eq!(sorted, ["comment.created", "task.created", "task.created"], "{kinds:?}");

        // A filter that cannot be read any more sends nothing, and says so.
        desk.owner.delete(format!("/tags/{tag}")).await.status(204);
        desk.owner.task_with(desk.project, json!({ "title": "later", "priority": "urgent" })).await;
        assert_eq!(sink.quiet().await.len(), 3);
        let read = desk.owner.get(format!("/workspaces/desk/webhooks/{id}")).await.status(200);
        assert!(read.text_at("/health/filter_fault").contains("There is no tag"), "{read}");
    }

    async fn a_ping_and_two_secrets_for_a_while(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[204]).await;
        let (id, old) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        let path = format!("/workspaces/desk/webhooks/{id}");
        let sent = desk.owner.post(format!("{path}/ping")).await.status(202).has("/event_type", "webhook.ping").has("/seq", json!(null));
        let got = sink.wait(1).await;
        assert_eq!((got[0].json()["type"].as_str(), got[0].header("webhook-id")), (Some("webhook.ping"), sent.text_at("/id")));
        got[0].verify(&old).unwrap();

        let rotated = desk.owner.post(format!("{path}/rotate-secret")).json(json!({ "overlap_secs": 3600 })).await.status(200);
        let new = rotated.text_at("/secret").to_owned();
        assert_ne!(new, old);
        desk.owner.post(format!("{path}/ping")).await.status(202);
        let got = sink.wait(2).await;
        assert_eq!(got[1].header("webhook-signature").split(' ').count(), 2);
        got[1].verify(&old).unwrap();
        got[1].verify(&new).unwrap();
        assert_eq!(desk.owner.get(&path).await.status(200).at("/secrets").as_array().unwrap().len(), 2);

        app.advance_secs(3601);
        let login = app.try_login("olga@example.org", crate::support::PASSWORD).await.status(200);
        let owner = app.anonymous().with_token(login.text_at("/access_token"));
        owner.post(format!("{path}/ping")).await.status(202);
        let got = sink.wait(3).await;
        assert!(!got[2].verify_at_its_time(&old) && got[2].verify_at_its_time(&new));
        // At once: an old secret that leaked signs no more.
        let now = owner.post(format!("{path}/rotate-secret")).json(json!({ "overlap_secs": 0 })).await.status(200);
        owner.post(format!("{path}/ping")).await.status(202);
        let got = sink.wait(4).await;
        assert!(!got[3].verify_at_its_time(&new) && got[3].verify_at_its_time(now.text_at("/secret")));
    }

    async fn a_long_event_names_its_things(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[200]).await;
        let (_, secret) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.updated"] })).await;
        let task = desk.owner.task_with(desk.project, json!({ "title": "long", "description": "x".repeat(99_000) })).await.id();
        desk.owner.patch(format!("/tasks/{task}")).json(json!({ "description": "y".repeat(99_000) })).await.status(200);
        let got = sink.wait(1).await;
        got[0].verify(&secret).unwrap();
        let body = got[0].json();
        assert_eq!(body["data"]["truncated"], true);
        assert_eq!((&body["data"]["things"][0]["id"], &body["data"]["things"][0]["data"]), (&json!(task), &json!(null)));
    }

    async fn what_follows_the_webhook_in_the_log_is_sent(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        desk.task("before").await;
        let sink = Sink::start(&[200]).await;
        webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        // As if another server, whose clock is behind, took what comes next.
        app.advance_secs(-30);
        let after = desk.task("after").await;
        assert_eq!(sink.wait(1).await[0].json()["data"]["entity_id"], after.to_string());
    }
}
