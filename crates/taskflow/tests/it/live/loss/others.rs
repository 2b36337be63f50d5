//! Those who lose nothing: whatever happens to others, they miss nothing and are told nothing twice.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use taskflow_client::Stream;
use taskflow_client::net::{Connection, Server, Settings, State, What};
use tokio::sync::broadcast::error::RecvError;

use super::scene::Scene;
use crate::hint::two::soon;
use crate::support::Client;
use crate::sync::copy::{differences, fresh, state};

pub struct Other {
    client: Client,
    stream: Stream,
    connection: Connection,
    /// Anything but changes of the copy.
    disturbed: Arc<AtomicUsize>,
}

impl Other {
    /// One at each server.
    pub async fn everywhere(scene: &Scene, client: &Client) -> Vec<Other> {
        let stream = Stream::Workspace(scene.ws);
        let mut others = Vec::new();
        for (_, client) in scene.everywhere(client) {
            let server = Server::new(client.origin(), client.token()).unwrap();
            let settings = Settings { events: 10_000, ..Settings::new([stream]) };
            let connection = Connection::open(server, &settings);
            let mut events = connection.events();
            let started = async { while !matches!(events.recv().await.unwrap().what, What::Live) {} };
            soon("the first live", started).await;
            let disturbed = Arc::new(AtomicUsize::new(0));
            let count = Arc::clone(&disturbed);
            tokio::spawn(async move {
                loop {
                    match events.recv().await {
                        Err(RecvError::Closed) => return,
                        Ok(event) if matches!(event.what, What::Applied(_) | What::Presence(_)) => {}
                        _ => _ = count.fetch_add(1, Ordering::Relaxed),
                    }
                }
            });
            others.push(Other { client, stream, connection, disturbed });
        }
        others
    }

    /// To be asked when nobody writes any more.
    pub async fn check(&self, scene: &Scene) {
        let reached = self.connection.reached(self.stream, scene.seq().await);
        soon("everything", reached).await.expect("the connection stays");
        let truth = state(&fresh(&self.client, self.stream).await.expect("a snapshot"));
        let copy = self.connection.look(self.stream, state).expect("a copy");
        let unlike = differences(&copy, &truth);
        assert!(unlike.is_empty(), "{}", unlike.join("\n"));
        assert_eq!(self.connection.state(), State::Open);
        assert_eq!(self.disturbed.load(Ordering::Relaxed), 0, "they were disturbed");
    }
}
