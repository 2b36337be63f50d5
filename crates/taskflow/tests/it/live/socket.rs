//! A client's end of a live connection, frame by frame.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::http::{HeaderMap, HeaderName, Request};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, client_async, connect_async};
use uuid::Uuid;

use crate::support::{Client, TestApp};

/// Nothing here takes this long.
const PATIENCE: Duration = Duration::from_secs(20);

pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What came.
#[derive(Debug)]
pub enum Came {
    Frame(Value),
    /// The connection ended, with this code if the server said one.
    End(Option<u16>),
}

/// A request to connect, as a client of ours makes it.
pub fn request(client: &Client) -> Request<()> {
    let url = format!("{}/api/v1/ws", client.origin().replacen("http", "ws", 1));
    let mut request = url.into_client_request().unwrap();
    set(request.headers_mut(), "sec-websocket-protocol", "taskflow.sync.v1");
    request
}

pub fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    headers.insert(HeaderName::from_static(name), value.parse().unwrap());
}

/// The status with which a request to connect is refused.
pub async fn refused(request: Request<()>) -> u16 {
    match connect_async(request).await {
        Err(Error::Http(response)) => response.status().as_u16(),
        other => panic!("connected, or failed otherwise: {:?}", other.map(drop)),
    }
}

/// Where a stream stands.
pub async fn token(app: &TestApp, stream: Uuid) -> String {
    let head = app.parts().db.read(move |tx| taskflow::event::head(tx, stream)).await.unwrap();
    taskflow::realtime::Token::from(&head).to_string()
}

/// A figure of the metrics page, by its name and labels.
pub async fn metric(app: &TestApp, name: &str) -> f64 {
    let page = app.anonymous().get("/metrics").await.status(200);
    let page = String::from_utf8_lossy(page.body()).into_owned();
    let line = page.lines().find_map(|line| line.strip_prefix(name)?.trim().parse().ok());
    line.unwrap_or(0.0)
}

/// Returns once a figure is as it should be; fails when it does not come to that.
pub async fn until_metric(app: &TestApp, name: &str, is: impl Fn(f64) -> bool) {
    let watch = async {
        while !is(metric(app, name).await) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    let came = tokio::time::timeout(PATIENCE, watch).await;
    assert!(came.is_ok(), "{name} stays at {}", metric(app, name).await);
}

pub async fn ticket(client: &Client) -> String {
    client.post("/sync/ticket").await.status(200).text_at("/ticket").to_owned()
}

impl Socket {
    pub async fn open(request: Request<()>) -> Self {
        Self(connect_async(request).await.expect("a connection").0)
    }

    /// Connects with room for no more than some kilobytes that were not read.
    pub async fn narrow(client: &Client) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(32 * 1024).unwrap();
        let address = client.origin().strip_prefix("http://").unwrap().parse().unwrap();
        let stream = socket.connect(address).await.unwrap();
        Self(client_async(request(client), MaybeTlsStream::Plain(stream)).await.unwrap().0)
    }

    /// Connects and says hello with a ticket; the welcome is read.
    pub async fn hello(client: &Client, hello: Value) -> Self {
        Self::open(request(client)).await.greet(client, hello).await
    }

    /// Says hello with a ticket; the welcome is read.
    pub async fn greet(self, client: &Client, mut hello: Value) -> Self {
        let mut socket = self;
        hello["type"] = json!("hello");
        hello["ticket"] = json!(ticket(client).await);
        socket.say(hello).await;
        socket.expect("welcome").await;
        socket
    }

    /// Follows a workspace from where it stands now; everything up to `live` is read.
    pub async fn live(app: &TestApp, client: &Client, workspace: Uuid) -> Self {
        let token = token(app, workspace).await;
        let mut socket =
            Self::hello(client, json!({ "workspaces": [{ "id": workspace, "token": token }] })).await;
        socket.until("live").await;
        socket
    }

    pub async fn say(&mut self, frame: Value) {
        self.send(Message::text(frame.to_string())).await;
    }

    /// Anything. That the server has hung up shows in what comes.
    pub async fn send(&mut self, message: Message) {
        let _ = self.0.send(message).await;
    }

    /// The connection itself, for what is no WebSocket any more.
    pub fn bare(self) -> TcpStream {
        match self.0.into_inner() {
            MaybeTlsStream::Plain(stream) => stream,
            _ => panic!("not plain TCP"),
        }
    }

    pub async fn next(&mut self) -> Came {
        loop {
            let came = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("something comes");
            match came {
                Some(Ok(Message::Text(text))) => return Came::Frame(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(close))) => return Came::End(close.map(|close| close.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Came::End(None),
            }
        }
    }

    /// The next frame but pings, which are answered.
    pub async fn frame(&mut self) -> Value {
        loop {
            match self.next().await {
                Came::Frame(frame) if frame["type"] == "ping" => self.say(json!({ "type": "pong" })).await,
                Came::Frame(frame) => return frame,
                Came::End(code) => panic!("the connection ended: {code:?}"),
            }
        }
    }

    /// The next frame, which is of this type.
    #[track_caller]
    pub fn expect(&mut self, kind: &str) -> impl Future<Output = Value> {
        let asked_at = std::panic::Location::caller();
        let kind = kind.to_owned();
        async move {
            let frame = self.frame().await;
            assert_eq!(frame["type"], *kind, "{frame} at {asked_at}");
            frame
        }
    }

    /// All frames up to one of this type, which is the last.
    pub async fn until(&mut self, kind: &str) -> Vec<Value> {
        let mut frames = Vec::new();
        loop {
            let frame = self.frame().await;
            let done = frame["type"] == kind;
            frames.push(frame);
            if done {
                return frames;
            }
        }
    }

    /// All ops up to the one about `id`.
    pub async fn ops_until(&mut self, id: Uuid) -> Vec<Value> {
        let mut ops: Vec<Value> = Vec::new();
        loop {
            let frame = self.frame().await;
            ops.extend(frame["ops"].as_array().into_iter().flatten().cloned());
            if ops.iter().any(|op| op["id"] == id.to_string()) {
                return ops;
            }
        }
    }

    /// Reads on to the end; answers its code and what came before.
    pub async fn end(&mut self) -> (Option<u16>, Vec<Value>) {
        let mut frames = Vec::new();
        loop {
            match self.next().await {
                Came::Frame(frame) => frames.push(frame),
                Came::End(code) => return (code, frames),
            }
        }
    }
}
