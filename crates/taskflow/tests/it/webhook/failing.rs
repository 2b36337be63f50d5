//! Endpoints that fail: retries over days, the breaker, and when it is enough.

use std::time::Duration;

use serde_json::json;
use uuid::Uuid;

use super::sink::Sink;
use super::{settled, webhook};
use crate::desk::Desk;
use crate::support::{PASSWORD, TestApp, User};

/// Signed in anew: days have passed.
async fn again(app: &TestApp, desk: &Desk) -> User {
    let login = app.try_login(&desk.owner.email, PASSWORD).await.status(200);
    desk.owner
        .clone()
        .with_client(app.anonymous().with_token(login.text_at("/access_token")))
}

/// Waits until the delivery has had so many attempts; answers in how many seconds the next one is due.
async fn attempts(app: &TestApp, owner: &User, webhook: Uuid, count: i64) -> Option<i64> {
    for _ in 0..600 {
        let list = owner.get(format!("/webhooks/{webhook}/deliveries")).await.status(200);
        if let Some(delivery) = list.items().first().filter(|delivery| delivery["attempts"] == count) {
            let next: Option<taskflow::base::Stamp> =
                delivery["next_attempt_at"].as_str().map(|at| at.parse().unwrap());
            return next.map(|at| (at.0 - app.parts().clock.now().0 + 999) / 1000);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("there were no {count} attempts");
}

on_both! {
    async fn it_is_tried_for_three_days_under_one_id(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[500]).await;
        let (id, secret) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        let start = app.parts().clock.now();
        desk.task("one").await;
        let mut owner = desk.owner.clone();
        let pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
        for (place, pause) in pauses.iter().enumerate() {
            let count = i64::try_from(place).unwrap() + 1;
            let due = attempts(&app, &owner, id, count).await.unwrap();
            assert!((pause - 10..=*pause).contains(&due), "after attempt {count} the next is due in {due} s, not {pause}");
            assert_eq!(sink.got().len(), place + 1);
            app.advance_secs(due);
            owner = again(&app, &desk).await;
        }
        attempts(&app, &owner, id, 10).await;
        let failed = settled(&owner, id, "failed").await.has("/attempts", 10).has("/last_status", 500).has("/next_attempt_at", json!(null));
        let days = (app.parts().clock.now().0 - start.0) as f64 / 86_400_000.0;
        assert!((3.0..3.3).contains(&days), "{days} days");
        let got = sink.got();
        assert!(got.iter().all(|one| one.header("webhook-id") == failed.text_at("/id")));
        assert!(got.iter().all(|one| one.body == got[0].body && one.verify_at_its_time(&secret)));
        let stamps: std::collections::BTreeSet<&str> = got.iter().map(|one| one.header("webhook-timestamp")).collect();
        assert_eq!((got.len(), stamps.len()), (10, 10), "each attempt has its own time");

        // Once the receiver is well it can be sent again, under its id.
        sink.answers(&[200]);
        app.advance_secs(3600);
        let owner = again(&app, &desk).await;
        owner.post(format!("/deliveries/{}/redeliver", failed.text_at("/id"))).await.status(202).has("/state", "waiting");
        let delivered = settled(&owner, id, "delivered").await.has("/attempts", 11);
        assert_eq!(sink.got().last().unwrap().header("webhook-id"), delivered.text_at("/id"));
        owner.get(format!("/workspaces/desk/webhooks/{id}")).await.status(200).has("/health/failures", 0);
    }

    async fn gone_turns_it_off(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[410]).await;
        let (id, _) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        desk.task("one").await;
        settled(&desk.owner, id, "failed").await.has("/last_status", 410);
        desk.owner.get(format!("/workspaces/desk/webhooks/{id}")).await.status(200).has("/state", "disabled").has("/disabled_reason", "gone");
        desk.task("two").await;
        assert_eq!(sink.quiet().await.len(), 1);
        let kinds = desk.types(0).await;
        assert!(kinds.contains(&"webhook.disabled".to_owned()));
    }

    async fn an_endpoint_that_fails_is_left_alone_and_then_turned_off(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[500]).await;
        let (id, _) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        for number in 0..12 {
            desk.task(&format!("t{number}")).await;
        }
        // After five failures in a row, and those that were under way, nothing is tried for a minute.
        let tried = sink.quiet().await.len();
        assert!((5..=8).contains(&tried), "{tried}");
        let health = desk.owner.get(format!("/workspaces/desk/webhooks/{id}")).await.status(200);
        assert!(health.at("/health/open_until").is_string(), "{health}");
        sink.answers(&[200]);
        app.advance_secs(4000);
        let owner = again(&app, &desk).await;
        sink.wait(tried + 12).await;
        owner.get(format!("/workspaces/desk/webhooks/{id}")).await.status(200).has("/health/failures", 0);

        sink.answers(&[500]);
        owner.task(desk.project, "last").await;
        sink.wait(tried + 13).await;
        let mut owner = owner;
        for _ in 0..12 {
            app.advance_secs(12 * 3600);
            owner = again(&app, &desk).await;
            owner.task(desk.project, "more").await;
            tokio::time::sleep(Duration::from_millis(700)).await;
        }
        let path = format!("/workspaces/desk/webhooks/{id}");
        for _ in 0..600 {
            if owner.get(&path).await.status(200).at("/state") == "disabled" {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        owner.get(&path).await.status(200).has("/state", "disabled").has("/disabled_reason", "failing");
        let mail = app.mail(&desk.owner.email, "A webhook of desk was turned off").await;
        assert!(mail.contains("five days"), "{mail}");
    }

    async fn a_receiver_may_ask_for_time(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let sink = Sink::start(&[]).await;
        sink.retry_after(429, "600");
        let (id, _) = webhook(&desk.owner, "desk", &sink, json!({ "event_types": ["task.created"] })).await;
        desk.task("one").await;
        let due = attempts(&app, &desk.owner, id, 1).await.unwrap();
        assert!((590..=600).contains(&due), "{due}");
    }

    async fn one_slow_endpoint_gets_few_at_once(app: TestApp, |config| { config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()] }) {
        let desk = Desk::new(&app).await;
        let (slow, quick) = (Sink::start(&[200]).await, Sink::start(&[200]).await);
        slow.delay(Duration::from_millis(400));
        webhook(&desk.owner, "desk", &slow, json!({ "event_types": ["task.created"] })).await;
        webhook(&desk.owner, "desk", &quick, json!({ "event_types": ["task.created"] })).await;
        for number in 0..16 {
            desk.task(&format!("t{number}")).await;
        }
        quick.wait(16).await;
        assert!(slow.got().len() < 16, "the quick one does not wait for the slow one");
        slow.wait(16).await;
        assert!(slow.most_at_once() <= 4, "{} at once", slow.most_at_once());
    }

    async fn where_the_settings_forbid_it_nothing_is_called(app: TestApp) {
        let desk = Desk::new(&app).await;
        // Localhost resolves to this machine: that is found when it is called.
        let sink = Sink::start(&[200]).await;
        let url = sink.url().replace("http://127.0.0.1", "https://localhost");
        let made = desk.owner.post("/workspaces/desk/webhooks").json(json!({ "url": url, "event_types": ["task.created"] })).await.status(201);
        desk.task("one").await;
        for _ in 0..600 {
            let list = desk.owner.get(format!("/webhooks/{}/deliveries", made.id())).await.status(200);
            if list.items().first().is_some_and(|delivery| delivery["attempts"] == 1) {
                let id = list.items()[0]["id"].as_str().unwrap().to_owned();
                let read = desk.owner.get(format!("/deliveries/{id}")).await.status(200);
                assert!(read.text_at("/log/0/error").contains("not allowed"), "{read}");
                assert_eq!(sink.got().len(), 0);
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it was not tried");
    }
}
