//! `make bench ARGS=find`: filters, search, boards, one's own tasks and a bulk edit of 1,000 among 100,000 and 1,000,000 tasks, beside the same SQL
//! alone and a plain answer of the same server.
//!
//! Tasks are loaded by SQL, not through the API; their words are indexed by `taskflow search rebuild`, which is timed.
//! `TASKFLOW_BENCH_FIND=100000,1000000` says how many, `TASKFLOW_BENCH_SECONDS` how long a line takes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod bulk;
mod ceiling;
#[path = "../api/load.rs"]
mod load;
#[path = "../api/report.rs"]
mod report;
mod rows;
#[path = "../shared/mod.rs"]
mod shared;
mod world;

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use load::Load;
use report::Table;
use shared::{Database, Request, Server};
use world::World;

const CONNECTIONS: [usize; 2] = [1, 16];

fn main() {
    let seconds = std::env::var("TASKFLOW_BENCH_SECONDS").map_or(3.0, |text| text.parse().unwrap());
    let seconds = Duration::from_secs_f64(seconds);
    let sizes = std::env::var("TASKFLOW_BENCH_FIND").unwrap_or_else(|_| "100000,1000000".to_owned());
    let cores = std::thread::available_parallelism().unwrap();
    println!("## Finding: {cores} cores, {seconds:?} a line\n");
    let base = std::env::var("TASKFLOW_BENCH_DIR").unwrap_or_else(|_| ".".to_owned());
    for size in sizes.split(',').map(|size| size.trim().parse::<i64>().unwrap()) {
        let folder = tempfile::Builder::new().prefix("taskflow-find.").tempdir_in(&base).unwrap();
        let file = folder.path().join("find.db");
        measure("SQLite", &Database::Sqlite(file), folder.path(), size, seconds);
        match std::env::var("TASKFLOW_TEST_POSTGRES") {
            Ok(admin) => {
                let database = Database::create(&admin, &format!("find_{}_{size}", std::process::id()));
                measure("PostgreSQL", &database, folder.path(), size, seconds);
                database.drop(&admin);
            }
            Err(_) => println!("PostgreSQL was not measured: TASKFLOW_TEST_POSTGRES is not set."),
        }
    }
}

fn measure(engine: &str, database: &Database, folder: &Path, size: i64, seconds: Duration) {
    println!("### {engine}, {size} tasks\n");
    let url = database.url();
    let server = Server::start(folder, &url, &[]);
    let world = World::build(&server);
    drop(server);

    let started = Instant::now();
    rows::load(database, &world, size);
    println!("Rows loaded by SQL in {:.0} s.", started.elapsed().as_secs_f64());
    let started = Instant::now();
    let rebuilt = Command::new(env!("CARGO_BIN_EXE_taskflow"))
        .args(["search", "rebuild"])
        .env("TASKFLOW_DATA_DIR", folder)
        .env("TASKFLOW_DATABASE_URL", &url)
        .env("TASKFLOW_LOG_LEVEL", "warn")
        .output()
        .unwrap();
    assert!(rebuilt.status.success(), "{}", String::from_utf8_lossy(&rebuilt.stderr));
    println!(
        "`taskflow search rebuild`: {}, in {:.0} s.",
        String::from_utf8_lossy(&rebuilt.stdout).trim(),
        started.elapsed().as_secs_f64()
    );
    database.settle();
    println!("Database: {:.0} MB.\n", database.megabytes());

    let server = Server::start(folder, &url, &[]);
    let mut table = Table::default();
    for connections in CONNECTIONS {
        let mut run = |name: &str, request: &(dyn Fn(usize, usize) -> Request + Sync)| {
            let line = Load { server: &server, connections, time: seconds }.run(request);
            table.push(name, connections, line);
        };
        run("hello JSON (ceiling)", &|_, _| Request::get("/health/live", ""));
        for (name, paths) in world.questions() {
            run(name, &|worker, n| world.ask(&paths, worker * 7 + n));
        }
    }
    println!("{table}");
    println!("Memory after the load: {:.1} MB.\n", server.memory_mb());
    bulk::print(&server, database, &world, seconds);
    drop(server);
    ceiling::print(database, &world, seconds);
}
