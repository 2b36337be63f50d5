//! The push service that cases share; each has browsers of its own there.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};

use crate::mail::python;

struct Service {
    origin: String,
    /// Its standard input ends with this process, and it with that.
    _child: Child,
}

static SERVICE: LazyLock<Service> = LazyLock::new(|| {
    let mut child = Command::new(python())
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/push/service.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let port: u16 = line.trim().parse().expect("the push service starts");
    Service { origin: format!("http://127.0.0.1:{port}"), _child: child }
});

/// A browser that somebody subscribes with.
pub struct Browser {
    pub subscription: Value,
    name: String,
}

impl Browser {
    pub async fn new() -> Self {
        let http = reqwest::Client::new();
        let made = http.post(format!("{}/browsers", SERVICE.origin)).send().await.unwrap();
        let subscription: Value = made.json().await.unwrap();
        let name = subscription["endpoint"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned();
        Self { subscription, name }
    }

    /// What its next message is answered.
    pub async fn answers(&self, status: u16, retry_after: Option<u64>) {
        let url = format!("{}/answers/{}", SERVICE.origin, self.name);
        let body = json!({ "status": status, "retry_after": retry_after });
        assert!(
            reqwest::Client::new()
                .post(url)
                .json(&body)
                .send()
                .await
                .unwrap()
                .status()
                .is_success()
        );
    }

    /// Everything that came for it, which must all be in order.
    pub async fn messages(&self) -> Vec<Value> {
        let all = reqwest::get(format!("{}/messages", SERVICE.origin)).await.unwrap();
        let mut all: Vec<Value> = all.json().await.unwrap();
        all.retain(|message| message["browser"] == self.name);
        assert!(all.iter().all(|message| message["fault"].is_null()), "{all:?}");
        all
    }

    pub async fn wait(&self, count: usize) -> Vec<Value> {
        for _ in 0..400 {
            let all = self.messages().await;
            if all.len() >= count {
                return all;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{count} messages did not come: {:?}", self.messages().await);
    }
}
