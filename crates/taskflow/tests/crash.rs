//! Kills the real server with SIGKILL under 32 writers, again and again: nothing acknowledged may be missing.
//!
//! `make crash N=1000` runs more rounds than the 25 of every test run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const WRITERS: usize = 32;
/// The promise: a server that was killed answers again within this time.
const READY: Duration = Duration::from_secs(5);

fn rounds() -> usize {
    std::env::var("TASKFLOW_CRASH_ROUNDS").map_or(25, |text| text.parse().expect("a number of rounds"))
}

#[test]
fn nothing_acknowledged_is_lost_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("crash.db").display());
    run(folder.path(), &url);
}

#[test]
fn nothing_acknowledged_is_lost_on_postgres() {
    let server =
        std::env::var("TASKFLOW_TEST_POSTGRES").expect("TASKFLOW_TEST_POSTGRES is not set: run `make test`");
    let folder = tempfile::tempdir().unwrap();
    let name = format!("crash_{}", std::process::id());
    admin(&server, &format!("CREATE DATABASE {name}"));
    let base = server.rsplit_once('/').unwrap().0;
    run(folder.path(), &format!("{base}/{name}"));
    admin(&server, &format!("DROP DATABASE {name} WITH (FORCE)"));
}

fn admin(url: &str, statement: &str) {
    taskflow_db::admin_execute(&taskflow_db::Options::new(url), statement)
        .expect("PostgreSQL does what it is told");
}

/// What was sent and what was answered, by idempotency key.
#[derive(Default)]
struct Sent {
    /// Key → the id in the answer; `None` while no answer came.
    by_key: BTreeMap<String, Option<String>>,
}

fn run(folder: &Path, database: &str) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut server = Server::start(folder, database);
        server.ready().await;
        let people = server.people().await;
        let sent = Arc::new(Mutex::new(Sent::default()));
        for round in 0..rounds() {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    tokio::spawn(write(
                        people.clone(),
                        server.origin.clone(),
                        round,
                        writer,
                        Arc::clone(&sent),
                    ))
                })
                .collect();
            // Not a wait for something: the moment of the crash, another in each round.
            tokio::time::sleep(Duration::from_millis(60 + (round as u64 * 37) % 240)).await;
            server.kill();
            for writer in writers {
                writer.await.unwrap();
            }
            verify_log(folder, database);
            server = Server::start(folder, database);
            server.ready().await;
            resend(&people, &server.origin, &sent).await;
            compare(&people, &server.origin, &sent).await;
        }
        let sent = sent.lock().unwrap().by_key.len();
        println!("{sent} creates over {} crashes, none lost, none doubled", rounds());
        assert!(sent > rounds() * WRITERS, "the writers hardly wrote: {sent}");
        server.kill();
    });
    verify_log(folder, database);
}

#[derive(Clone)]
struct People {
    http: reqwest::Client,
    token: String,
    project: String,
}

impl People {
    async fn create(&self, origin: &str, key: &str) -> Option<String> {
        let request = self.http.post(format!("{origin}/api/v1/projects/{}/tasks", self.project));
        let request = request
            .bearer_auth(&self.token)
            .header("Idempotency-Key", key)
            .json(&json!({ "title": key }));
        let reply = request.send().await.ok()?;
        let status = reply.status();
        let body: Value = reply.json().await.ok()?;
        assert_eq!(status, 201, "{body}");
        Some(body["id"].as_str().unwrap().to_owned())
    }
}

/// Creates tasks one after the other until the server is gone.
async fn write(people: People, origin: String, round: usize, writer: usize, sent: Arc<Mutex<Sent>>) {
    for number in 0.. {
        let key = format!("r{round}-w{writer}-{number}");
        sent.lock().unwrap().by_key.insert(key.clone(), None);
        let Some(id) = people.create(&origin, &key).await else {
            return;
        };
        sent.lock().unwrap().by_key.insert(key, Some(id));
    }
}

/// Sends again what was not answered: with its key it must be carried out exactly once.
async fn resend(people: &People, origin: &str, sent: &Mutex<Sent>) {
    let unanswered: Vec<String> = sent
        .lock()
        .unwrap()
        .by_key
        .iter()
        .filter(|(_, id)| id.is_none())
        .map(|(key, _)| key.clone())
        .collect();
    for key in unanswered {
        let id = people.create(origin, &key).await.expect("the server is up");
        sent.lock().unwrap().by_key.insert(key, Some(id));
    }
}

