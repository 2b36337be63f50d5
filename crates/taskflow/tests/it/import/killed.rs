//! The real server is killed in the middle of an import: the next one goes on, and nothing is there twice or missing.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::{Duration, Instant};

use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::{list, text};
use crate::support::{Database, Engine, Process};

const ROWS: usize = 1500;

struct Api {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Api {
    async fn ask(&self, request: reqwest::RequestBuilder) -> Value {
        let reply = request.bearer_auth(&self.token).send().await.unwrap();
        let status = reply.status();
        let text = reply.text().await.unwrap();
        assert!(status.is_success(), "{status}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        self.ask(self.http.post(format!("{}{path}", self.base)).json(&body)).await
    }

    async fn get(&self, path: &str) -> Value {
        self.ask(self.http.get(format!("{}{path}", self.base))).await
    }
}

async fn play(database: &Database) {
    let mut server = Process::new(database);
    server.start().await;
    let mut api = Api {
        http: reqwest::Client::new(),
        base: format!("http://{}/api/v1", server.address()),
        token: String::new(),
    };
    let person = json!({ "email": "ana@example.org", "name": "Ana", "password": "a long and odd password" });
    api.token = text(&api.post("/auth/register", person).await, "access_token").to_owned();
    api.post("/workspaces", json!({ "name": "Taken in", "slug": "taken-in" })).await;
    let mut rows = "Title\n".to_owned();
    (0..ROWS).for_each(|row| rows.push_str(&format!("Row {row}\n")));
    let form = Form::new().part("file", Part::bytes(rows.into_bytes()).file_name("rows.csv"));
    let upload = api
        .http
        .post(format!("{}/workspaces/taken-in/imports/csv?start=true", api.base))
        .multipart(form);
    let job = api.ask(upload).await;
    let path = format!("/imports/{}", text(&job, "id"));

    let mut deaths = 0;
    let began = Instant::now();
    let done = loop {
        let job = api.get(&path).await;
        if job["state"] != "running" {
            break job;
        }
        let far = job["done"].as_u64().unwrap() as usize;
        if deaths < 2 && far > (deaths + 1) * ROWS / 4 {
            server.kill();
            server.start().await;
            deaths += 1;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "it does not end");
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert_eq!((text(&done, "state"), deaths), ("done", 2));
    assert_eq!(done["report"]["counts"]["tasks"]["created"], ROWS);
    let project = text(&done["report"], "project_id").to_owned();
    let (mut titles, mut cursor, mut count) = (BTreeSet::new(), String::new(), 0);
    loop {
        let page = api.get(&format!("/projects/{project}/tasks?limit=200{cursor}")).await;
        count += list(&page, "items").len();
        titles.extend(list(&page, "items").iter().map(|task| text(task, "title").to_owned()));
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((count, titles.len()), (ROWS, ROWS));
    server.stop().await;
    let verify = Command::new(env!("CARGO_BIN_EXE_taskflow"))
        .args(["log", "verify"])
        .env("TASKFLOW_DATA_DIR", database.dir.path())
        .env("TASKFLOW_DATABASE_URL", &database.url)
        .env("TASKFLOW_DATABASE_ALLOW_UNSAFE_FSYNC", "true")
        .output()
        .unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
}

fn on(engine: Engine) {
    let database = Database::create(engine);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(play(&database));
}

#[test]
fn an_import_survives_kills_on_sqlite() {
    on(Engine::Sqlite);
}

#[test]
fn an_import_survives_kills_on_postgres() {
    on(Engine::Postgres);
}
