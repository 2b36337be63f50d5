//! Hints by NATS: a subject a stream, `workspace.{id}.events`. No JetStream: what nobody hears is gone.

use std::time::Duration;

use async_nats::{Client, ConnectOptions, Event, ServerAddr, Subscriber};
use futures_util::StreamExt;
use futures_util::stream::{SelectAll, select_all};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::Unusable;
use super::carrier::Lost;
use super::note::{CHANNELS, Note};

/// Messages kept until they are read; what comes while it is full is dropped.
const BACKLOG: usize = 1024;

pub struct Session {
    client: Client,
    hears: SelectAll<Subscriber>,
    /// Something comes when the connection is lost.
    ends: mpsc::Receiver<()>,
}

pub fn address(url: &str) -> Result<ServerAddr, Unusable> {
    url.parse()
        .map_err(|_| Unusable("nats_url", "it cannot be read as nats://… or tls://…"))
}

impl Session {
    pub async fn connect(address: &ServerAddr) -> Result<Self, Lost> {
        let (sender, ends) = mpsc::channel(1);
        let options = ConnectOptions::new()
            .name("taskflow")
            .ping_interval(Duration::from_secs(15))
            .subscription_capacity(BACKLOG)
            // The library would connect again by itself, and nobody would know meanwhile.
            .max_reconnects(1)
            .no_echo()
            .event_callback(move |event| {
                if matches!(event, Event::Disconnected | Event::Closed) {
                    let _ = sender.try_send(());
                }
                std::future::ready(())
            });
        let client = options.connect(address.clone()).await.map_err(Lost::new)?;
        let mut hears = Vec::new();
        for parts in CHANNELS {
            hears.push(client.subscribe(parts.join(".")).await.map_err(Lost::new)?);
        }
        // Answered once the server has taken the subscriptions.
        client.flush().await.map_err(Lost::new)?;
        Ok(Self { client, hears: select_all(hears), ends })
    }

    pub async fn next(&mut self, own: Uuid) -> Result<Vec<Note>, Lost> {
        let ended = || Lost::new("the connection to NATS ended");
        let message = tokio::select! {
            message = self.hears.next() => message.ok_or_else(ended)?,
            _ = self.ends.recv() => return Err(ended()),
        };
        Ok(Note::read(&message.subject, '.', &message.payload, own).into_iter().collect())
    }

    pub async fn send(&mut self, notes: &[Note], origin: Uuid) -> Result<(), Lost> {
        for note in notes {
            let (subject, text) = note.write('.', origin);
            self.client.publish(subject, text.into()).await.map_err(Lost::new)?;
        }
        self.client.flush().await.map_err(Lost::new)
    }

    pub async fn check(&mut self) -> Result<(), Lost> {
        self.client.flush().await.map_err(Lost::new)
    }
}
