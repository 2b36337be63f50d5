//! `make bench ARGS=consume`: what happens by itself, beside the ceilings of the same machine in the same run.
//!
//! Entries pile up while nothing runs but the API, as in a stop of ten minutes; then each role has to catch up, alone and all
//! together. Prints Markdown tables; docs/PERFORMANCE.md keeps a run. Nothing here asserts a time.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod ceiling;
mod latency;
mod reminders;
#[path = "../shared/mod.rs"]
mod shared;
mod world;

use std::path::Path;
use std::time::{Duration, Instant};

use shared::{Connection, Database, Request, Server};
use world::World;

/// Each role, with its consumer.
const ROLES: [(&str, &str); 3] =
    [("notifications", "notifications"), ("webhooks", "webhooks"), ("automation", "automation")];

fn main() {
    let events = number("TASKFLOW_BENCH_EVENTS", 100_000.0) as usize;
    let samples = number("TASKFLOW_BENCH_SAMPLES", 500.0) as usize;
    println!("## {} cores, {events} entries piled up\n", std::thread::available_parallelism().unwrap());
    let folder = tempfile::Builder::new().prefix("taskflow-bench.").tempdir_in(folder()).unwrap();
    // Each with a folder of its own for what is mailed.
    let place = |name: &str| {
        let place = folder.path().join(name);
        std::fs::create_dir(&place).unwrap();
        place
    };
    let own = place("sqlite");
    measure("SQLite", &Database::Sqlite(own.join("bench.db")), &own, events, samples);
    match std::env::var("TASKFLOW_TEST_POSTGRES") {
        Ok(admin) => {
            let database = Database::create(&admin, &format!("consume_{}", std::process::id()));
            measure("PostgreSQL", &database, &place("postgres"), events, samples);
            database.drop(&admin);
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

/// A server that runs these roles, `api` among them.
fn server(folder: &Path, database: &Database, roles: &str) -> Server {
    let address = shared::free_address();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_taskflow"));
    command
        .args(["serve", "--roles", roles])
        .env("TASKFLOW_LISTEN", &address)
        .env("TASKFLOW_DATA_DIR", folder)
        .env("TASKFLOW_DATABASE_URL", database.url())
        .env("TASKFLOW_LIMITS_PER_USER_PER_MINUTE", "0")
        .env("TASKFLOW_LIMITS_PER_ADDRESS_PER_MINUTE", "0")
        .env("TASKFLOW_LIMITS_SIGN_IN_PER_ADDRESS_PER_MINUTE", "0")
        .env("TASKFLOW_LOG_LEVEL", "warn");
    Server::run(&mut command, address)
}

fn measure(engine: &str, database: &Database, folder: &Path, events: usize, samples: usize) {
    println!("### {engine}\n");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    // Consumers that were never there would begin behind what piles up.
    let first = server(folder, database, "api,mail,notifications,webhooks,automation");
    let world = runtime.block_on(World::build(&first, folder));
    runtime.block_on(caught_up(&first, ROLES.map(|(_, consumer)| consumer).as_slice()));
    runtime.block_on(latency::print(&first, &world, samples));
    runtime.block_on(reminders::print(&first, &world));
    drop(first);

    println!("| Catching up | entries/s | of the bare read | seconds | server CPU µs an entry |");
    println!("|---|---:|---:|---:|---:|");
    pile(&runtime, folder, database, &world, events);
    let bare = ceiling::read(database, &world.workspace);
    for (role, consumer) in ROLES {
        let (secs, cpu) = catch_up(&runtime, folder, database, role, &[consumer]);
        line(&format!("role {role}"), events, secs, cpu, bare);
    }
    pile(&runtime, folder, database, &world, events);
    let all = ROLES.map(|(_, consumer)| consumer);
    let (secs, cpu) = catch_up(&runtime, folder, database, "notifications,webhooks,automation", &all);
    line("all three in one process", events, secs, cpu, bare);
    println!(
        "| the same log, read bare in pages of 200 (ceiling) | {bare:.0} | 100 % | {:.1} | |",
        events as f64 / bare
    );
    println!("\n{}\n", ceiling::write(database));
    println!(
        "Inbox rows at the end: {}. Database: {:.0} MB.\n",
        ceiling::inbox_rows(database),
        database.megabytes()
    );
}

fn line(name: &str, events: usize, secs: f64, cpu: f64, bare: f64) {
    let rate = events as f64 / secs;
    println!(
        "| {name} | {rate:.0} | {:.0} % | {secs:.1} | {:.0} |",
        rate / bare * 100.0,
        cpu * 1e6 / events as f64
    );
}

/// Entries that only the API knows of, then an orderly end.
fn pile(runtime: &tokio::runtime::Runtime, folder: &Path, database: &Database, world: &World, events: usize) {
    let api = server(folder, database, "api");
    let started = Instant::now();
    runtime.block_on(world.pile(&api, events));
    eprintln!("{events} entries in {:.0} s", started.elapsed().as_secs_f64());
    drop(api);
    database.settle();
}

/// Seconds from the start of the process until nothing is left to read, and the CPU time of that.
fn catch_up(
    runtime: &tokio::runtime::Runtime,
    folder: &Path,
    database: &Database,
    roles: &str,
    consumers: &[&str],
) -> (f64, f64) {
    let started = Instant::now();
    let server = server(folder, database, &format!("api,{roles}"));
    runtime.block_on(caught_up(&server, consumers));
    let (secs, cpu) = (started.elapsed().as_secs_f64(), server.cpu_secs());
    eprintln!("{roles}: {secs:.1} s");
    (secs, cpu)
}

/// Waits until these consumers have read everything, as the metrics tell.
async fn caught_up(server: &Server, consumers: &[&str]) {
    let mut connection = Connection::open(&server.address).await;
    let began = Instant::now();
    loop {
        let page = connection.send(&Request::get("/metrics", "")).await;
        let page = String::from_utf8(page.body).unwrap();
        let left = |consumer: &&str| -> f64 {
            let name = format!("taskflow_consumer_lag{{consumer=\"{consumer}\"}} ");
            let line = page.lines().find_map(|line| line.strip_prefix(&name));
            // Before it was ever there it has everything to read.
            line.map_or(f64::INFINITY, |figure| figure.parse().unwrap())
        };
        // Entries that are of no use are passed without writing down that they were.
        if consumers.iter().all(|consumer| left(consumer) < 2_000.0) {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(1_800), "they do not catch up");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
