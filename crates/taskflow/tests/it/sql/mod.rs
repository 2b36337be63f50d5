//! Every statement is sound on both engines, and both end with the same tables.

mod scans;

use std::collections::BTreeMap;
use std::sync::Arc;

use taskflow_db::{Db, NoJournal, Options};

use crate::support::{Database, Engine};

fn open(database: &Database) -> Db {
    let options = Options {
        allow_unsafe_fsync: true,
        readers: 1,
        ..Options::new(database.url.clone())
    };
    let db = Db::open(options, Arc::new(NoJournal)).unwrap();
    db.migrate_up(taskflow::migrations::ALL).unwrap();
    db
}

/// Each text by name: the columns it answers with.
fn columns(engine: Engine) -> BTreeMap<&'static str, Vec<String>> {
    let database = Database::create(engine);
    let db = open(&database);
    let texts: Vec<_> = taskflow_db::registered()
        .filter(|sql| sql.name().starts_with("taskflow::"))
        .collect();
    assert!(texts.len() > 100, "only {} statements are registered", texts.len());
    let checked = db.check(&texts);
    db.close();
    let faults: Vec<String> = checked
        .iter()
        .filter_map(|one| one.error.as_ref().map(|error| format!("{}: {error}", one.name)))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    checked.into_iter().map(|one| (one.name, one.columns)).collect()
}

#[test]
fn every_statement_prepares_on_both_engines_with_the_same_columns() {
    let (sqlite, postgres) = (columns(Engine::Sqlite), columns(Engine::Postgres));
    for (name, columns) in &sqlite {
        // Columns are read by their place; how an engine names an expression does not matter.
        assert_eq!(columns.len(), postgres[name].len(), "{name}");
    }
}

#[test]
fn both_engines_end_with_the_same_tables() {
    let schema = |engine| {
        let database = Database::create(engine);
        let db = open(&database);
        let mut tables = db.schema().unwrap();
        db.close();
        // Words lie in an index of SQLite's own, and in a column of PostgreSQL's own kind.
        for table in tables.iter_mut().filter(|table| table.name == "search_doc") {
            table.columns.retain(|column| column.name != "words");
        }
        tables
    };
    let (sqlite, postgres) = (schema(Engine::Sqlite), schema(Engine::Postgres));
    assert_eq!(format!("{sqlite:#?}"), format!("{postgres:#?}"));
}

#[test]
fn migrations_go_down_and_up_again() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let database = Database::create(engine);
        let db = open(&database);
        let before = format!("{:?}", db.schema().unwrap());
        let steps = taskflow::migrations::ALL.len();
        assert_eq!(db.migrate_down(taskflow::migrations::ALL, steps).unwrap().len(), steps);
        let left: Vec<String> = db.schema().unwrap().into_iter().map(|table| table.name).collect();
        assert!(left.iter().all(|name| name == "schema_migration"), "{left:?}");
        db.migrate_up(taskflow::migrations::ALL).unwrap();
        assert_eq!(format!("{:?}", db.schema().unwrap()), before);
        db.close();
    }
}
