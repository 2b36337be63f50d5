//! A server that is killed while it sends: what was under way is sent again, under the same id, and nothing is lost.

use std::time::Duration;

use serde_json::{Value, json};

use super::sink::Sink;
use crate::support::{Database, Engine, PASSWORD, Process};

struct Owner {
    http: reqwest::Client,
    origin: String,
    token: String,
}

impl Owner {
    async fn register(server: &Process) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let origin = format!("http://{}/api/v1", server.address());
        let body =
            json!({ "email": "ada@example.org", "name": "Ada", "password": PASSWORD, "refresh": "body" });
        let reply: Value = http
            .post(format!("{origin}/auth/register"))
            .json(&body)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let token = reply["access_token"].as_str().unwrap().to_owned();
        Self { http, origin, token }
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self
            .http
            .post(format!("{}{path}", self.origin))
            .bearer_auth(&self.token)
            .json(&body);
        let reply = request.send().await.unwrap();
        assert!(reply.status().is_success(), "{path}: {}", reply.status());
        reply.json().await.unwrap()
    }
}

async fn killed_while_sending(engine: Engine) {
    let database = Database::create(engine);
    let mut server = Process::new(&database).set("TASKFLOW_OUTGOING_ALLOW_NETWORKS", "127.0.0.1/32");
    server.start().await;
    let owner = Owner::register(&server).await;
    owner.post("/workspaces", json!({ "name": "acme", "slug": "acme" })).await;
    let project = owner.post("/workspaces/acme/projects", json!({ "name": "Web" })).await;
    let sink = Sink::start(&[200]).await;
    sink.delay(Duration::from_secs(5));
    let hook = json!({ "url": sink.url(), "event_types": ["task.created"] });
    let made = owner.post("/workspaces/acme/webhooks", hook).await;
    let path = format!("/projects/{}/tasks", project["id"].as_str().unwrap());
    owner.post(&path, json!({ "title": "one" })).await;
    let first = sink.wait(1).await;
    // Sent, and not yet known to have been.
    server.kill();
    sink.delay(Duration::ZERO);
    server.start().await;
    owner.post(&path, json!({ "title": "two" })).await;
    let mut again = false;
    for _ in 0..1200 {
        let got = sink.got();
        let ids: Vec<&str> = got.iter().map(|one| one.header("webhook-id")).collect();
        again = ids.iter().filter(|id| **id == first[0].header("webhook-id")).count() == 2 && got.len() == 3;
        if again {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(
        again,
        "{:?}",
        sink.got()
            .iter()
            .map(|one| one.header("webhook-id").to_owned())
            .collect::<Vec<_>>()
    );
    let got = sink.quiet().await;
    assert_eq!(got.len(), 3, "nothing is sent a third time");
    let secret = made["secret"].as_str().unwrap();
    got.iter().for_each(|one| one.verify(secret).unwrap());
    let same: Vec<_> = got
        .iter()
        .filter(|one| one.header("webhook-id") == first[0].header("webhook-id"))
        .collect();
    assert_eq!(same[0].body, same[1].body);
    server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    killed_while_sending(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    killed_while_sending(Engine::Postgres).await;
}
