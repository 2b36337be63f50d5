//! `make bench ARGS=import`: how many rows a second an import takes in, through the real server, and how long somebody
//! else's change takes meanwhile. `TASKFLOW_BENCH_ROWS` rows, 20,000 when absent.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    dead_code
)]

#[path = "../shared/mod.rs"]
mod shared;

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use shared::Server;

fn main() {
    let rows: usize = std::env::var("TASKFLOW_BENCH_ROWS")
        .map_or(20_000, |text| text.parse().expect("TASKFLOW_BENCH_ROWS is no number"));
    let folder = std::env::var("TASKFLOW_BENCH_DIR").unwrap_or_else(|_| ".".to_owned());
    let folder = tempfile::Builder::new().prefix("taskflow-bench.").tempdir_in(folder).unwrap();
    println!("## Import of {rows} rows\n");
    println!(
        "| | rows/s | whole, s | again, s | a change meanwhile, median ms | p99 ms |\n|---|---|---|---|---|---|"
    );
    let sqlite = format!("sqlite:{}", folder.path().join("bench.db").display());
    measure("SQLite", &Server::start(folder.path(), &sqlite, &[]), rows);
    if let Ok(url) = std::env::var("TASKFLOW_TEST_POSTGRES") {
        let name = format!("bench_import_{}", std::process::id());
        let admin = taskflow_db::Options::new(url.clone());
        taskflow_db::admin_execute(&admin, &format!("CREATE DATABASE {name}")).unwrap();
        let own = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
        measure("PostgreSQL", &Server::start(folder.path(), &own, &[]), rows);
        taskflow_db::admin_execute(&admin, &format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
    }
}

struct Api {
    base: String,
    token: String,
}

impl Api {
    fn post(&self, path: &str, kind: &str, body: &[u8]) -> Value {
        let mut request = ureq::post(format!("{}{path}", self.base)).content_type(kind);
        if !self.token.is_empty() {
            request = request.header("Authorization", format!("Bearer {}", self.token));
        }
        let mut reply = request.send(body).unwrap();
        serde_json::from_str(&reply.body_mut().read_to_string().unwrap()).unwrap()
    }

    fn json(&self, path: &str, body: &Value) -> Value {
        self.post(path, "application/json", body.to_string().as_bytes())
    }

    fn get(&self, path: &str) -> Value {
        let request = ureq::get(format!("{}{path}", self.base))
            .header("Authorization", format!("Bearer {}", self.token));
        serde_json::from_str(&request.call().unwrap().body_mut().read_to_string().unwrap()).unwrap()
    }

    /// Imports a table; `meanwhile` is done again and again until it has ended. Answers the seconds from its start.
    fn import(&self, table: &[u8], mut meanwhile: impl FnMut()) -> f64 {
        let job = self.post("/workspaces/bench/imports/csv?name=rows", "text/csv", table);
        let id = job["id"].as_str().unwrap().to_owned();
        let began = Instant::now();
        self.json(&format!("/imports/{id}/start"), &json!({}));
        loop {
            meanwhile();
            let job = self.get(&format!("/imports/{id}"));
            match job["state"].as_str().unwrap() {
                "running" => std::thread::sleep(Duration::from_millis(20)),
                "done" => return began.elapsed().as_secs_f64(),
                state => panic!("{state}: {}", job["error"]),
            }
        }
    }
}

fn measure(engine: &str, server: &Server, rows: usize) {
    let mut api = Api {
        base: format!("http://{}/api/v1", server.address),
        token: String::new(),
    };
    let person = json!({ "email": "bench.import@example.org", "name": "Bench", "password": "a long and odd password" });
    api.token = api.json("/auth/register", &person)["access_token"].as_str().unwrap().to_owned();
    api.json("/workspaces", &json!({ "name": "Bench", "slug": "bench" }));
    let project = api.json("/workspaces/bench/projects", &json!({ "name": "Other" }));
    let path = format!("/projects/{}/tasks", project["id"].as_str().unwrap());
    let mut table = "Id,Title,Status,Priority,Labels,Due,Description\n".to_owned();
    for row in 0..rows {
        let (status, day) = (["Open", "Doing", "Done"][row % 3], row % 28 + 1);
        table.push_str(&format!(
            "{row},Row {row},{status},high,\"a{}, b\",2026-05-{day:02},Some words on row {row}\n",
            row % 20
        ));
    }
    let mut waits = Vec::new();
    let whole = api.import(table.as_bytes(), || {
        let began = Instant::now();
        api.json(&path, &json!({ "title": "Meanwhile" }));
        waits.push(began.elapsed().as_secs_f64() * 1_000.0);
    });
    let again = api.import(table.as_bytes(), || ());
    waits.sort_by(f64::total_cmp);
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    println!(
        "| {engine} | {:.0} | {whole:.1} | {again:.1} | {:.1} | {:.1} |",
        rows as f64 / whole,
        at(0.5),
        at(0.99)
    );
}
