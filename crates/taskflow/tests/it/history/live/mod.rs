//! Random histories that people live through on several devices, while networks break and servers end: by whatever
//! way it came there, each device's copy ends as a fresh snapshot, and those with the same rights agree.
//!
//! The servers are processes of their own: one on SQLite, two on PostgreSQL. Histories are numbers as elsewhere
//! (`step.rs`). By hand:
//!
//! * `TASKFLOW_LIVE_HISTORIES=100` plays so many, instead of 3;
//! * `TASKFLOW_LIVE_SEED=7` plays those of that seed (a failing run prints its own).

mod device;
mod world;

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use proptest::test_runner::{TestCaseError, TestCaseResult};

use super::step::{Step, histories};
use super::{place_of, runner, setting};
use crate::support::Engine;
use world::{HAPPENING, World};

const STEPS: usize = 60;

#[test]
fn sqlite() {
    play_all(
        Engine::Sqlite,
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/history/regressions/live-sqlite.txt"),
    );
}

#[test]
fn postgres() {
    play_all(
        Engine::Postgres,
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/history/regressions/live-postgres.txt"),
    );
}

fn play_all(engine: Engine, regressions: &'static str) {
    let seed = setting("TASKFLOW_LIVE_SEED").unwrap_or(3);
    let count = u32::try_from(setting("TASKFLOW_LIVE_HISTORIES").unwrap_or(3)).unwrap();
    println!("TASKFLOW_LIVE_SEED={seed}");
    let (began, played) = (Instant::now(), AtomicU32::new(0));
    runner(count, seed, Some(regressions))
        .run(&histories(STEPS, often()), |steps| {
            let told = play(engine, steps);
            let number = played.fetch_add(1, Ordering::Relaxed) + 1;
            println!("history {number} on {engine:?} after {} s", began.elapsed().as_secs());
            told
        })
        .unwrap_or_else(|error| panic!("TASKFLOW_LIVE_SEED={seed}: {error}"));
}

/// What most of a history is: work, what changes rights, and what happens to networks and servers.
fn often() -> Vec<u16> {
    let commands = [
        "create_task",
        "move_task",
        "update_task",
        "create_comment",
        "update_project",
        "move_project",
        "add_project_member",
        "remove_project_member",
        "update_member",
        "add_team_member",
    ];
    let happenings = [HAPPENING; 8];
    commands.map(place_of).into_iter().chain(happenings).collect()
}

/// Plays one history on a thread of its own: its panic is its failure.
fn play(engine: Engine, steps: Vec<Step>) -> TestCaseResult {
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(World::live(engine, &steps));
    });
    thread.join().map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        TestCaseError::fail(text.unwrap_or_else(|| "the history panicked".to_owned()))
    })
}
