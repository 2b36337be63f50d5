//! One of a person's devices: a session, a network, and copies of the workspace and of the person's own stream.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use taskflow_client::net::{Connection, Server, Settings, State as Link, What};
use taskflow_client::{Replica, Stream};
use tokio::time::timeout;
use uuid::Uuid;

use crate::support::{Client, Door};
use crate::sync::copy::{State, differences, fresh, state};

/// Far more than the longest wait of a client.
const LONG: Duration = Duration::from_secs(40);

pub struct Device {
    person: usize,
    /// The session, at a server itself.
    client: Client,
    pub door: Door,
    streams: [Stream; 2],
    connection: Connection,
    /// It was told that it may not see the workspace any more. Who may again opens it anew, as people do.
    gone: Arc<AtomicBool>,
}

impl Device {
    pub async fn open(person: usize, client: &Client, server: SocketAddr, ws: Uuid) -> Self {
        let door = Door::to(server).await;
        let streams = [Stream::Workspace(ws), Stream::Me];
        let (connection, gone) = connect(&door, client, streams);
        Self { person, client: client.on(server), door, streams, connection, gone }
    }

    /// Closed and opened again: it starts from nothing.
    pub fn reopen(&mut self) {
        (self.connection, self.gone) = connect(&self.door, &self.client, self.streams);
    }

    pub fn name(&self) -> String {
        format!("person {} at {}", self.person, self.client.origin())
    }

    /// What is unlike a fresh snapshot, and the workspace's copy with its rights.
    pub async fn compare(&mut self, ws: Uuid) -> (Vec<String>, Option<(String, State)>) {
        let mut faults = Vec::new();
        if self.client.get("/users/me").await.code() == 401 {
            let ended = |connection: &Connection| matches!(connection.state(), Link::Ended(_));
            if timeout(LONG, self.connection.until(ended)).await.is_err() {
                faults.push(format!("  {}: the session is over, the connection is not", self.name()));
            }
            return (faults, None);
        }
        for stream in self.streams {
            let truth = fresh(&self.client, stream).await;
            if truth.is_some() && matches!(stream, Stream::Workspace(_)) && self.gone.load(Ordering::Relaxed)
            {
                self.reopen();
            }
            faults.extend(self.unlike(stream, truth.as_ref()).await);
        }
        let held = self.connection.look(Stream::Workspace(ws), |copy| {
            copy.is_complete()
                .then(|| (copy.scope().unwrap_or_default().to_owned(), state(copy)))
        });
        (faults, held.flatten())
    }

    async fn unlike(&self, stream: Stream, truth: Option<&Replica>) -> Vec<String> {
        let there = |copy: &Replica| match truth {
            Some(truth) => copy.is_complete() && copy.seq() >= truth.seq(),
            None => copy.token().is_none(),
        };
        let there = |connection: &Connection| connection.look(stream, there).unwrap_or(false);
        let came = timeout(LONG, self.connection.until(there)).await;
        let (seq, link) = (self.connection.seq(stream), self.connection.state());
        let stands = format!("  {} on {stream}, {link:?} at {seq}", self.name());
        match (came, truth) {
            (Ok(Ok(())), None) => Vec::new(),
            (Ok(Ok(())), Some(truth)) => {
                let mut found = self
                    .connection
                    .look(stream, |copy| {
                        let mut found = differences(&state(copy), &state(truth));
                        if copy.scope() != truth.scope() {
                            found.push("    the scope is another".to_owned());
                        }
                        found
                    })
                    .unwrap_or_default();
                if !found.is_empty() {
                    found.insert(0, stands);
                }
                found
            }
            (Ok(Err(ended)), _) => vec![format!("{stands}: {ended}")],
            (Err(_), _) => vec![format!("{stands}: it does not come to {:?}", truth.map(Replica::seq))],
        }
    }
}

fn connect(door: &Door, client: &Client, streams: [Stream; 2]) -> (Connection, Arc<AtomicBool>) {
    let server = Server::new(&door.origin(), client.token()).unwrap();
    let settings = Settings { events: 1000, first_wait_ms: [10, 40], ..Settings::new(streams) };
    let connection = Connection::open(server, &settings);
    let (gone, mut events) = (Arc::new(AtomicBool::new(false)), connection.events());
    let note = Arc::clone(&gone);
    tokio::spawn(async move {
        while let Ok(event) = events.recv().await {
            if matches!(event.what, What::Gone) {
                note.store(true, Ordering::Relaxed);
            }
        }
    });
    (connection, gone)
}