/// Every task that was answered is there once, and no other.
async fn compare(people: &People, origin: &str, sent: &Mutex<Sent>) {
    let mut stored = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let url = format!("{origin}/api/v1/projects/{}/tasks?limit=200{cursor}", people.project);
        let page: Value = people
            .http
            .get(url)
            .bearer_auth(&people.token)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        for task in page["items"].as_array().unwrap_or_else(|| panic!("{page}")) {
            let (title, id) =
                (task["title"].as_str().unwrap().to_owned(), task["id"].as_str().unwrap().to_owned());
            assert!(stored.insert(title.clone(), id).is_none(), "{title} is there twice");
        }
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let sent = &sent.lock().unwrap().by_key;
    assert_eq!(stored.len(), sent.len());
    for (key, id) in sent {
        assert_eq!(stored.get(key), id.as_ref(), "{key}");
    }
}

fn verify_log(folder: &Path, database: &str) {
    let output = command(folder, database).args(["log", "verify"]).output().unwrap();
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn command(folder: &Path, database: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_taskflow"));
    command
        .current_dir(folder)
        .env("TASKFLOW_DATA_DIR", folder)
        .env("TASKFLOW_DATABASE_URL", database)
        .env("TASKFLOW_DATABASE_ALLOW_UNSAFE_FSYNC", "true")
        .env("TASKFLOW_LIMITS_PER_USER_PER_MINUTE", "0")
        .env("TASKFLOW_LIMITS_PER_ADDRESS_PER_MINUTE", "0")
        .env("TASKFLOW_AUTH_ARGON2_MEMORY_KIB", "64")
        .env("TASKFLOW_LOG_LEVEL", "warn");
    command
}

/// The real server in its own process.
struct Server {
    child: Child,
    origin: String,
    started: Instant,
}

impl Server {
    fn start(folder: &Path, database: &str) -> Self {
        // Free now; the server takes it a moment later.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = command(folder, database);
        command.arg("serve").env("TASKFLOW_LISTEN", format!("127.0.0.1:{port}"));
        let child = command.stdout(Stdio::null()).spawn().unwrap();
        Self {
            child,
            origin: format!("http://127.0.0.1:{port}"),
            started: Instant::now(),
        }
    }

    async fn ready(&mut self) {
        let url = format!("{}/health/ready", self.origin);
        while !reqwest::get(&url).await.is_ok_and(|reply| reply.status() == 200) {
            assert!(self.started.elapsed() < READY, "not ready after {READY:?}");
            assert!(self.child.try_wait().unwrap().is_none(), "the server ended by itself");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    async fn people(&self) -> People {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        let post = async |path: &str, token: Option<&str>, body: Value| -> Value {
            let request = http.post(format!("{}/api/v1{path}", self.origin)).json(&body);
            let request = match token {
                Some(token) => request.bearer_auth(token),
                None => request,
            };
            let reply = request.send().await.unwrap();
            let status = reply.status();
            let body: Value = reply.json().await.unwrap();
            assert_eq!(status, 201, "{body}");
            body
        };
        let person = json!({ "email": "crash@example.org", "name": "Crash", "password": "correct horse battery staple" });
        let signed_in = post("/auth/register", None, person).await;
        // An access token lasts 15 minutes; a long run needs one that stays.
        let short = signed_in["access_token"].as_str().unwrap().to_owned();
        let pat =
            post("/auth/tokens", Some(&short), json!({ "name": "crash", "scopes": ["read", "write"] })).await;
        let workspace = post("/workspaces", Some(&short), json!({ "name": "Crash" })).await;
        let workspace = workspace["id"].as_str().unwrap().to_owned();
        let project =
            post(&format!("/workspaces/{workspace}/projects"), Some(&short), json!({ "name": "Crash" }))
                .await;
        let project = project["id"].as_str().unwrap().to_owned();
        let token = pat["secret"].as_str().unwrap().to_owned();
        People { http: http.clone(), token, project }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
