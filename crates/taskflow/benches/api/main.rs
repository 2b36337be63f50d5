//! `make bench ARGS=api`: the real server under load, beside the ceilings of the same machine in the same run.
//!
//! Prints Markdown tables; docs/PERFORMANCE.md keeps a run. Nothing here asserts a time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod ceiling;
mod load;
mod report;
#[path = "../shared/mod.rs"]
mod shared;
mod world;

use std::time::Duration;

use load::Load;
use report::{Line, Table};
use shared::{Request, Server};
use world::World;

/// How many connections each measurement is made with.
const CONNECTIONS: [usize; 3] = [1, 32, 64];

fn main() {
    let seconds = Duration::from_secs_f64(number("TASKFLOW_BENCH_SECONDS", 3.0));
    let large = number("TASKFLOW_BENCH_TASKS", 100_000.0) as usize;
    println!(
        "## {} cores, {seconds:?} a line, lists of 1,000 and {large}\n",
        std::thread::available_parallelism().unwrap()
    );
    let folder = tempfile::Builder::new().prefix("taskflow-bench.").tempdir_in(folder()).unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("bench.db").display());
    measure("SQLite", &sqlite, folder.path(), seconds, large);
    match std::env::var("TASKFLOW_TEST_POSTGRES") {
        Ok(url) => {
            let name = format!("bench_{}", std::process::id());
            taskflow_db::admin_execute(
                &taskflow_db::Options::new(url.clone()),
                &format!("CREATE DATABASE {name}"),
            )
            .unwrap();
            let own = format!("{}/{name}", url.rsplit_once('/').unwrap().0);
            measure("PostgreSQL", &own, folder.path(), seconds, large);
            taskflow_db::admin_execute(
                &taskflow_db::Options::new(url.clone()),
                &format!("DROP DATABASE {name} WITH (FORCE)"),
            )
            .unwrap();
        }
        Err(_) => println!("PostgreSQL was not measured: TASKFLOW_TEST_POSTGRES is not set."),
    }
}

fn number(name: &str, default: f64) -> f64 {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

/// On the disk that a server would use, not in memory.
fn folder() -> String {
    std::env::var("TASKFLOW_BENCH_DIR").unwrap_or_else(|_| ".".to_owned())
}

fn measure(engine: &str, database: &str, folder: &std::path::Path, seconds: Duration, large: usize) {
    println!("### {engine}\n");
    let fresh = Server::start(folder, database, &[]);
    println!("First start, with all migrations: {:.0} ms to the first answer.", fresh.start_ms());
    drop(fresh);
    let server = Server::start(folder, database, &[]);
    println!(
        "Start: {:.0} ms to the first answer. Idle memory: {:.1} MB.\n",
        server.start_ms(),
        server.memory_mb()
    );
    let world = World::build(&server, large);

    let mut table = Table::default();
    let mut run = |name: &str, connections: usize, request: &(dyn Fn(usize, usize) -> Request + Sync)| {
        let line = Load { server: &server, connections, time: seconds }.run(request);
        table.push(name, connections, line);
    };
    for connections in CONNECTIONS {
        run("hello JSON (ceiling)", connections, &|_, _| Request::get("/health/live", ""));
        run("GET a task", connections, &|worker, n| world.get(worker, n));
        run("list 50 of 1,000", connections, &|_, _| world.list(&world.small));
        run(&format!("list 50 of {large}"), connections, &|_, _| world.list(&world.large));
        run("create", connections, &|worker, n| world.create(worker, n));
        run("update", connections, &|worker, n| world.update(worker, n));
        run("move", connections, &|worker, n| world.move_between(worker, n));
    }
    println!("{table}");
    println!("Memory after the load: {:.1} MB.\n", server.memory_mb());
    drop(server);
    ceiling::print(engine, database, folder, seconds);
}

/// One measurement, for [`Table`].
pub type Measured = Line;
