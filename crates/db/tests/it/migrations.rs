//! Up, down, and refusing what does not fit.

use taskflow_db::{ErrorKind, Migration, MigrationState, sql};

use crate::both;
use crate::store::{ITEMS, Store};

both!(up_and_down, changed_and_newer, failure_changes_nothing, tables_are_rebuilt, schemas);

const NOTES: Migration = Migration {
    version: 2,
    name: "notes",
    sqlite_up: "CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, text TEXT) STRICT;",
    sqlite_down: "DROP TABLE note;",
    postgres_up: "CREATE TABLE note (id BIGINT NOT NULL PRIMARY KEY, text TEXT);",
    postgres_down: "DROP TABLE note;",
};

fn message(error: taskflow_db::Error) -> String {
    match error.kind() {
        ErrorKind::Migration(text) => text.clone(),
        kind => panic!("{kind:?}"),
    }
}

async fn up_and_down(store: Store) {
    let all = [NOTES, ITEMS];
    let states = |store: &Store| {
        let status = store.db.migrate_status(&all).unwrap();
        status.iter().map(|status| (status.version, status.state)).collect::<Vec<_>>()
    };
    assert_eq!(states(&store), [(1, MigrationState::Applied), (2, MigrationState::Pending)]);
    let done = store.db.migrate_up(&all).unwrap();
    assert_eq!(done.iter().map(|applied| applied.version).collect::<Vec<_>>(), [2]);
    assert!(store.db.migrate_up(&all).unwrap().is_empty());
    let applied_at = store.db.migrate_status(&all).unwrap()[1].applied_at.unwrap();
    assert!(applied_at > 1_700_000_000_000, "milliseconds: {applied_at}");
    let undone = store.db.migrate_down(&all, 5).unwrap();
    assert_eq!(undone.iter().map(|applied| applied.version).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(states(&store), [(1, MigrationState::Pending), (2, MigrationState::Pending)]);
    assert_eq!(store.db.schema().unwrap().len(), 1, "only the list of migrations is left");
    assert_eq!(store.db.migrate_up(&all).unwrap().len(), 2);
    store.add(1, "n").await.unwrap();
}

async fn changed_and_newer(store: Store) {
    store.db.migrate_up(&[ITEMS, NOTES]).unwrap();
    let other = "CREATE TABLE note (id INTEGER PRIMARY KEY);";
    let changed = Migration { sqlite_up: other, postgres_up: other, ..NOTES };
    let text = message(store.db.migrate_up(&[ITEMS, changed]).unwrap_err());
    assert!(text.contains("migration 2 (notes) was changed"), "{text}");
    assert_eq!(store.db.migrate_status(&[ITEMS, changed]).unwrap()[1].state, MigrationState::Changed);
    let text = message(store.db.migrate_up(&[ITEMS]).unwrap_err());
    assert!(text.contains("the database is newer than this server"), "{text}");
    assert_eq!(store.db.migrate_status(&[ITEMS]).unwrap()[1].state, MigrationState::Unknown);
    assert!(store.db.migrate_up(&[ITEMS, ITEMS]).is_err());
}

async fn failure_changes_nothing(store: Store) {
    let half = "CREATE TABLE note (id INTEGER); CREATE TABLE item (id INTEGER);";
    let broken = Migration { sqlite_up: half, postgres_up: half, ..NOTES };
    let text = message(store.db.migrate_up(&[ITEMS, broken]).unwrap_err());
    assert!(text.contains("migration 2 (notes) failed"), "{text}");
    assert!(!store.db.schema().unwrap().iter().any(|table| table.name == "note"));
    assert_eq!(store.db.migrate_up(&[ITEMS, NOTES]).unwrap().len(), 1);
}

sql!(CHILD, "INSERT INTO item (id, parent) VALUES (2, 1)");
sql!(ORPHAN, "INSERT INTO item (id, parent) VALUES (3, 99)");

/// The way SQLite changes a table: a new one, copy, drop, rename. Rows that refer to it must survive that.
async fn tables_are_rebuilt(store: Store) {
    store.add(1, "n").await.unwrap();
    store.db.write(crate::store::lane(1), |tx| tx.exec(&CHILD, &[])).await.unwrap();
    let rebuild = Migration {
        sqlite_up: "CREATE TABLE new_item (id INTEGER NOT NULL PRIMARY KEY, name TEXT,
                parent INTEGER REFERENCES item (id)) STRICT;
            INSERT INTO new_item SELECT id, name, parent FROM item; DROP TABLE item;
            ALTER TABLE new_item RENAME TO item;",
        postgres_up: "ALTER TABLE item DROP COLUMN data;",
        ..NOTES
    };
    store.db.migrate_up(&[ITEMS, rebuild]).unwrap();
    assert_eq!(store.ids().await, [1, 2]);
    let orphan = store.db.write(crate::store::lane(1), |tx| tx.exec(&ORPHAN, &[])).await;
    assert_eq!(*orphan.unwrap_err().kind(), ErrorKind::ForeignKey, "references are checked again");
    let orphan = "INSERT INTO item (id, parent) VALUES (3, 99);";
    let broken = Migration { version: 3, sqlite_up: orphan, postgres_up: orphan, ..NOTES };
    assert!(store.db.migrate_up(&[ITEMS, rebuild, broken]).is_err());
    assert_eq!(store.ids().await, [1, 2]);
}

async fn schemas(store: Store) {
    let schema = store.db.schema().unwrap();
    let names: Vec<&str> = schema.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(names, ["counter", "item", "schema_migration"]);
    let columns: Vec<(&str, &str, bool, Option<i64>)> = schema[1]
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column.kind.as_str(), column.nullable, column.key))
        .collect();
    assert_eq!(
        columns,
        [
            ("id", "integer", false, Some(1)),
            ("lane", "blob", true, None),
            ("name", "text", true, None),
            ("flag", "integer", true, None),
            ("size", "real", true, None),
            ("data", "blob", true, None),
            ("parent", "integer", true, None),
        ]
    );
    assert_eq!(schema[2].columns[0].kind, "integer", "{:?}", schema[2]);
}
