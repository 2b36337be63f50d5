//! A WebSocket as the rest of live sync sees it.
//!
//! The library reads. It would copy each frame it writes into a buffer of that connection, which keeps its size: one
//! large event to thousands of sockets, and all of them hold it. So texts are written here, from the bytes all share.

use std::time::Duration;

use bytes::{Buf, Bytes, buf::Chain};
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role, WebSocketConfig};

use super::frame;
use crate::realtime::close::Close;

/// See the module.
pub struct Wire {
    stream: WebSocketStream<TokioIo<Upgraded>>,
    /// What is left of a frame. Nothing else may be written before it.
    unsent: Option<Chain<Bytes, Bytes>>,
}

/// What a client sent.
#[derive(Debug)]
pub enum Heard {
    Text(Bytes),
    Binary,
    /// A ping or pong of the WebSocket itself; it is answered already.
    Control,
    /// Against the rules of WebSockets, or far too large.
    Unreadable,
    Ended,
}

impl Wire {
    /// Takes over a connection that was upgraded.
    pub async fn new(upgraded: Upgraded, config: WebSocketConfig) -> Self {
        let stream = WebSocketStream::from_raw_socket(TokioIo::new(upgraded), Role::Server, Some(config));
        Self { stream: stream.await, unsent: None }
    }

    /// The next frame. Nothing is lost when this is given up.
    pub async fn hear(&mut self) -> Heard {
        match self.stream.next().await {
            Some(Ok(Message::Text(text))) => Heard::Text(text.into()),
            Some(Ok(Message::Binary(_))) => Heard::Binary,
            Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => Heard::Control,
            Some(Ok(Message::Close(_))) | None => Heard::Ended,
            Some(Err(_)) => Heard::Unreadable,
        }
    }

    /// Sends a text and waits until it is on its way. False when the connection is broken.
    pub async fn send(&mut self, text: Bytes) -> bool {
        // A pong of the library may still wait.
        if !self.finish().await || self.stream.flush().await.is_err() {
            return false;
        }
        self.unsent = Some(frame::text(text));
        self.finish().await
    }

    /// Writes what is left of a frame. When this is given up, it goes on from there the next time.
    async fn finish(&mut self) -> bool {
        let wire = self.stream.get_mut();
        while let Some(left) = self.unsent.as_mut().filter(|left| left.has_remaining()) {
            if !matches!(wire.write_buf(left).await, Ok(1..)) {
                return false;
            }
        }
        self.unsent = None;
        wire.flush().await.is_ok()
    }

    /// Takes leave: says why, and gives the client a moment to read it, since what it still sends would otherwise
    /// reset the connection. False when the connection was broken already.
    pub async fn close(&mut self, close: Close, patience: Duration) -> bool {
        let reason = CloseFrame { code: close.code().into(), reason: close.reason().into() };
        let said = timeout(patience, async {
            self.finish().await && self.stream.send(Message::Close(Some(reason))).await.is_ok()
        });
        if !matches!(said.await, Ok(true)) {
            return close == Close::Slow;
        }
        let _ = timeout(patience, async {
            loop {
                match self.hear().await {
                    Heard::Ended => return,
                    Heard::Unreadable => std::future::pending().await,
                    Heard::Text(_) | Heard::Binary | Heard::Control => {}
                }
            }
        })
        .await;
        true
    }
}
