//! A broker that carries hints is killed and started again under writes: nothing is lost, and changes come as late as
//! the look each second, not later.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use taskflow_client::Stream;
use taskflow_client::net::{Connection, Server, Settings, What};

use crate::hint::broker::{Broker, Kind};
use crate::hint::named;
use crate::hint::two::{connected, on_two, soon};
use crate::support::TestApp;

const WRITES: usize = 60;
/// A second and a half is the promise; other things run on this machine.
const LATEST: Duration = Duration::from_secs(8);

#[test]
fn a_redis_is_killed_under_writes() {
    come_and_go(Kind::Redis);
}

#[test]
fn a_nats_is_killed_under_writes() {
    come_and_go(Kind::Nats);
}

fn come_and_go(kind: Kind) {
    let mut broker = Broker::new(kind);
    on_two(named(&broker), async |one: TestApp, two: TestApp| {
        broker.start().await;
        connected([&one, &two], true).await;
        let writing = Writing::begin(&one, &two).await;
        writing.some("with it").await;
        // In the middle of the writes, not between them.
        let killed = async {
            writing.answered(WRITES + WRITES / 3).await;
            broker.kill();
            connected([&one, &two], false).await;
        };
        tokio::join!(writing.some("while it is killed"), killed);
        writing.some("without it").await;
        let back = async {
            writing.answered(3 * WRITES + WRITES / 3).await;
            broker.start().await;
            connected([&one, &two], true).await;
        };
        tokio::join!(writing.some("while it comes back"), back);
        writing.some("with it again").await;
    });
}

/// One person writes at one server, and listens at the other.
struct Writing {
    client: crate::support::User,
    project: uuid::Uuid,
    answered: tokio::sync::watch::Sender<usize>,
    connection: Connection,
    /// When the change of each request arrived.
    arrived: Arc<Mutex<HashMap<Arc<str>, Instant>>>,
}

impl Writing {
    async fn begin(one: &TestApp, two: &TestApp) -> Self {
        let client = one.user("ada").await;
        let ws = client.workspace("acme").await.id();
        let project = client.project(ws, "Site").await.id();
        let server = Server::new(two.anonymous().origin(), client.token()).unwrap();
        let settings = Settings { events: 10_000, ..Settings::new([Stream::Workspace(ws)]) };
        let connection = Connection::open(server, &settings);
        let mut events = connection.events();
        soon("live", async { while !matches!(events.recv().await.unwrap().what, What::Live) {} }).await;
        let arrived = Arc::new(Mutex::new(HashMap::new()));
        let note = Arc::clone(&arrived);
        tokio::spawn(async move {
            while let Ok(event) = events.recv().await {
                if let What::Applied(applied) = event.what {
                    let now = Instant::now();
                    let causes = applied.causes.iter().map(|cause| (cause.clone(), now));
                    note.lock().unwrap().extend(causes);
                }
            }
        });
        let answered = tokio::sync::watch::Sender::new(0);
        Self { client, project, answered, connection, arrived }
    }

    /// Until so many requests were answered, from the beginning on.
    async fn answered(&self, wanted: usize) {
        let mut answered = self.answered.subscribe();
        soon("answers", answered.wait_for(|count| *count >= wanted)).await.unwrap();
    }

    /// Makes tasks; all of them arrive, and in time.
    async fn some(&self, when: &str) {
        let mut answers = HashMap::new();
        for number in 0..WRITES {
            let key = format!("{when} {number}").replace(' ', "-");
            let path = format!("/projects/{}/tasks", self.project);
            let request = self.client.post(path).json(json!({ "title": key }));
            request.idempotency_key(&key).await.status(201);
            answers.insert(key, Instant::now());
            self.answered.send_modify(|count| *count += 1);
        }
        let all = |_: &Connection| {
            answers
                .keys()
                .all(|key| self.arrived.lock().unwrap().contains_key(key.as_str()))
        };
        // The events come after what they tell of.
        let seen = async {
            while !all(&self.connection) {
                tokio::task::yield_now().await;
            }
        };
        soon("all changes", seen).await;
        let arrived = self.arrived.lock().unwrap();
        let late = answers
            .iter()
            .map(|(key, at)| arrived[key.as_str()].saturating_duration_since(*at));
        let mut late: Vec<Duration> = late.collect();
        late.sort();
        let (middle, most) = (late[late.len() / 2], late[late.len() - 1]);
        println!("{when}: p50 {} ms, latest {} ms", middle.as_millis(), most.as_millis());
        assert!(most < LATEST, "{when}: {most:?} late");
    }
}
