//! How SQLite goes about statements, whatever the sizes of tables: none goes through one whole that need not. What composed
//! ones do is tested beside the lists (`task/queries/list.rs`), what PostgreSQL does in `task/queries/tests`.

use std::collections::{HashMap, HashSet};

use taskflow_db::{Engine, Part, Sql, Value, registered};

use super::open;
use crate::support::{Database, Engine as On};

/// Statements that go through a table, and why.
const WHOLE: &[(&str, &str)] = &[
    (
        "auth::store::accounts::ACCOUNTS_BY_NAME",
        "the admin looks for a part of a name or an address",
    ),
    ("auth::store::accounts::COUNT_ACCOUNTS", "as above"),
    ("workspace::store::all::ALL_WORKSPACES", "as above"),
    ("workspace::store::all::COUNT_WORKSPACES", "as above"),
    ("auth::store::users::ANY_USER", "ends at the first"),
    ("auth::store::sessions::ENDED_SESSIONS", "sessions: some for each person, once a minute"),
    ("auth::store::tokens::ENDED_TOKENS", "as above, of API tokens"),
    ("auth::store::outbox::WAITING_MAIL", "an index of what waits alone"),
    ("task::search::store::fill::BEHIND", "has two rows at most"),
    ("task::search::store::fill::EMPTY", "empties the index, in parts"),
    ("transfer::store::jobs::EXPIRE", "imports: some for each workspace"),
    ("transfer::store::jobs::ORPHANS", "as above"),
    ("mail::store::COUNT", "counts all for the admin"),
    ("event::store::RAISE_EPOCHS", "of every stream, after a restore"),
    ("event::store::TALLY", "a figure of all streams"),
    ("event::works::store::consumer::BEGIN_NOW", "of every stream, once for each new consumer"),
    ("event::works::store::consumer::SKIP_TO", "consumers are few"),
    ("event::works::store::delivery::FORGET_DEAD", "an index of what was given up alone"),
    ("event::works::store::standing::WAITING", "indexes of what is counted alone"),
    ("event::works::store::standing::STANDINGS", "a figure of all streams"),
];

fn is_name(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

/// The table behind each name that a statement gives one.
fn called(text: &str) -> HashMap<&str, &str> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let names = words
        .windows(3)
        .filter(|words| matches!(words[0], "FROM" | "JOIN" | "INTO" | "UPDATE"));
    names
        .filter(|words| is_name(words[1]) && is_name(words[2]))
        .map(|words| (words[2], words[1]))
        .collect()
}

/// The tables that a plan goes through whole, or through an index of theirs.
fn gone_through<'a>(plan: &'a [String], text: &'a str, tables: &HashSet<String>) -> Vec<&'a str> {
    let called = called(text);
    let scanned = plan.iter().filter_map(|step| step.strip_prefix("SCAN "));
    // What is found by words is looked up.
    let scanned = scanned.filter(|step| !(step.contains("VIRTUAL TABLE") && step.contains(":M")));
    scanned
        .filter_map(|step| step.split(' ').next())
        .map(|name| called.get(name).copied().unwrap_or(name))
        .filter(|name| tables.contains(*name))
        .collect()
}

#[tokio::test]
async fn no_table_is_gone_through_whole() {
    let database = Database::create(On::Sqlite);
    let db = open(&database);
    let asked = Sql::compose(&[Part::Text("SELECT name FROM sqlite_master WHERE type = 'table'")]);
    let rows: Result<_, taskflow_db::Error> = db.read(move |tx| tx.all(&asked, &[])).await;
    let tables: HashSet<String> = rows.unwrap().iter().map(|row| row.get(0).unwrap()).collect();
    let mut excused: HashSet<&str> = WHOLE.iter().map(|(name, _)| *name).collect();
    let (mut count, mut faults) = (0, Vec::new());
    for sql in registered().filter(|sql| sql.name().starts_with("taskflow::")) {
        let text = sql.text(Engine::Sqlite);
        let params = (1..).take_while(|number| text.contains(&format!("${number}"))).count();
        // Statements are made of static texts only; a test may leak one.
        let explain = Sql::compose(&[Part::Text(format!("EXPLAIN QUERY PLAN {text}").leak())]);
        let rows = db.read(move |tx| tx.all(&explain, &vec![Value::Null; params])).await;
        let rows: Result<_, taskflow_db::Error> = rows;
        let rows = rows.unwrap_or_else(|error| panic!("{}: {error}", sql.name()));
        let plan: Vec<String> = rows.iter().map(|row| row.get(3).unwrap()).collect();
        count += 1;
        let name = sql.name().trim_start_matches("taskflow::");
        let whole = gone_through(&plan, text, &tables);
        if !whole.is_empty() && !excused.remove(name) {
            faults.push(format!("{name} goes through {whole:?}\n{text}\n{}", plan.join("\n")));
        }
    }
    db.close();
    assert!(count > 400, "only {count} statements are registered");
    assert!(faults.is_empty(), "{} statements:\n\n{}", faults.len(), faults.join("\n\n"));
    assert!(excused.is_empty(), "no longer needs an excuse: {excused:?}");
}

#[test]
fn a_table_gone_through_is_noticed() {
    let tables = HashSet::from(["task".to_owned(), "search_text".to_owned()]);
    let whole = |step: &str, text: &str| gone_through(&[step.to_owned()], text, &tables).len();
    assert_eq!(whole("SCAN t USING INDEX task_x", "SELECT 1 FROM task t WHERE t.x > $1"), 1);
    assert_eq!(whole("SCAN task", "DELETE FROM task WHERE x = $1"), 1);
    assert_eq!(whole("SEARCH t USING INDEX task_x (x=?)", "SELECT 1 FROM task t WHERE t.x = $1"), 0);
    assert_eq!(whole("SCAN up", "WITH up AS (…) SELECT 1 FROM up"), 0);
    assert_eq!(whole("SCAN search_text VIRTUAL TABLE INDEX 0:M1", "SELECT 1 FROM search_text"), 0);
}
