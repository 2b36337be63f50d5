//! A WebSocket as the rest of live sync sees it.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use bytes::Bytes;
use tokio::time::timeout;

use crate::realtime::close::Close;

/// See the module.
pub struct Wire(WebSocket);

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
    pub fn new(socket: WebSocket) -> Self {
        Self(socket)
    }

    /// The next frame. Nothing is lost when this is given up.
    pub async fn hear(&mut self) -> Heard {
        match self.0.recv().await {
            Some(Ok(Message::Text(text))) => Heard::Text(text.into()),
            Some(Ok(Message::Binary(_))) => Heard::Binary,
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Heard::Control,
            Some(Ok(Message::Close(_))) | None => Heard::Ended,
            Some(Err(_)) => Heard::Unreadable,
        }
    }

    /// Sends a text and waits until it is on its way. False when the connection is broken.
    pub async fn send(&mut self, text: Bytes) -> bool {
        match Utf8Bytes::try_from(text) {
            Ok(text) => self.0.send(Message::Text(text)).await.is_ok(),
            // All we send is JSON.
            Err(_) => false,
        }
    }

    /// Takes leave: says why, and gives the client a moment to read it, since what it still sends would otherwise
    /// reset the connection. False when the connection was broken already.
    pub async fn close(&mut self, close: Close, patience: Duration) -> bool {
        let frame = CloseFrame { code: close.code(), reason: close.reason().into() };
        let said = timeout(patience, self.0.send(Message::Close(Some(frame)))).await;
        if !matches!(said, Ok(Ok(()))) {
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
