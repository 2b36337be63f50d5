//! Hints by Redis: a channel a stream, `workspace:{id}:events`.

use futures_util::StreamExt;
use redis::aio::{MultiplexedConnection, PubSubSink, PubSubStream};
use redis::{AsyncConnectionConfig, Client};
use uuid::Uuid;

use super::Unusable;
use super::carrier::Lost;
use super::note::{CHANNELS, Note};

pub struct Session {
    tells: MultiplexedConnection,
    hears: PubSubStream,
    asks: PubSubSink,
}

pub fn client(url: &str) -> Result<Client, Unusable> {
    Client::open(url).map_err(|_| Unusable("redis_url", "it cannot be read as redis://… or rediss://…"))
}

impl Session {
    pub async fn connect(client: &Client) -> Result<Self, Lost> {
        let (mut asks, hears) = client.get_async_pubsub().await.map_err(Lost::new)?.split();
        for parts in CHANNELS {
            asks.psubscribe(parts.join(":")).await.map_err(Lost::new)?;
        }
        // Whoever sends has a limit of its own.
        let config = AsyncConnectionConfig::new().set_response_timeout(None);
        let tells = client.get_multiplexed_async_connection_with_config(&config).await;
        Ok(Self { tells: tells.map_err(Lost::new)?, hears, asks })
    }

    pub async fn next(&mut self, own: Uuid) -> Result<Vec<Note>, Lost> {
        let message = self.hears.next().await;
        let message = message.ok_or_else(|| Lost::new("the connection that listens to Redis ended"))?;
        let note = Note::read(message.get_channel_name(), ':', message.get_payload_bytes(), own);
        Ok(note.into_iter().collect())
    }

    /// All in one round trip.
    pub async fn send(&mut self, notes: &[Note], origin: Uuid) -> Result<(), Lost> {
        let mut pipe = redis::pipe();
        for note in notes {
            let (channel, text) = note.write(':', origin);
            pipe.cmd("PUBLISH").arg(channel).arg(text).ignore();
        }
        pipe.query_async(&mut self.tells).await.map_err(Lost::new)
    }

    pub async fn check(&mut self) -> Result<(), Lost> {
        self.asks.ping::<redis::Value>().await.map(drop).map_err(Lost::new)
    }
}
