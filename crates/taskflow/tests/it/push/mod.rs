//! Web Push to a push service that opens each message as the browser would.

mod service;

use std::ops::Deref;
use std::sync::Arc;

use serde_json::{Value, json};
use service::Browser;
use taskflow::config::Config;
use taskflow::event::{Dispatcher, Process};
use taskflow::notification;
use tokio::sync::watch;

use crate::notification::{Told, signed_in};
use crate::support::{Client, TestApp};

/// A desk with a sender of pushes beside its server.
struct Pushed {
    told: Told,
    stop: watch::Sender<bool>,
    /// The member, signed in in one browser.
    member: Client,
}

impl Deref for Pushed {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.told
    }
}

impl Drop for Pushed {
    fn drop(&mut self) {
        self.stop.send_replace(true);
    }
}

impl Pushed {
    async fn new(app: &TestApp) -> Self {
        let told = Told::new(app).await;
        let parts = app.parts();
        let stop = watch::Sender::new(false);
        for sender in notification::push(parts).senders {
            let process = Process::new(parts.db.clone(), parts.clock.clone(), parts.wake.clone());
            tokio::spawn(Dispatcher::new(process, Arc::clone(&sender)).run(stop.subscribe()));
        }
        let member = signed_in(app, &told.member).await;
        Self { told, stop, member }
    }

    async fn assign(&self, title: &str) {
        let body = json!({ "title": title, "assignee_ids": [self.told.member.id] });
        self.owner.task_with(self.project, body).await;
        self.settle().await;
    }
}

fn loopback(config: &mut Config) {
    config.outgoing.allow_networks = vec!["127.0.0.1/32".to_owned()];
}

