//! Random histories of one copy: people write, rights come and go, connections break, answers are late. Whatever the
//! order, once everything has come the copy is what a fresh one would be.
//!
//! A run takes fresh seeds. TASKFLOW_HISTORY_SEED repeats the history that failed, and says each of its steps.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod reading;
mod run;
mod socket;
mod world;

use run::Run;

const HISTORIES: u64 = 4_000;

#[test]
fn every_history_ends_in_what_a_fresh_copy_holds() {
    if let Ok(seed) = std::env::var("TASKFLOW_HISTORY_SEED") {
        return end(seed.parse().expect("a number"), true);
    }
    for _ in 0..HISTORIES {
        end(fastrand::u64(..), false);
    }
}

fn end(seed: u64, aloud: bool) {
    let mut run = Run::new(seed, aloud);
    run.rage();
    let wrong = run.settle();
    assert!(wrong.is_empty(), "TASKFLOW_HISTORY_SEED={seed}\n{}", wrong.join("\n"));
}
