//! What goes on to mail and push: as rows to be sent, read when they are.

use std::sync::{Arc, Mutex};

use futures_util::future::BoxFuture;
use serde_json::json;
use taskflow::event::{Delivery, Dispatcher, Outcome, Process, Sender};
use taskflow::notification::{self, DeliveryBody, for_channel};
use taskflow_db::Db;
use tokio::sync::watch;

use super::{Told, live_in};
use crate::support::TestApp;

/// Stands in for a sender of mail: keeps what it would have written.
#[derive(Clone)]
struct Sink {
    db: Db,
    sent: Arc<Mutex<Vec<String>>>,
}

impl Sender for Sink {
    fn name(&self) -> &'static str {
        notification::MAIL
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            let body: DeliveryBody = serde_json::from_value(delivery.body.clone()).unwrap();
            let line = match body {
                DeliveryBody::Notification { notification_id, why, .. } => {
                    let letter = self.db.read(move |tx| for_channel(tx, notification_id)).await.unwrap();
                    letter.map(|letter| {
                        format!(
                            "{why} {} {}",
                            letter.user.name,
                            letter.item.task.map_or(String::new(), |task| task.title)
                        )
                    })
                }
                DeliveryBody::Digest { user_id, period, from, to } => {
                    let letters = self
                        .db
                        .read(move |tx| notification::digest(tx, user_id, from, to, 50))
                        .await
                        .unwrap();
                    Some(format!("{period} digest of {}", letters.len()))
                }
            };
            self.sent.lock().unwrap().extend(line);
            Outcome::Sent { note: String::new() }
        })
    }
}

struct Post {
    sink: Sink,
    stop: watch::Sender<bool>,
}

fn post(app: &TestApp) -> Post {
    let parts = app.parts();
    let sink = Sink { db: parts.db.clone(), sent: Arc::default() };
    let process = Process::new(parts.db.clone(), parts.clock.clone(), parts.wake.clone());
    let stop = watch::Sender::new(false);
    tokio::spawn(Dispatcher::new(process, Arc::new(sink.clone())).run(stop.subscribe()));
    Post { sink, stop }
}

impl Post {
    fn sent(&self) -> Vec<String> {
        self.sink.sent.lock().unwrap().clone()
    }
}

on_both! {
    async fn mail_waits_a_little_and_is_not_sent_of_what_was_read(app: TestApp) {
        let told = Told::new(&app).await;
        let post = post(&app);
        let me = &told.member;
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.owner.task_with(told.project, json!({ "title": "two", "assignee_ids": [me.id] })).await;
        told.settle().await;
        told.ring().await;
        assert!(post.sent().is_empty(), "not yet");
        let first = told.inbox(me).await.remove(0);
        me.post(format!("/notifications/{}/read", first["id"].as_str().unwrap())).await.status(200);
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(post.sent(), ["assigned mia two"]);
        // One who wants it by mail alone has it by mail alone.
        me.patch("/notifications/preferences").json(json!({ "kinds": { "assigned": { "in_app": false } } })).await.status(200);
        told.owner.task_with(told.project, json!({ "title": "three", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(121);
        told.ring().await;
        assert_eq!(post.sent().last().unwrap(), "assigned mia three");
        assert_eq!(told.inbox(me).await.len(), 2);
        post.stop.send_replace(true);
    }

    async fn a_digest_comes_each_day_at_its_time_and_mail_keeps_quiet_at_night(app: TestApp) {
        let told = Told::new(&app).await;
        let post = post(&app);
        let me = &told.member;
        live_in(&app, me, "Europe/Berlin").await;
        // Quiet all day long but for one minute that has just passed there.
        let zone = jiff::tz::TimeZone::get("Europe/Berlin").unwrap();
        let now = jiff::Timestamp::from_millisecond(app.parts().clock.now().0).unwrap();
        let clock = |minutes: i64| {
            let at = now.checked_add(jiff::Span::new().minutes(minutes)).unwrap().to_zoned(zone.clone());
            at.strftime("%H:%M").to_string()
        };
        let body = json!({ "quiet_hours": { "from": clock(-30), "to": clock(90) }, "daily_digest": clock(180) });
        me.patch("/notifications/preferences").json(body).await.status(200);
        told.owner.task_with(told.project, json!({ "title": "one", "assignee_ids": [me.id] })).await;
        told.settle().await;
        app.advance_secs(60 * 60);
        told.ring().await;
        assert!(post.sent().is_empty(), "quiet hours");
        app.advance_secs(31 * 60);
        told.ring().await;
        assert_eq!(post.sent(), ["assigned mia one"]);
        app.advance_secs(90 * 60);
        told.ring().await;
        assert_eq!(post.sent(), ["assigned mia one", "daily digest of 1"]);
        // Three days offline: one digest, not three; and none when there is nothing.
        me.post("/notifications/read-all").json(json!({})).await.status(200);
        told.offline(3 * 86_400).await;
        told.ring().await;
        assert_eq!(post.sent().len(), 2);
        post.stop.send_replace(true);
    }
}
