//! A socket that somebody listens to all the time, and everything that came over it.

use std::time::Instant;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::hint::two::soon;
use crate::live::socket::Came;
use crate::live::{Socket, request, set, token};
use crate::support::{Client, TestApp};

pub struct Ear {
    heard: watch::Receiver<Heard>,
    task: JoinHandle<()>,
}

#[derive(Default)]
pub struct Heard {
    pub frames: Vec<Value>,
    /// The furthest entry that any frame spoke of.
    pub seq: i64,
    /// The close code, and when it came.
    pub end: Option<(Option<u16>, Instant)>,
}

impl Ear {
    /// Follows a workspace from where it stands now.
    pub async fn open(app: &TestApp, client: &Client, ws: Uuid) -> Self {
        Self::listen(Socket::live(app, client, ws).await, ws)
    }

    /// The same with the token itself instead of a ticket, as programs do.
    pub async fn native(app: &TestApp, client: &Client, ws: Uuid) -> Self {
        let mut native = request(client);
        set(native.headers_mut(), "authorization", &format!("Bearer {}", client.token()));
        let mut socket = Socket::open(native).await;
        let follow = json!([{ "id": ws, "token": token(app, ws).await }]);
        socket.say(json!({ "type": "hello", "workspaces": follow })).await;
        socket.until("live").await;
        Self::listen(socket, ws)
    }

    fn listen(mut socket: Socket, ws: Uuid) -> Self {
        let (sender, heard) = watch::channel(Heard::default());
        let task = tokio::spawn(async move {
            loop {
                match socket.next().await {
                    Came::Frame(frame) => {
                        if frame["type"] == "ping" {
                            socket.say(json!({ "type": "pong" })).await;
                        }
                        let seq = position(&frame, ws).unwrap_or_default();
                        sender.send_modify(|heard| {
                            heard.seq = heard.seq.max(seq);
                            heard.frames.push(frame);
                        });
                    }
                    Came::End(code) => {
                        let end = Some((code, Instant::now()));
                        sender.send_modify(|heard| heard.end = end);
                        return;
                    }
                }
            }
        });
        Self { heard, task }
    }

    /// Waits until it holds.
    pub async fn until(&self, what: &str, holds: impl FnMut(&Heard) -> bool) {
        let mut heard = self.heard.clone();
        soon(what, heard.wait_for(holds)).await.expect("it listens");
    }

    pub fn look<T>(&self, at: impl FnOnce(&Heard) -> T) -> T {
        at(&self.heard.borrow())
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// The furthest entry that a frame speaks of.
pub fn position(frame: &Value, ws: Uuid) -> Option<i64> {
    let token = match frame["type"].as_str()? {
        "ping" => &frame["positions"][ws.to_string()],
        "delta" | "live" => &frame["token"],
        _ => return None,
    };
    token.as_str()?.split(':').nth(1)?.parse().ok()
}
