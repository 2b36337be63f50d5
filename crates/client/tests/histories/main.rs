//! Random histories of one copy: people write, rights come and go, connections break, answers are late, backups are
//! restored. Whatever the order, once everything has come the copy is what a fresh one would be.
//!
//! A run takes fresh seeds. TASKFLOW_HISTORY_SEED repeats the history that failed and says what happens in the world.
//! TASKFLOW_HISTORY_CASES names a folder: histories are written there in the form of `cases/`, for another client.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod client;
mod reading;
mod run;
mod socket;
mod world;

use std::path::{Path, PathBuf};

use run::Run;

const HISTORIES: usize = 4_000;
/// How many are written down.
const CASES: usize = 200;

#[test]
fn every_history_ends_in_what_a_fresh_copy_holds() {
    let cases = std::env::var_os("TASKFLOW_HISTORY_CASES").map(PathBuf::from);
    if let Ok(seed) = std::env::var("TASKFLOW_HISTORY_SEED") {
        return end(seed.parse().expect("a number"), true, cases.as_deref());
    }
    for number in 0..HISTORIES {
        end(fastrand::u64(..), false, cases.as_deref().filter(|_| number < CASES));
    }
}

fn end(seed: u64, aloud: bool, cases: Option<&Path>) {
    let mut run = Run::new(seed, aloud, cases.is_some());
    run.rage();
    let wrong = run.settle();
    if let (Some(folder), Some(case)) = (cases, run.case(seed)) {
        std::fs::write(folder.join(format!("{seed}.json")), case.to_string()).unwrap();
    }
    assert!(wrong.is_empty(), "TASKFLOW_HISTORY_SEED={seed}\n{}", wrong.join("\n"));
}
