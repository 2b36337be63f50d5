//! The same frames as server-sent events.

use std::time::Duration;

use serde_json::{Value, json};
use taskflow::base::Clock;
use taskflow::config::Config;
use taskflow::roles::{Role, Server};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use uuid::Uuid;

use super::{token, until_metric};
use crate::support::{Client, TestApp, User};

/// A stream of events being read.
struct Events {
    response: reqwest::Response,
    read: String,
}

/// An event's id and frame.
type Event = (Option<String>, Value);

impl Events {
    async fn open(client: &Client, place: &str, last: Option<&str>) -> Self {
        let url = format!("{}/api/v1/sync/{place}/events", client.origin());
        let mut request = reqwest::Client::new().get(url).bearer_auth(client.token());
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { response, read: String::new() }
    }

    /// The next event; nothing at the end.
    async fn next(&mut self) -> Option<Event> {
        while !self.read.contains("\n\n") {
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.response.chunk());
            let chunk = chunk.await.expect("something comes").ok()??;
            self.read.push_str(std::str::from_utf8(&chunk).unwrap());
        }
        let (event, rest) = self.read.split_once("\n\n").unwrap();
        let field = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        let event = (field("id: "), serde_json::from_str(&field("data: ").unwrap()).unwrap());
        self.read = rest.to_owned();
        Some(event)
    }

    async fn until(&mut self, kind: &str) -> Event {
        loop {
            let event = self.next().await.expect("more events");
            if event.1["type"] == kind {
                return event;
            }
        }
    }
}

/// Asks for a page and reads no more than its head, with little room for what is not read.
async fn narrow(client: &Client, path: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(16 * 1024).unwrap();
    let address = client.origin().strip_prefix("http://").unwrap().parse().unwrap();
    let mut stream = socket.connect(address).await.unwrap();
    let token = client.token();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    assert_eq!(stream.read_u8().await.unwrap(), b'H');
    stream
}

async fn start(app: &TestApp) -> (User, Uuid, Uuid) {
    let ada = app.user("ada").await;
    let workspace = ada.workspace("acme").await.id();
    let project = ada.project(workspace, "Home").await.id();
    (ada, workspace, project)
}

on_both! {
    async fn events_go_on_where_one_left_off(app: TestApp) {
        let (ada, workspace, project) = start(&app).await;
        let here = token(&app, workspace).await;
        let mut events = Events::open(&ada, "acme", Some(&here)).await;
        events.until("live").await;
        let one = ada.task(project, "One").await.id();
        let (last, delta) = events.until("delta").await;
        assert_eq!(delta["ops"][0]["id"], one.to_string());
        assert_eq!(last, Some(token(&app, workspace).await));
        drop(events);

        let two = ada.task(project, "Two").await.id();
        let mut events = Events::open(&ada, &workspace.to_string(), last.as_deref()).await;
        let (_, delta) = events.until("delta").await;
        assert_eq!(delta["ops"][0]["id"], two.to_string());
    }

    async fn without_a_token_one_is_sent_to_the_snapshot(app: TestApp) {
        let (ada, ..) = start(&app).await;
        let mut events = Events::open(&ada, "me", None).await;
        let (_, resume) = events.next().await.unwrap();
        assert_eq!((&resume["mode"], &resume["reason"]), (&json!("reset"), &json!("no_token")));
        let (_, reset) = events.next().await.unwrap();
        assert_eq!((&reset["type"], &reset["max_delay_ms"]), (&json!("reset"), &json!(0)));
        assert!(events.next().await.is_none(), "and comes again");
    }

    async fn a_session_that_ends_ends_its_events(app: TestApp) {
        let (ada, workspace, _) = start(&app).await;
        let here = token(&app, workspace).await;
        let mut events = Events::open(&ada, "acme", Some(&here)).await;
        events.until("live").await;
        ada.post("/auth/logout").await.status(204);
        while let Some((_, frame)) = events.next().await {
            assert_ne!(frame["type"], "delta");
        }
    }

    async fn a_server_that_stops_ends_events(app: TestApp) {
        let (ada, workspace, _) = start(&app).await;
        let here = token(&app, workspace).await;
        let mut events = Events::open(&ada, "acme", Some(&here)).await;
        events.until("live").await;
        let (faults, (_, notice)) = tokio::join!(app.finish(), events.until("notice"));
        assert_eq!((faults, &notice["notice"]), (Vec::new(), &json!("drain")));
    }

    async fn who_takes_no_events_is_cut_off(app: TestApp, |config| config.realtime.stall_secs = 1) {
        let (ada, workspace, project) = start(&app).await;
        let here = token(&app, workspace).await;
        let mut stuck = narrow(&ada, &format!("/api/v1/sync/{workspace}/events?after={here}")).await;
        let task = ada.task(project, "Long").await.id();
        // More than may wait in the kernel and here.
        for number in 0..60 {
            let body = json!({ "description": number.to_string().repeat(20_000) });
            ada.patch(format!("/tasks/{task}")).json(body).await.status(200);
        }
        until_metric(&app, "taskflow_live_sockets", |open| open == 0.0).await;
        // What had been sent can still be read, then it ends.
        let mut rest = Vec::new();
        let ended = timeout(Duration::from_secs(20), stuck.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "the connection stays open");
    }

    async fn strangers_get_none(app: TestApp) {
        let (ada, ..) = start(&app).await;
        let eve = app.user("eve").await;
        eve.get("/sync/acme/events").await.problem(404, "not_found");
        app.anonymous().get("/sync/acme/events").await.problem(401, "unauthenticated");
        let made = ada.post("/auth/tokens").json(json!({ "name": "s", "scopes": ["read"] })).await.status(201);
        let robot = app.anonymous().with_token(made.text_at("/secret"));
        robot.get("/sync/me/events").await.problem(403, "sign_in_required");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_without_the_role_sends_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = Config::defaults().unwrap();
    config.listen = ([127, 0, 0, 1], 0).into();
    config.data_dir = folder.path().to_path_buf();
    let server = Server::start_roles(config, Clock::system(), &[Role::Api]).await.unwrap();
    for path in ["ws", "sync/acme/events"] {
        let url = format!("http://{}/api/v1/{path}", server.addr());
        let answer = reqwest::get(url).await.unwrap();
        assert_eq!(answer.status(), 503, "{path}");
        assert!(answer.headers().contains_key("retry-after"));
    }
    server.shutdown().await;
}
