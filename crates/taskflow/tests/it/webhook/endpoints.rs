//! Webhooks as things: made, changed, turned off, deleted.

use serde_json::json;

use super::sink::Sink;
use super::webhook;
use crate::desk::Desk;

on_both! {
    async fn a_webhook_is_made_changed_and_deleted(app: TestApp) {
        let desk = Desk::new(&app).await;
        let hooks = "/workspaces/desk/webhooks";
        let body = json!({ "url": "https://hooks.invalid/a", "description": " CI ", "event_types": ["task.*", "comment.created", "task.*"], "filter": "priority = high" });
        let before = desk.seq().await;
        let made = desk.owner.post(hooks).json(body).await.status(201)
            .has("/url", "https://hooks.invalid/a").has("/description", "CI").has("/state", "enabled").has("/version", 1)
            .has("/event_types", json!(["comment.created", "task.*"])).has("/created_by", desk.owner.id.to_string());
        assert!(made.text_at("/secret").starts_with("whsec_"));
        assert_eq!(made.header("cache-control"), "no-store");
        let path = format!("{hooks}/{}", made.id());
        let read = desk.owner.get(&path).await.status(200).has("/health/failures", 0).has("/health/open_until", json!(null));
        assert!(read.find("/secret").is_none() && read.at("/secrets").as_array().unwrap().len() == 1, "{read}");
        assert_eq!(desk.owner.get(hooks).await.status(200).items().len(), 1);

        desk.owner.patch(&path).if_match(1).json(json!({ "filter": null, "description": "x" })).await.status(200)
            .has("/filter", json!(null)).has("/version", 2);
        desk.owner.patch(&path).if_match(1).json(json!({ "enabled": false })).await.problem(412, "version_conflict");
        desk.owner.patch(&path).json(json!({ "enabled": false })).await.status(200)
            .has("/state", "disabled").has("/disabled_reason", "paused").has("/version", 3);
        desk.owner.post(format!("{path}/ping")).await.problem(409, "webhook_disabled");
        desk.owner.patch(&path).json(json!({ "enabled": true })).await.status(200).has("/state", "enabled").has("/disabled_at", json!(null));
        desk.owner.patch(&path).json(json!({})).await.status(200).has("/version", 4);
        desk.owner.delete(&path).await.status(204);
        desk.owner.get(&path).await.problem(404, "not_found");
        assert_eq!(desk.types(before).await, ["webhook.created", "webhook.updated", "webhook.disabled", "webhook.enabled", "webhook.deleted"]);
        // No secret is in the log.
        assert!(desk.payloads(before).await.iter().all(|payload| !payload.to_string().contains("whsec")));
    }

    async fn wrong_webhooks_are_refused(app: TestApp) {
        let desk = Desk::new(&app).await;
        let hooks = "/workspaces/desk/webhooks";
        for url in ["", "hooks.invalid", "http://hooks.invalid/", "https://127.0.0.1/", "https://0x7f.1/", "https://[::1]/", "https://10.0.0.1/",
            "https://a:b@hooks.invalid/", "https://169.254.169.254/latest", "ftp://hooks.invalid/"] {
            desk.owner.post(hooks).json(json!({ "url": url })).await.invalid("/url");
        }
        let good = "https://hooks.invalid/";
        for (body, pointer) in [
            (json!({ "url": good, "event_types": ["Task"] }), "/event_types/0"),
            (json!({ "url": good, "event_types": ["task.created", "tas*"] }), "/event_types/0"),
            (json!({ "url": good, "filter": "tag = nothing" }), "/filter"),
            (json!({ "url": good, "filter": "is" }), "/filter"),
            (json!({ "url": good, "description": "x".repeat(201) }), "/description"),
            (json!({ "url": good, "secret": "x" }), "/secret"),
            (json!({ "description": "x" }), "/url"),
        ] {
            desk.owner.post(hooks).json(body).await.invalid(pointer);
        }
        let made = desk.owner.post(hooks).json(json!({ "url": good })).await.status(201);
        let path = format!("{hooks}/{}", made.id());
        desk.owner.patch(&path).json(json!({ "url": "https://localhost/" })).await.status(200);
        desk.owner.patch(&path).json(json!({ "url": null })).await.invalid("/url");
        desk.owner.patch(&path).json(json!({ "url": "https://127.1/" })).await.invalid("/url");
        desk.owner.post(format!("{path}/rotate-secret")).json(json!({ "overlap_secs": 700_000 })).await.invalid("/overlap_secs");
        desk.owner.get(format!("/webhooks/{}/deliveries?state=lost", made.id())).await.invalid("?state");
        // Of another workspace's it is told nothing.
        desk.stranger.post("/workspaces/elsewhere/webhooks").json(json!({ "url": good, "id": made.id() })).await.problem(409, "id_taken");
        desk.stranger.get(format!("/workspaces/elsewhere/webhooks/{}", made.id())).await.problem(404, "not_found");
        desk.stranger.patch(format!("/workspaces/elsewhere/webhooks/{}", made.id())).json(json!({})).await.problem(404, "not_found");
    }

    async fn what_is_kept_is_sealed(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[200]).await;
        let (_, secret) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        desk.task("a most secret plan").await;
        sink.wait(1).await;
        let read = app.parts().db.read(|tx| {
            static SECRETS: taskflow_db::Sql = taskflow_db::Sql::new("test::secrets", "SELECT sealed FROM webhook_secret");
            static EXCERPTS: taskflow_db::Sql = taskflow_db::Sql::new("test::excerpts", "SELECT excerpt FROM webhook_attempt");
            let mut kept: Vec<Vec<u8>> = Vec::new();
            for sql in [&SECRETS, &EXCERPTS] {
                for row in tx.all(sql, &[])? {
                    kept.push(row.get(0)?);
                }
            }
            Ok::<_, taskflow::base::Error>(kept)
        });
        let kept = read.await.unwrap();
        assert!(!kept.is_empty());
        for bytes in kept {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            assert!(!text.contains(&secret[6..]) && !text.contains("plan") && !text.contains("webhook-id"), "{text}");
        }
    }
}
