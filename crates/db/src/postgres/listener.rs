//! LISTEN and NOTIFY, on a connection that no command uses: inside of a command's transaction a NOTIFY would make
//! commits wait for each other.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio_postgres::Client;

use crate::error::Error;
use crate::options::Options;
use crate::postgres::connect::Connector;
use crate::postgres::error::map;

/// Messages kept until they are read; what comes while it is full is dropped.
const BACKLOG: usize = 1024;
/// A server that takes longer to pass messages on counts as gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// A message from another session, or from our own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    pub channel: String,
    pub payload: String,
}

/// A connection that hears and tells. It ends when the server goes away: make another one then. What was told in between
/// is lost, and a message may be lost at any time, so it may only ever say that there is something to look at.
#[derive(Debug)]
pub struct Listener {
    client: Client,
    heard: mpsc::Receiver<Notification>,
}

impl Listener {
    /// Most bytes of a payload, by PostgreSQL's own limit.
    pub const MOST_BYTES: usize = 7999;

    pub(crate) async fn connect(options: Options, channels: &[&str]) -> Result<Listener, Error> {
        let (sender, heard) = mpsc::channel(BACKLOG);
        let client = Connector::new(options, false)?.listening(sender).connect().await?;
        let listen: String = channels
            .iter()
            .map(|channel| format!("LISTEN \"{}\";", channel.replace('"', "\"\"")))
            .collect();
        client.batch_execute(&listen).await.map_err(|error| map(&error))?;
        Ok(Listener { client, heard })
    }

    /// The next message. May be given up while it waits: nothing is lost by that.
    ///
    /// # Errors
    /// `Unavailable` once the connection is gone.
    pub async fn next(&mut self) -> Result<Notification, Error> {
        let gone = || Error::unavailable("the connection that listens to PostgreSQL ended");
        self.heard.recv().await.ok_or_else(gone)
    }

    /// Tells all of it in one statement. Payloads have at most [`Listener::MOST_BYTES`].
    ///
    /// # Errors
    /// `Unavailable` when the server is gone or does not answer within some seconds.
    pub async fn notify(&self, channel: &str, payloads: &[String]) -> Result<(), Error> {
        let statement = "SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload";
        match tokio::time::timeout(PATIENCE, self.client.execute(statement, &[&channel, &payloads])).await {
            Ok(told) => told.map(drop).map_err(|error| map(&error)),
            Err(_) => Err(Error::unavailable("PostgreSQL does not pass messages on")),
        }
    }
}
