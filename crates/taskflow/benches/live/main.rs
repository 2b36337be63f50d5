//! `make bench ARGS=live`: sockets beside a bare broadcast over WebSockets, in the same run and with the same load.
//!
//! Prints Markdown tables; docs/PERFORMANCE.md keeps a run. Nothing here asserts a time. Load and server share the cores.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_methods)]

mod bare;
mod crowd;
mod frames;
mod measure;
mod receipts;
mod report;
#[path = "../shared/mod.rs"]
mod shared;
mod socket;
mod target;
mod world;

use std::path::Path;
use std::time::Duration;

use report::{Report, Tables};
use shared::Server;
use target::Target;
use world::World;

fn main() {
    if bare::is_wanted() {
        return bare::serve();
    }
    let seconds = std::env::var("TASKFLOW_BENCH_SECONDS").map_or(5.0, |text| text.parse().unwrap());
    let time = Duration::from_secs_f64(seconds);
    let cores = std::thread::available_parallelism().unwrap();
    println!("## Live, {cores} cores, {time:?} a line\n");
    let folder = tempfile::Builder::new().prefix("taskflow-live.").tempdir_in(folder()).unwrap();

    let ours = taskflow(folder.path(), time);
    let theirs = bare(folder.path(), &ours.frame, time);
    println!("{}", Tables { ours, theirs });
}

fn taskflow(folder: &Path, time: Duration) -> Report {
    let database = format!("sqlite:{}", folder.join("live.db").display());
    let server = Server::start(folder, &database, &world::SETTINGS);
    block_on(async {
        let world = World::build(&server, folder).await;
        measure::all(&mut Target::taskflow(server, world), time).await
    })
}

fn bare(folder: &Path, frame: &str, time: Duration) -> Report {
    let server = bare::start(folder, frame);
    block_on(async { measure::all(&mut Target::bare(server), time).await })
}

/// On this thread alone: the other core is the server's.
fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, work)
}

/// On the disk that a server would use, not in memory.
fn folder() -> String {
    std::env::var("TASKFLOW_BENCH_DIR").unwrap_or_else(|_| ".".to_owned())
}
