//! One of two real servers is killed while people write and listen at both: everybody goes on at the other, and what
//! was answered is there, once.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;
use taskflow_client::Stream;
use taskflow_client::net::{Connection, Server, Settings};
use tokio::sync::watch;
use uuid::Uuid;

use crate::hint::two::soon;
use crate::support::{Client, Database, Door, Engine, Process, TestApp, User};
use crate::sync::copy::{State, differences, fresh, state};

const LISTENERS: usize = 6;
const WRITERS: usize = 4;
/// Answered writes between two things that happen to servers.
const SOME: usize = 60;

#[test]
fn one_of_two_servers_is_killed() {
    let database = Database::create(Engine::Postgres);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let faults = runtime.block_on(async {
        // A third server, to ask afterwards; nobody listens at it.
        let app = TestApp::start(&database, |_| ()).await;
        let mut servers = [Process::new(&database), Process::new(&database)];
        for server in &mut servers {
            server.start().await;
        }
        play(&app, &mut servers).await;
        app.finish().await
    });
    drop(runtime);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

async fn play(app: &TestApp, servers: &mut [Process; 2]) {
    let owner = app.user("olga").await;
    let ws = owner.workspace("desk").await.id();
    let project = owner.project(ws, "Site").await.id();
    let stream = Stream::Workspace(ws);
    let at = [servers[0].address(), servers[1].address()];
    let mut listeners = Vec::new();
    for number in 0..LISTENERS {
        let door = Door::to(at[number % 2]).await;
        let server = Server::new(&door.origin(), owner.token()).unwrap();
        let settings = Settings { first_wait_ms: [20, 80], ..Settings::new([stream, Stream::Me]) };
        listeners.push((door, Connection::open(server, &settings)));
    }
    let work = Work::begin(&owner, project, at);
    for round in 0..4 {
        let dies = round % 2;
        work.some().await;
        servers[dies].kill();
        for (door, _) in listeners.iter().skip(dies).step_by(2) {
            door.lead(Some(at[1 - dies]));
        }
        work.some().await;
        servers[dies].start().await;
        for (door, _) in listeners.iter().skip(dies).step_by(2) {
            door.lead(Some(at[dies]));
        }
    }
    let answered = work.end().await;
    let truth = state(&fresh(&owner, stream).await.expect("a snapshot"));
    none_lost(&answered, &truth);
    let head = app.parts().db.read(move |tx| taskflow::event::head(tx, ws)).await.unwrap().seq;
    for (_, connection) in &listeners {
        soon("everything", connection.reached(stream, head))
            .await
            .expect("it comes back by itself");
        let copy = connection.look(stream, state).expect("a copy");
        let unlike = differences(&copy, &truth);
        assert!(unlike.is_empty(), "{}", unlike.join("\n"));
    }
    println!("{} writes answered over 4 kills, none lost, none doubled", answered.len());
}

/// Every task that was answered is there once, and no other.
fn none_lost(answered: &BTreeMap<String, Uuid>, truth: &State) {
    let tasks = truth.iter().filter(|(key, _)| key.starts_with("task "));
    let stored: Vec<(String, String)> = tasks
        .map(|(key, (_, data))| (data["title"].as_str().unwrap().to_owned(), key.clone()))
        .collect();
    let by_title: BTreeMap<String, String> = stored.iter().cloned().collect();
    assert_eq!(stored.len(), by_title.len(), "some are there twice");
    let wanted: BTreeMap<String, String> =
        answered.iter().map(|(key, id)| (key.clone(), format!("task {id}"))).collect();
    assert_eq!(by_title, wanted);
}

/// People who write at both servers, and go to the other one when theirs does not answer.
struct Work {
    answered: Arc<Mutex<BTreeMap<String, Uuid>>>,
    count: watch::Sender<usize>,
    stop: watch::Sender<bool>,
    writers: tokio::task::JoinSet<()>,
}

impl Work {
    fn begin(owner: &User, project: Uuid, servers: [SocketAddr; 2]) -> Self {
        let mut work = Self {
            answered: Arc::default(),
            count: watch::Sender::new(0),
            stop: watch::Sender::new(false),
            writers: tokio::task::JoinSet::new(),
        };
        for writer in 0..WRITERS {
            let clients = servers.map(|server| owner.on(server));
            let (answered, count, stop) =
                (Arc::clone(&work.answered), work.count.clone(), work.stop.subscribe());
            work.writers.spawn(async move {
                let mut at = writer;
                for number in 0.. {
                    if *stop.borrow() {
                        return;
                    }
                    let key = format!("w{writer}-{number}");
                    let id = loop {
                        match create(&clients[at % 2], project, &key).await {
                            Some(id) => break id,
                            None => at += 1,
                        }
                    };
                    answered.lock().unwrap().insert(key, id);
                    count.send_modify(|count| *count += 1);
                }
            });
        }
        work
    }

    /// Until more has been answered.
    async fn some(&self) {
        let goal = *self.count.borrow() + SOME;
        let mut count = self.count.subscribe();
        soon("more answers", count.wait_for(|count| *count >= goal)).await.unwrap();
    }

    async fn end(mut self) -> BTreeMap<String, Uuid> {
        self.stop.send_replace(true);
        while let Some(writer) = self.writers.join_next().await {
            writer.unwrap();
        }
        std::mem::take(&mut *self.answered.lock().unwrap())
    }
}

/// Sends it with its key, so that it may be sent again; `None` when the server is gone.
async fn create(client: &Client, project: Uuid, key: &str) -> Option<Uuid> {
    let request = client.post(format!("/projects/{project}/tasks")).json(json!({ "title": key }));
    match request.idempotency_key(key).try_send().await {
        Some(reply) => Some(reply.status(201).id()),
        None => {
            tokio::time::sleep(Duration::from_millis(20)).await;
            None
        }
    }
}