on_both! {
    async fn each_browser_is_told_and_reads_it(app: TestApp, |config| loopback(config)) {
        let pushed = Pushed::new(&app).await;
        let (desk, phone) = (Browser::new().await, Browser::new().await);
        let on_phone = signed_in(&app, &pushed.told.member).await;
        for (client, browser) in [(&pushed.member, &desk), (&on_phone, &phone)] {
            let made = client.post("/push/subscriptions").json(browser.subscription.clone()).await.status(201);
            assert!(made.find("/keys").is_none() && made.find("/endpoint").is_none(), "no secret: {made}");
        }
        pushed.assign("Ünïcode and \"quotes\"").await;
        let key = pushed.member.get("/push/key").await.status(200).text_at("/public_key").to_owned();
        for browser in [&desk, &phone] {
            let got = browser.wait(1).await.remove(0);
            assert_eq!(got["message"]["title"], "WEB-1 is yours: Ünïcode and \"quotes\"");
            assert_eq!((&got["message"]["url"], &got["message"]["dir"]), (&json!("/desk/t/WEB-1"), &json!("ltr")));
            assert_eq!((&got["headers"]["urgency"], &got["headers"]["ttl"]), (&json!("high"), &json!("86400")));
            assert_eq!(got["key"], json!(key), "the key that the browser subscribed by");
            assert!(got["headers"]["topic"].as_str().unwrap().len() <= 32);
        }
        // The next of the same task takes its place.
        let task = pushed.inbox(&pushed.told.member).await[0]["task_id"].as_str().unwrap().to_owned();
        let say = json!({ "body": format!("see [@mia](user:{})", pushed.told.member.id) });
        pushed.owner.post(format!("/tasks/{task}/comments")).json(say).await.status(201);
        pushed.settle().await;
        let got = desk.wait(2).await;
        assert_eq!(got[0]["message"]["tag"], got[1]["message"]["tag"]);
        assert_eq!(got[0]["headers"]["topic"], got[1]["headers"]["topic"]);
        assert!(got[1]["message"]["body"].as_str().unwrap().starts_with("see "), "{got:?}");
        pushed.ring().await;
        assert_eq!((desk.messages().await.len(), phone.messages().await.len()), (2, 2), "each once");
    }

    async fn what_ends_is_forgotten(app: TestApp, |config| loopback(config)) {
        let pushed = Pushed::new(&app).await;
        let (gone, kept) = (Browser::new().await, Browser::new().await);
        for browser in [&gone, &kept] {
            pushed.member.post("/push/subscriptions").json(browser.subscription.clone()).await.status(201);
        }
        gone.answers(410, None).await;
        pushed.assign("one").await;
        gone.wait(1).await;
        kept.wait(1).await;
        pushed.ring().await;
        let list = pushed.member.get("/push/subscriptions").await.status(200);
        assert_eq!(list.items().len(), 1);
        // Said again it is the same one; another's by another.
        let again = pushed.member.post("/push/subscriptions").json(kept.subscription.clone()).await.status(200);
        assert_eq!(again.id(), list.id_at("/items/0/id"));
        let stranger = signed_in(&app, &pushed.stranger).await;
        stranger.delete(format!("/push/subscriptions/{}", again.id())).await.status(404);
        let taken = stranger.post("/push/subscriptions").json(kept.subscription.clone()).await.status(201);
        assert!(pushed.member.get("/push/subscriptions").await.status(200).items().is_empty());
        pushed.assign("two").await;
        pushed.ring().await;
        assert_eq!(kept.messages().await.len(), 1, "whoever signed in there since does not read it");
        stranger.delete(format!("/push/subscriptions/{}", taken.id())).await.status(204);
        // By its session.
        let third = Browser::new().await;
        pushed.member.post("/push/subscriptions").json(third.subscription.clone()).await.status(201);
        pushed.member.post("/auth/logout").await.status(204);
        pushed.assign("three").await;
        pushed.ring().await;
        pushed.ring().await;
        assert!(third.messages().await.is_empty(), "it is signed out");
        let other = signed_in(&app, &pushed.told.member).await;
        assert!(other.get("/push/subscriptions").await.status(200).items().is_empty());
    }

    async fn what_fails_is_tried_again_by_itself(app: TestApp, |config| loopback(config)) {
        let pushed = Pushed::new(&app).await;
        let (busy, well) = (Browser::new().await, Browser::new().await);
        for browser in [&busy, &well] {
            pushed.member.post("/push/subscriptions").json(browser.subscription.clone()).await.status(201);
        }
        busy.answers(429, Some(120)).await;
        busy.answers(503, None).await;
        pushed.assign("one").await;
        busy.wait(1).await;
        well.wait(1).await;
        app.advance_secs(60);
        pushed.ring().await;
        assert_eq!(busy.messages().await.len(), 1, "it wants to be left alone");
        app.advance_secs(61);
        busy.wait(2).await;
        app.advance_secs(61);
        let got = busy.wait(3).await;
        assert_eq!(got[0]["message"], got[2]["message"]);
        pushed.ring().await;
        assert_eq!((busy.messages().await.len(), well.messages().await.len()), (3, 1));
    }

    async fn only_what_can_be_reached_and_who_signed_in(app: TestApp) {
        let pushed = Pushed::new(&app).await;
        let browser = Browser::new().await;
        let subscribe = |client: &Client, body: Value| client.post("/push/subscriptions").json(body);
        // This machine is nobody's push service, unless the settings say so.
        subscribe(&pushed.member, browser.subscription.clone()).await.invalid("/endpoint");
        let mut inner = browser.subscription.clone();
        inner["endpoint"] = json!("https://169.254.169.254/latest");
        subscribe(&pushed.member, inner).await.invalid("/endpoint");
        let mut sound = browser.subscription.clone();
        sound["endpoint"] = json!("https://push.invalid/1");
        let mut wrong = sound.clone();
        wrong["keys"]["p256dh"] = json!("AAAA");
        subscribe(&pushed.member, wrong).await.invalid("/keys/p256dh");
        // An API token has no browser.
        subscribe(&pushed.told.member, sound.clone()).await.problem(403, "sign_in_required");
        for number in 0..22 {
            sound["endpoint"] = json!(format!("https://push.invalid/{number}"));
            subscribe(&pushed.member, sound.clone()).await.status(201);
        }
        assert_eq!(pushed.member.get("/push/subscriptions").await.status(200).items().len(), 20);
    }
}
