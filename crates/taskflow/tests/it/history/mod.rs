//! Random histories of everything that people can change, each on a database of its own.
//!
//! A history is a list of plain numbers (`step.rs`) that gets its meaning from what is there when it is played, so that
//! any part of it is a history, too, and a failing one shrinks. Numbers of failing histories are kept in `regressions/`
//! and played first from then on. By hand:
//!
//! * `TASKFLOW_HISTORIES=500` plays so many, instead of 12;
//! * `TASKFLOW_HISTORY_SEED=7` plays those of that seed (a failing run prints its own).

pub mod carried;
mod commands;
mod known;
mod live;
mod play;
mod seen;
mod step;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError};

use commands::{COMMANDS, EXCUSED};
use play::{History, Used};
use proptest::strategy::Strategy;
use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestCaseResult, TestRng, TestRunner,
};
use step::{Step, histories, histories_of};

use crate::sound;
use crate::support::{Engine, run};

const STEPS: usize = 80;
/// Histories played to shorten a failing one.
const SHRINKS: u32 = 200;

#[test]
fn sqlite() {
    play_all(
        Engine::Sqlite,
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/history/regressions/sqlite.txt"),
    );
}

#[test]
fn postgres() {
    play_all(
        Engine::Postgres,
        concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/history/regressions/postgres.txt"),
    );
}

fn setting(name: &str) -> Option<u64> {
    std::env::var(name)
        .ok()
        .map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is no number")))
}

fn play_all(engine: Engine, regressions: &'static str) {
    // The same histories in every run, unless others are asked for: a change is judged by what it changed.
    let seed = setting("TASKFLOW_HISTORY_SEED").unwrap_or(7);
    let count = u32::try_from(setting("TASKFLOW_HISTORIES").unwrap_or(12)).unwrap();
    let used = Used::default();
    println!("TASKFLOW_HISTORY_SEED={seed}");
    runner(count, seed, Some(regressions))
        .run(&histories(STEPS, often()), |steps| play(engine, &used, steps))
        .unwrap_or_else(|error| panic!("TASKFLOW_HISTORY_SEED={seed}: {error}"));
    fill_up(engine, &used, seed);
}

/// What most of the work is.
fn often() -> Vec<u16> {
    [
        "create_task",
        "create_task",
        "move_task",
        "update_task",
        "create_comment",
        "create_relation",
    ]
    .map(place_of)
    .to_vec()
}

fn place_of(command: &str) -> u16 {
    let at = COMMANDS.iter().position(|(name, _)| *name == command);
    let at = at.unwrap_or_else(|| panic!("{command} changes something, and no step of a history does it"));
    u16::try_from(at).unwrap()
}

fn runner(count: u32, seed: u64, regressions: Option<&'static str>) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let kept = regressions.map_or(FileFailurePersistence::Off, FileFailurePersistence::Direct);
    let config = Config {
        cases: count,
        failure_persistence: Some(Box::new(kept)),
        source_file: Some(file!()),
        max_shrink_iters: SHRINKS,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

/// Plays one history: on a thread whose name tells its panics from those of others.
fn play(engine: Engine, used: &Used, steps: Vec<Step>) -> TestCaseResult {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let name = format!("history {} on {engine:?}", NEXT.fetch_add(1, Ordering::Relaxed));
    let used = Arc::clone(used);
    let thread = std::thread::Builder::new().name(name).spawn(move || {
        run(
            engine,
            |_| (),
            |app| async move {
                let history = History::begin(app.clone(), used).await;
                history.play(&steps).await;
                let mut faults = sound::faults(&app).await;
                faults.extend(seen::faults(&history).await);
                assert!(faults.is_empty(), "after the history:\n{}", faults.join("\n"));
            },
        );
    });
    thread.unwrap().join().map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        TestCaseError::fail(text.unwrap_or_else(|| "the history panicked".to_owned()))
    })
}

/// Every operation that changes something was used. What chance left out is played some more.
fn fill_up(engine: Engine, used: &Used, seed: u64) {
    let mutating = mutating(engine);
    for round in 1..=30 {
        let missing = missing(&mutating, used);
        if missing.is_empty() {
            return;
        }
        let commands = missing.iter().map(|name| place_of(name));
        runner(1, seed.wrapping_add(round), None)
            .run(&histories_of(commands.collect(), often()).no_shrink(), |steps| play(engine, used, steps))
            .unwrap_or_else(|error| panic!("TASKFLOW_HISTORY_SEED={seed}: {error}"));
    }
    let missing = missing(&mutating, used);
    assert!(missing.is_empty(), "no history ever succeeded in {missing:?}");
}

fn missing(mutating: &BTreeSet<String>, used: &Used) -> Vec<String> {
    let used = used.lock().unwrap_or_else(PoisonError::into_inner);
    mutating.iter().filter(|name| !used.contains(name.as_str())).cloned().collect()
}

/// The operations of the server's description that are no reads, but those that are excused.
fn mutating(engine: Engine) -> BTreeSet<String> {
    let (send, receive) = std::sync::mpsc::channel();
    run(
        engine,
        |_| (),
        |app| async move {
            let document = app.anonymous().get("/api/v1/openapi.json").await.status(200);
            let paths = document.at("/paths").as_object().unwrap().values();
            let methods = paths.flat_map(|item| item.as_object().unwrap());
            let changes = methods.filter(|(method, operation)| operation.is_object() && *method != "get");
            let names = changes.map(|(_, operation)| operation["operationId"].as_str().unwrap().to_owned());
            send.send(names.collect::<BTreeSet<String>>()).unwrap();
        },
    );
    let mut names = receive.recv().unwrap();
    for (name, reason) in EXCUSED {
        assert!(names.remove(*name), "{name} is excused ({reason}), and there is no such operation");
    }
    names
}
