//! The ceiling: a WebSocket server that does nothing but hand each frame to everybody, out of axum and a tokio
//! broadcast channel. It runs in a process of its own, as TaskFlow does.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::broadcast;

use super::receipts::{CAUSE, NO_CAUSE};
use super::shared::{Server, free_address};

const ADDRESS: &str = "TASKFLOW_BENCH_BARE";
const FRAME: &str = "TASKFLOW_BENCH_FRAME";
/// Frames that a slow reader may be behind: enough that nothing is lost in a run.
const BEHIND: usize = 16 * 1024;

#[derive(Clone)]
struct Bare {
    said: broadcast::Sender<Utf8Bytes>,
    /// What TaskFlow sent of one event.
    frame: Arc<str>,
}

/// Starts one that sends frames like this.
pub fn start(folder: &Path, frame: &str) -> Server {
    let file = folder.join("frame");
    let cause = &frame[frame.find(CAUSE).unwrap()..][..NO_CAUSE.len()];
    std::fs::write(&file, frame.replace(cause, NO_CAUSE)).unwrap();
    let address = free_address();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env(ADDRESS, &address).env(FRAME, file);
    Server::run(&mut command, address)
}

/// Whether this process is to be the server.
pub fn is_wanted() -> bool {
    std::env::var_os(ADDRESS).is_some()
}

pub fn serve() {
    let frame = std::fs::read_to_string(std::env::var_os(FRAME).unwrap()).unwrap();
    let bare = Bare { said: broadcast::Sender::new(BEHIND), frame: frame.into() };
    let routes = Router::new()
        .route("/health/ready", get(async || "ready"))
        .route("/say", post(say))
        .route("/ws", get(connect))
        .with_state(bare);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind(std::env::var(ADDRESS).unwrap()).await.unwrap();
        axum::serve(listener, routes).await.unwrap();
    });
}

async fn say(State(bare): State<Bare>, headers: HeaderMap) -> &'static str {
    let cause = headers["idempotency-key"].to_str().unwrap();
    // Nobody has to listen.
    let _ = bare.said.send(bare.frame.replace(NO_CAUSE, cause).into());
    "{}"
}

/// With the buffers that TaskFlow's sockets have.
async fn connect(State(bare): State<Bare>, upgrade: WebSocketUpgrade) -> Response {
    let upgrade = upgrade.read_buffer_size(4 * 1024).write_buffer_size(0);
    upgrade.on_upgrade(|socket| follow(bare, socket))
}

async fn follow(bare: Bare, mut socket: WebSocket) {
    let mut said = bare.said.subscribe();
    if socket.send(Message::text(r#"{"type":"live"}"#)).await.is_err() {
        return;
    }
    loop {
        tokio::select! {
            frame = said.recv() => {
                let Ok(frame) = frame else { return };
                if socket.send(Message::Text(frame)).await.is_err() {
                    return;
                }
            }
            heard = socket.recv() => {
                if !matches!(heard, Some(Ok(_))) {
                    return;
                }
            }
        }
    }
}
