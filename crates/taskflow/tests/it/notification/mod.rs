//! What people are told: each with the service's consumer and alarms beside the server, which a case starts itself, so that
//! it knows when they work.

mod channel;
mod day;
mod due;
mod inbox;
mod kill;
mod preferences;
mod reminder;

use std::ops::Deref;
use std::time::Duration;

use serde_json::{Value, json};
use taskflow::event::{Clockwork, Follower, Process, Works};
use taskflow::notification;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::desk::Desk;
use crate::support::{Client, PASSWORD, TestApp, User};

/// The service's own work, until it is dropped.
pub struct Working {
    stop: watch::Sender<bool>,
    tasks: Vec<JoinHandle<()>>,
}

impl Working {
    pub fn start(app: &TestApp) -> Self {
        Self::with(app, notification::works())
    }

    /// Reads the log alone: nothing that is due fires.
    fn reading(app: &TestApp) -> Self {
        Self::with(app, Works { alarms: Vec::new(), ..notification::works() })
    }

    fn with(app: &TestApp, works: Works) -> Self {
        let parts = app.parts();
        let process = Process::new(parts.db.clone(), parts.clock.clone(), parts.wake.clone());
        let stop = watch::Sender::new(false);
        let mut tasks = Vec::new();
        for consumer in works.consumers {
            tasks.push(tokio::spawn(Follower::new(process.clone(), consumer).run(stop.subscribe())));
        }
        tasks.push(tokio::spawn(Clockwork::new(process, works.alarms).run(stop.subscribe())));
        Self { stop, tasks }
    }

    pub async fn stop(self) {
        self.stop.send_replace(true);
        for task in self.tasks {
            task.await.unwrap();
        }
    }
}

/// A desk whose people are told things. Their credentials outlast a clock that is put ahead.
pub struct Told {
    desk: Desk,
    working: tokio::sync::Mutex<Option<Working>>,
    /// What the owner watches, to know that all before it was handled.
    sentinel: Uuid,
}

impl Deref for Told {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.desk
    }
}

/// The same person with a token that does not expire.
pub async fn lasting(app: &TestApp, user: User) -> User {
    let body = json!({ "name": "test", "scopes": ["read", "write", "admin"] });
    let token = user.post("/auth/tokens").json(body).await.status(201);
    let client = app.anonymous().with_token(token.text_at("/secret"));
    user.with_client(client)
}

/// The same person signed in, for what a token may not do.
pub async fn signed_in(app: &TestApp, user: &User) -> Client {
    let body = json!({ "email": user.email, "password": PASSWORD, "refresh": "body" });
    let reply = app.anonymous().post("/auth/login").json(body).await.status(200);
    app.anonymous().with_token(reply.text_at("/access_token"))
}

/// Where somebody's clock is.
pub async fn live_in(app: &TestApp, user: &User, zone: &str) {
    let client = signed_in(app, user).await;
    client.patch("/users/me").json(json!({ "timezone": zone })).await.status(200);
}

impl Told {
    pub async fn new(app: &TestApp) -> Self {
        let mut desk = Desk::new(app).await;
        desk.owner = lasting(app, desk.owner).await;
        desk.member = lasting(app, desk.member).await;
        desk.commenter = lasting(app, desk.commenter).await;
        desk.viewer = lasting(app, desk.viewer).await;
        desk.stranger = lasting(app, desk.stranger).await;
        let working = tokio::sync::Mutex::new(Some(Working::start(app)));
        // In a project of its own: what becomes of others does not touch it.
        let aside = desk.owner.project(desk.workspace, "Sentinel").await.id();
        let sentinel = desk.owner.task(aside, "sentinel").await.id();
        let told = Self { desk, working, sentinel };
        // Until the consumer is there, what happens is the past to it.
        for _ in 0..100 {
            if told.settled().await {
                return told;
            }
        }
        panic!("the consumer does not begin");
    }

    /// Has something happen, and waits until it was handled, and with it all before it.
    async fn settled(&self) -> bool {
        let path = format!("/tasks/{}/comments", self.sentinel);
        let comment = self.member.post(path).json(json!({ "body": "now" })).await.status(201).id();
        for _ in 0..100 {
            let inbox = self.owner.get("/notifications").query(&[("state", "unread")]).await.status(200);
            let found = inbox.items().iter().find(|one| one["comment_id"] == json!(comment));
            if let Some(one) = found {
                let id = one["id"].as_str().unwrap();
                self.owner.post(format!("/notifications/{id}/archive")).await.status(200);
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }

    /// Waits until all that happened was handled.
    pub async fn settle(&self) {
        // A day at full size takes a while.
        for _ in 0..150 {
            if self.settled().await {
                return;
            }
        }
        panic!("it was never handled");
    }

    /// Waits until what is due was done. Timers are looked at two or three times a second.
    pub async fn ring(&self) {
        tokio::time::sleep(Duration::from_millis(1300)).await;
    }

    /// Time goes by, and nobody works.
    pub async fn offline(&self, secs: i64) {
        let mut working = self.working.lock().await;
        if let Some(working) = working.take() {
            working.stop().await;
        }
        self.desk.app.advance_secs(secs);
        *working = Some(Working::start(&self.desk.app));
    }

    /// Time goes by and things change while nobody works; then all of it is read before anything fires that was due.
    pub async fn away(&self, secs: i64, change: impl AsyncFnOnce()) {
        let mut working = self.working.lock().await;
        if let Some(working) = working.take() {
            working.stop().await;
        }
        self.desk.app.advance_secs(secs);
        change().await;
        let reading = Working::reading(&self.desk.app);
        self.settle().await;
        reading.stop().await;
        *working = Some(Working::start(&self.desk.app));
    }

    /// What somebody has in their inbox, the sentinel aside: the oldest first.
    pub async fn inbox(&self, user: &User) -> Vec<Value> {
        self.listed(user, "inbox").await
    }

    pub async fn listed(&self, user: &User, state: &str) -> Vec<Value> {
        let all = user
            .get("/notifications")
            .query(&[("state", state), ("limit", "200")])
            .await
            .status(200);
        let mut items = all.items().to_vec();
        items.retain(|one| one["task_id"] != json!(self.sentinel));
        items.reverse();
        items
    }

    /// Kinds in somebody's inbox, the oldest first.
    pub async fn kinds(&self, user: &User) -> Vec<String> {
        self.inbox(user)
            .await
            .iter()
            .map(|one| one["kind"].as_str().unwrap().to_owned())
            .collect()
    }
}
