//! Where SQL may stand, and who writes which table.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Kind, Source};

pub const STORES: &str = "SQL stands only in store.rs (or store/*.rs), each text registered with `sql!`.";

pub const OWNERS: &str =
    "A table belongs to one service: only that one inserts, updates and deletes its rows.";

pub fn outside_stores(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources
        .iter()
        .filter(|s| s.is_product() && !s.is("store") && !s.is("migrations"))
    {
        for (at, token) in source.tokens.iter().enumerate() {
            let what = match &token.kind {
                Kind::Ident(name) if name == "sql" && source.kind(at + 1) == Some(&Kind::Punct('!')) => {
                    "sql!"
                }
                Kind::Ident(name) if name == "Sql" && makes_sql(source, at) => "Sql made by hand",
                Kind::Text(text) if is_statement(text) => text,
                _ => continue,
            };
            found.push(format!("{}: {}", source.at(token.line), what.chars().take(60).collect::<String>()));
        }
    }
    found
}

/// `Sql::new`, `Sql::fork`, `Sql::compose`.
fn makes_sql(source: &Source, at: usize) -> bool {
    source.kind(at + 1) == Some(&Kind::Sep)
        && matches!(source.ident(at + 2), Some("new" | "fork" | "compose"))
}

fn is_statement(text: &str) -> bool {
    ["SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ", "WITH "]
        .iter()
        .any(|verb| text.trim_start().starts_with(verb))
}

/// The tables a text writes.
fn written(text: &str) -> Vec<String> {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|w| !w.is_empty())
        .collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |i| words[i]);
        let table = match (*word, words.get(at + 1)) {
            ("INSERT", Some(&"INTO")) | ("DELETE", Some(&"FROM")) => words.get(at + 2),
            // Not `FOR UPDATE`, `FOR NO KEY UPDATE`, `DO UPDATE SET`.
            ("UPDATE", next) if !matches!(before, "FOR" | "KEY" | "DO" | "ON") => next,
            _ => None,
        };
        found.extend(
            table
                .filter(|t| t.starts_with(|c: char| c.is_ascii_lowercase()))
                .map(|t| (*t).to_owned()),
        );
    }
    found
}

pub fn with_two_owners(sources: &[Source]) -> Vec<String> {
    let mut owners: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for source in sources.iter().filter(|s| s.is_product() && s.is("store")) {
        let Some(&service) = source.module().first() else {
            continue;
        };
        for (_, text) in source.texts() {
            for table in written(text) {
                owners.entry(table).or_default().insert(service);
            }
        }
    }
    let shared = owners.into_iter().filter(|(_, services)| services.len() > 1);
    shared
        .map(|(table, services)| format!("  {table} is written by {services:?}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, code: &str) -> Source {
        Source::new(&format!("crates/taskflow/src/{path}"), code)
    }

    #[test]
    fn sql_outside_a_store_is_found() {
        let bad = |path, code| outside_stores(&[file(path, code)]).len();
        assert_eq!(bad("task/queries.rs", "sql!(FIND, \"SELECT 1\");"), 2);
        assert_eq!(
            bad(
                "task/commands/create.rs",
                "fn a() { tx.exec(&Sql::new(\"a\", \"DELETE FROM task\"), &[]) }"
            ),
            2
        );
        assert_eq!(
            bad("task/api.rs", "/// DELETE FROM a\nfn a() { \"DELETE\"; \"Update it\"; \"SELECTED \" }"),
            0
        );
        assert_eq!(bad("task/store/list.rs", "sql!(FIND, \"SELECT 1\");"), 0);
    }

    #[test]
    fn writes_are_told_from_locks_and_upserts() {
        assert_eq!(written("INSERT INTO task (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = 1"), ["task"]);
        assert_eq!(
            written("WITH x AS (DELETE FROM tag RETURNING id) UPDATE task SET a = 1"),
            ["tag", "task"]
        );
        assert_eq!(written("SELECT 1 FROM task FOR UPDATE OF task"), Vec::<String>::new());
    }

    #[test]
    fn a_second_owner_is_found() {
        let task = file("task/store.rs", "sql!(A, \"UPDATE task SET a = 1\");");
        let project = file("project/store.rs", "sql!(A, \"DELETE FROM task WHERE id = $1\");");
        assert_eq!(with_two_owners(&[task, project]), ["  task is written by {\"project\", \"task\"}"]);
    }
}
