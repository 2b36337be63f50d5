//! The rules of the code's shape (docs/ARCHITECTURE.md), read off the source itself. A failure prints the rule's text
//! and each line that breaks it. Every rule has a small bad sample beside it that shows it can fail.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod layers;
mod paths;
mod places;
mod shape;
mod source;
mod sql;

use source::{Source, crates_root, load};

/// Asserts that nothing in `found` stands against `rule`.
fn hold(rule: &str, found: Vec<String>) {
    assert!(found.is_empty(), "\n\n  RULE  {rule}\n\n{}\n", found.join("\n"));
}

/// The own code of every crate, without its tests.
fn sources() -> Vec<Source> {
    let all: Vec<Source> = load(&crates_root()).into_iter().filter(|s| s.path.contains("/src/")).collect();
    assert!(
        all.len() > 50,
        "only {} source files found: is the checker looking in the right place?",
        all.len()
    );
    all
}

#[test]
fn layers_point_one_way() {
    hold(layers::ORDER, layers::against_order(&sources()));
}

#[test]
fn services_meet_at_their_mod_rs() {
    hold(layers::DOORS, layers::past_the_door(&sources()));
}

#[test]
fn the_crates_beside_the_server_know_nothing_of_it() {
    hold(layers::BESIDE, layers::product_beside(&sources()));
}

#[test]
fn sql_stands_in_stores() {
    hold(sql::STORES, sql::outside_stores(&sources()));
}

#[test]
fn a_table_belongs_to_one_service() {
    hold(sql::OWNERS, sql::with_two_owners(&sources()));
}

#[test]
fn the_web_framework_stays_at_the_edge() {
    hold(places::WEB, places::web_inside(&sources()));
}

#[test]
fn time_ids_and_chance_come_from_the_context() {
    hold(places::GLOBALS, places::globals(&sources()));
}

#[test]
fn each_file_does_its_own_work() {
    hold(places::ROLES, places::out_of_role(&sources()));
}

#[test]
fn files_are_short() {
    hold(shape::LENGTH, shape::too_long(&load(&crates_root())));
}

#[test]
fn files_are_named_for_their_idea() {
    hold(shape::NAMES, shape::nameless(&load(&crates_root())));
}
