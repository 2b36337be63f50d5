//! Random filters: SQL and memory must agree, whatever they are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::{both_ways, furnish, table};

/// Random comparisons with the table's custom fields.
fn custom() -> impl Strategy<Value = String> {
    let words = |words: &'static [&'static str]| prop::sample::select(words);
    let equal = || prop::sample::select(&["=", "!="][..]);
    let order = || prop::sample::select(&["=", "!=", "<", "<=", ">", ">="][..]);
    prop_oneof![
        (equal(), words(&["Blue", "red", "null"])).prop_map(|(c, v)| format!("field.Team {c} {v}")),
        (equal(), words(&["door", "wheel", "null"])).prop_map(|(c, v)| format!("field.Parts {c} {v}")),
        (order(), words(&["5", "-0.5", "0", "1e3"])).prop_map(|(c, v)| format!("field.Points {c} {v}")),
        (order(), words(&["today", "tomorrow", "2031-01-01"]))
            .prop_map(|(c, v)| format!("field.\"Review on\" {c} {v}")),
        (words(&["=", "!=", "~"]), words(&["all", "\"ALL of it\"", "%", "Ü"]))
            .prop_map(|(c, v)| format!("field.note {c} {v}")),
        (equal(), words(&["me", "mia", "null"])).prop_map(|(c, v)| format!("field.Helper {c} {v}")),
        words(&[
            "field.Link ~ login",
            "field.Link is null",
            "field.Points is not null",
            "field.Parts in (door, null)"
        ])
        .prop_map(str::to_owned),
    ]
}

/// Random filters over the table's people, tags and days.
fn filters() -> impl Strategy<Value = String> {
    let words = |words: &'static [&'static str]| prop::sample::select(words);
    let equal = || prop::sample::select(&["=", "!="][..]);
    let order = || prop::sample::select(&["=", "!=", "<", "<=", ">", ">="][..]);
    let days = words(&[
        "today",
        "yesterday",
        "tomorrow",
        "today+5d",
        "start_of_week",
        "end_of_month",
        "2031-01-01",
        "today-2w",
    ]);
    let leaf = prop_oneof![
        words(&["open", "done", "overdue", "blocked", "recurring", "subtask"])
            .prop_map(|flag| format!("is {flag}")),
        (order(), words(&["none", "low", "medium", "high", "urgent"]))
            .prop_map(|(c, v)| format!("priority {c} {v}")),
        (equal(), words(&["me", "mia", "null"])).prop_map(|(c, v)| format!("assignee {c} {v}")),
        (equal(), words(&["bug", "docs", "null"])).prop_map(|(c, v)| format!("tag {c} {v}")),
        (equal(), words(&["current", "next", "previous", "\"Sprint B\"", "null"]))
            .prop_map(|(c, v)| format!("cycle {c} {v}")),
        (equal(), words(&["1.0", "\"Öffentliche Beta\"", "null"]))
            .prop_map(|(c, v)| format!("milestone {c} {v}")),
        (equal(), words(&["Done", "\"To do\"", "Backlog"])).prop_map(|(c, v)| format!("status {c} {v}")),
        (order(), days.clone()).prop_map(|(c, v)| format!("due {c} {v}")),
        (order(), days.clone()).prop_map(|(c, v)| format!("start {c} {v}")),
        (order(), days).prop_map(|(c, v)| format!("completed {c} {v}")),
        (order(), words(&["0", "3.5", "-1", "10"])).prop_map(|(c, v)| format!("estimate {c} {v}")),
        (equal(), words(&["due", "start", "estimate", "parent", "completed", "milestone", "cycle"]))
            .prop_map(|(c, f)| format!("{f} {c} null")),
        (equal(), words(&["WEB-1", "web-3", "WEB-7"])).prop_map(|(c, v)| format!("key {c} {v}")),
        (equal(), words(&["WEB-3", "WEB-1"])).prop_map(|(c, v)| format!("parent {c} {v}")),
        (order(), words(&["1", "4", "0", "99"])).prop_map(|(c, v)| format!("number {c} {v}")),
        (equal(), words(&["web", "me"])).prop_map(|(c, v)| match v {
            "me" => format!("creator {c} me"),
            project => format!("project {c} {project}"),
        }),
        (
            words(&["created", "updated"]),
            order(),
            words(&["today", "now-1h", "yesterday", "now+1h"])
        )
            .prop_map(|(f, c, v)| format!("{f} {c} {v}")),
        (equal(), words(&["Plain", "\"call again\"", "shipped"])).prop_map(|(c, v)| format!("title {c} {v}")),
        custom(),
        words(&["a", "call", "%", "_", "ü", "Ü", "THE"]).prop_map(|word| format!("text ~ \"{word}\"")),
        words(&[
            "due < now",
            "due >= now",
            "due < now-1d",
            "tag in (bug, null)",
            "status.category not-in (done, todo)"
        ])
        .prop_map(str::to_owned),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|a| format!("not ({a})")),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|all| format!("({})", all.join(" and "))),
            prop::collection::vec(inner, 1..4).prop_map(|any| format!("({})", any.join(" or "))),
        ]
    })
}

on_both! {
    async fn sql_and_memory_agree_on_random_filters(app: TestApp) {
        let (desk, ids) = furnish(&app, &table()).await;
        let blocked = BTreeSet::from([ids["waiting"]]);
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let (mut found, mut left_out) = (0, 0);
        for _ in 0..150 {
            let filter = filters().new_tree(&mut runner).unwrap().current();
            let (sql, memory) = both_ways(&desk, &filter, &blocked).await;
            assert_eq!(sql, memory, "{filter}");
            found += sql.len();
            left_out += ids.len() - sql.len();
        }
        assert!(found > 100 && left_out > 100, "the filters tell something: {found} found, {left_out} not");
    }
}
