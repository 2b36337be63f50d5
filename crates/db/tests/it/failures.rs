//! A full disk, too much to do, statements that take too long.

use std::time::Duration;

use taskflow_db::{Engine, Error, ErrorKind, NoJournal, Tx, Value, params, sql};

use crate::both;
use crate::store::{COUNT, Store, lane};

both!(slow_statements_are_stopped);

sql!(FILL, "INSERT INTO item (id, data) VALUES ($1, $2)");
sql!(SLOW,
    sqlite: "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n",
    postgres: "SELECT count(*) FROM generate_series(1, 10000000000)");

#[tokio::test(flavor = "multi_thread")]
async fn full_disk_stops_writes_until_it_clears() {
    let store = Store::open(Engine::Sqlite, NoJournal, |options| options.max_pages = Some(50));
    let fill = |id: i64| {
        store
            .db
            .write(lane(1), move |tx| tx.exec(&FILL, &params![id, vec![7_u8; 20_000]]))
    };
    let mut id = 0;
    let error = loop {
        id += 1;
        assert!(id < 100);
        if let Err(error) = fill(id).await {
            break error;
        }
    };
    assert_eq!(*error.kind(), ErrorKind::Disk, "{error}");
    assert!(store.db.stats().blocked);
    let refused = std::time::Instant::now();
    assert_eq!(*store.add(1000, "small").await.unwrap_err().kind(), ErrorKind::Disk);
    assert!(refused.elapsed() < Duration::from_millis(500), "refused at once");
    assert_eq!(store.db.stats().refused_writes, 1);
    // Reads go on, and nothing was lost or half-written.
    assert_eq!(store.ids().await.len() as i64, id - 1);
    store.db.set_max_pages(1000).unwrap();
    tokio::time::sleep(Duration::from_millis(1100)).await;
    fill(id).await.unwrap();
    assert!(!store.db.stats().blocked);
    assert_eq!(store.db.stats().disk_failures, 1);
    assert_eq!(store.ids().await.len() as i64, id);
}

async fn slow_statements_are_stopped(store: Store) {
    let (engine, mut options) = (store.db.engine(), store.options.clone());
    options.statement_timeout = Duration::from_millis(100);
    drop(store);
    let store = Store::open(engine, NoJournal, |own| own.statement_timeout = Duration::from_millis(100));
    let error = store.db.read(|tx| tx.all(&SLOW, &[])).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Busy, "{error}");
    let slow = |tx: &mut Tx<'_>| {
        tx.exec(&FILL, &params![1, Value::Null])?;
        tx.all(&SLOW, &[])
    };
    let error = store.db.write(lane(1), slow).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Busy, "{error}");
    store.add(2, "n").await.unwrap();
    assert_eq!(store.ids().await, [2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn queues_are_bounded() {
    let store = Store::open(Engine::Sqlite, NoJournal, |options| options.queue = 0);
    assert_eq!(*store.add(1, "n").await.unwrap_err().kind(), ErrorKind::Busy);
    let error: Error = store.db.read(|tx| tx.all(&COUNT, &[])).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Busy);
}
