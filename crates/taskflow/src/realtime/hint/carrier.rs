//! The ways for hints to go from process to process; the settings choose one.

use std::fmt::Display;
use std::time::Duration;

use taskflow_db::{Db, Engine};
use uuid::Uuid;

use super::note::Note;
use super::{nats, postgres, redis};
use crate::config::{self, Config};

/// A broker that takes longer than this for anything counts as gone.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// A setting that no connection can be made from. Says which, and not what it holds: there is a password in it.
#[derive(Debug, thiserror::Error)]
#[error("setting {0}: {1}")]
pub struct Unusable(pub &'static str, pub &'static str);

/// Why hints are not carried now, in one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Lost(String);

impl Lost {
    pub fn new(reason: impl Display) -> Self {
        Self(reason.to_string())
    }
}

/// How hints go.
pub enum Carrier {
    /// LISTEN and NOTIFY of the database itself.
    Postgres(Db),
    Redis(::redis::Client),
    Nats(async_nats::ServerAddr),
}

/// A connection that carries.
pub enum Session {
    Postgres(postgres::Session),
    Redis(Box<redis::Session>),
    Nats(nats::Session),
}

impl Carrier {
    /// As the settings say. `auto`: a broker that is named, else PostgreSQL's own way, else none.
    ///
    /// # Errors
    /// A setting that cannot be used.
    pub fn choose(config: &Config, db: &Db) -> Result<Option<Self>, Unusable> {
        use config::Hints;
        let on_postgres = db.engine() == Engine::Postgres;
        let chosen = match config.realtime.hints {
            Hints::Auto if !config.redis_url.is_empty() => Hints::Redis,
            Hints::Auto if !config.nats_url.is_empty() => Hints::Nats,
            Hints::Auto if on_postgres => Hints::Postgres,
            Hints::Auto => Hints::None,
            chosen => chosen,
        };
        match chosen {
            Hints::Auto | Hints::None => Ok(None),
            Hints::Postgres if on_postgres => Ok(Some(Self::Postgres(db.clone()))),
            Hints::Postgres => Err(Unusable("realtime.hints", "postgres needs PostgreSQL as the database")),
            Hints::Redis => redis::client(&config.redis_url).map(|client| Some(Self::Redis(client))),
            Hints::Nats => nats::address(&config.nats_url).map(|address| Some(Self::Nats(address))),
        }
    }

    /// As in settings, log lines and metrics.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgres",
            Self::Redis(_) => "redis",
            Self::Nats(_) => "nats",
        }
    }

    /// Connects, asks and leaves: for tools that look whether it works.
    ///
    /// # Errors
    /// Why it does not.
    pub async fn answers(&self) -> Result<(), Lost> {
        let asked = async { self.connect().await?.check().await };
        tokio::time::timeout(PATIENCE, asked)
            .await
            .unwrap_or_else(|_| Err(Lost::new("no answer")))
    }

    /// # Errors
    /// Why there is no connection now.
    pub async fn connect(&self) -> Result<Session, Lost> {
        Ok(match self {
            Self::Postgres(db) => Session::Postgres(postgres::Session::connect(db).await?),
            Self::Redis(client) => Session::Redis(Box::new(redis::Session::connect(client).await?)),
            Self::Nats(address) => Session::Nats(nats::Session::connect(address).await?),
        })
    }
}

impl Session {
    /// What was heard next; nothing of it when it was our own or nobody's. May be given up while it waits.
    ///
    /// # Errors
    /// Why the connection ended.
    pub async fn next(&mut self, own: Uuid) -> Result<Vec<Note>, Lost> {
        match self {
            Self::Postgres(session) => session.next(own).await,
            Self::Redis(session) => session.next(own).await,
            Self::Nats(session) => session.next(own).await,
        }
    }

    /// # Errors
    /// Why the connection ended; some may have been sent.
    pub async fn send(&mut self, notes: &[Note], origin: Uuid) -> Result<(), Lost> {
        match self {
            Self::Postgres(session) => session.send(notes, origin).await,
            Self::Redis(session) => session.send(notes, origin).await,
            Self::Nats(session) => session.send(notes, origin).await,
        }
    }

    /// A round trip.
    ///
    /// # Errors
    /// Why the connection ended.
    pub async fn check(&mut self) -> Result<(), Lost> {
        match self {
            Self::Postgres(session) => session.check().await,
            Self::Redis(session) => session.check().await,
            Self::Nats(session) => session.check().await,
        }
    }
}
