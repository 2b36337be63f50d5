//! Events sent to endpoints, signed; seen from a receiver of their own.

mod endpoints;
mod failing;
mod sending;
pub mod sink;
mod twice;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::{Reply, User};
use sink::Sink;

/// A new webhook to a sink; its id and its secret.
pub async fn webhook(owner: &User, ws: &str, sink: &Sink, more: Value) -> (Uuid, String) {
    let mut body = json!({ "url": sink.url() });
    for (name, value) in more.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let made = owner.post(format!("/workspaces/{ws}/webhooks")).json(body).await.status(201);
    (made.id(), made.text_at("/secret").to_owned())
}

/// The delivery, once it is in this state.
pub async fn settled(owner: &User, webhook: Uuid, state: &str) -> Reply {
    for _ in 0..600 {
        let path = format!("/webhooks/{webhook}/deliveries?state={state}");
        let list = owner.get(path).await.status(200);
        if let Some(delivery) = list.items().first() {
            return owner
                .get(format!("/deliveries/{}", delivery["id"].as_str().unwrap()))
                .await
                .status(200);
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let all = owner.get(format!("/webhooks/{webhook}/deliveries")).await;
    panic!("nothing is {state}: {all}");
}
