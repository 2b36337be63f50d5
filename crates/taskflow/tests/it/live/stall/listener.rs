//! A socket that is read at some pace, and how far it has come.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};
use uuid::Uuid;

use crate::live::{request, set, token};
use crate::support::{Client, TestApp};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Quick,
    /// A frame now and then, until told to hurry.
    Slow,
    /// Nothing once it is live.
    Never,
}

/// Between two frames of a slow one.
const REST: Duration = Duration::from_millis(400);

pub struct Listener {
    pace: Pace,
    seq: watch::Receiver<i64>,
    hurry: watch::Sender<bool>,
    faults: Arc<Mutex<Vec<String>>>,
    parted: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

struct Reader {
    wire: WebSocketStream<TcpStream>,
    who: Client,
    ws: Uuid,
    token: String,
    seq: watch::Sender<i64>,
    faults: Arc<Mutex<Vec<String>>>,
    parted: Arc<AtomicBool>,
}

impl Listener {
    /// Follows a workspace from where it stands; returns once it is live.
    pub async fn open(app: &TestApp, who: &Client, ws: Uuid, pace: Pace) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        if pace != Pace::Quick {
            socket.set_recv_buffer_size(16 * 1024).unwrap();
        }
        let address = who.origin().strip_prefix("http://").unwrap().parse().unwrap();
        let mut native = request(who);
        set(native.headers_mut(), "authorization", &format!("Bearer {}", who.token()));
        let (mut wire, _) = client_async(native, socket.connect(address).await.unwrap()).await.unwrap();
        let from = token(app, ws).await;
        let hello = json!({ "type": "hello", "workspaces": [{ "id": ws, "token": from }] });
        wire.send(Message::text(hello.to_string())).await.unwrap();
        let start = from.split(':').nth(1).unwrap().parse().unwrap();
        let (seq, at) = watch::channel(start);
        let (hurry, hurries) = watch::channel(false);
        let (faults, parted) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<AtomicBool>::default());
        let mut reader = Reader {
            wire,
            who: who.clone(),
            ws,
            token: from,
            seq,
            faults: Arc::clone(&faults),
            parted: Arc::clone(&parted),
        };
        while !reader.frame().await.expect("it is let in").starts_with(r#"{"type":"live""#) {}
        let task = tokio::spawn(reader.read(pace, hurries));
        Self { pace, seq: at, hurry, faults, parted, task }
    }

    pub fn pace(&self) -> Pace {
        self.pace
    }

    pub fn hurry(&self) {
        self.hurry.send_replace(true);
    }

    /// Until it has this entry.
    pub async fn until(&self, seq: i64) {
        let mut at = self.seq.clone();
        let came = at.wait_for(|at| *at >= seq).await.map(drop);
        assert!(came.is_ok(), "its connection ended: {:?}", self.faults.lock().unwrap());
    }

    /// Whether it fell so far behind that it had to fetch what it missed.
    pub fn parted(&self) -> bool {
        self.parted.load(Ordering::Relaxed)
    }

    pub fn has_no_faults(&self) {
        let faults = self.faults.lock().unwrap();
        assert!(faults.is_empty(), "{faults:?}");
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Reader {
    async fn read(mut self, pace: Pace, mut hurries: watch::Receiver<bool>) {
        if pace == Pace::Never {
            // Its end of the connection stays open.
            std::future::pending::<()>().await;
        }
        loop {
            if pace == Pace::Slow && !*hurries.borrow() {
                let _ = tokio::time::timeout(REST, hurries.changed()).await;
            }
            match self.frame().await {
                Some(frame) => self.follow(&frame).await,
                None => return self.faults.lock().unwrap().push("cut off".to_owned()),
            }
        }
    }

    async fn frame(&mut self) -> Option<String> {
        loop {
            match self.wire.next().await {
                Some(Ok(Message::Text(text))) => return Some(text.to_string()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// Reads where a delta begins and ends without reading all of it: there are many.
    async fn follow(&mut self, frame: &str) {
        if frame.starts_with(r#"{"type":"ping""#) {
            let _ = self.wire.send(Message::text(r#"{"type":"pong"}"#)).await;
        }
        if frame.starts_with(r#"{"type":"resume""#) {
            self.parted.store(true, Ordering::Relaxed);
            if frame.contains(r#""mode":"http""#) {
                self.read_log().await;
            }
        }
        if frame.starts_with(r#"{"type":"delta""#) {
            self.apply(frame);
        }
    }

    /// Too much was missed for the socket: the rest is read over HTTP, then followed again.
    async fn read_log(&mut self) {
        loop {
            let path = format!("/sync/{}/log", self.ws);
            let log = self.who.get(path).query(&[("after", self.token.as_str())]).await.status(200);
            let log = String::from_utf8(log.body().to_vec()).unwrap();
            log.lines()
                .filter(|line| line.starts_with(r#"{"type":"delta""#))
                .for_each(|line| self.apply(line));
            let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
            if last["type"] == "live" {
                let again = json!({
                    "type": "subscribe", "workspace": self.ws, "token": last["token"], "scope": last["scope"],
                });
                let _ = self.wire.send(Message::text(again.to_string())).await;
                return;
            }
        }
    }

    fn apply(&mut self, frame: &str) {
        let number = |name: &str| -> i64 {
            let digits = &frame[frame.find(name).expect(name) + name.len()..];
            digits[..digits.find(',').unwrap()].parse().unwrap()
        };
        let (from, to, at) = (number(r#""from":"#), number(r#""to":"#), *self.seq.borrow());
        if from != at {
            self.faults.lock().unwrap().push(format!("at {at} came ({from}, {to}]"));
        }
        let token = &frame[frame.find(r#""token":""#).expect("a token") + 9..];
        self.token = token[..token.find('"').unwrap()].to_owned();
        self.seq.send_replace(to);
    }
}
