//! The push service that cases share; each has browsers of its own there.

use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};

use crate::support::Service;

struct PushService {
    origin: String,
    _service: Service,
}

static SERVICE: LazyLock<PushService> = LazyLock::new(|| {
    let service = Service::start("push/service.py", [] as [&str; 0]);
    let port: u16 = service.said.parse().expect("its port");
    PushService { origin: format!("http://127.0.0.1:{port}"), _service: service }
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
