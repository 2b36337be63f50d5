//! What only SQLite has: a file.

use std::path::PathBuf;
use std::sync::Arc;

use taskflow_db::{Db, ErrorKind, NoJournal, Options};

use crate::store::Store;

fn path(options: &Options) -> PathBuf {
    PathBuf::from(options.url.strip_prefix("sqlite:").unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_is_refused() {
    let store = Store::sqlite();
    let error = Db::open(store.options.clone(), Arc::new(NoJournal)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("test.db.lock"), "{error}");
    store.add(1, "n").await.unwrap();
    store.db.close();
    let again = Db::open(store.options.clone(), Arc::new(NoJournal)).unwrap();
    let count = again.read(|tx| tx.one(&crate::store::COUNT, &[])).await.unwrap();
    assert_eq!(count.get::<i64>(0).unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_leaves_one_file() {
    let store = Store::sqlite();
    store.add(1, "n").await.unwrap();
    let wal = PathBuf::from(format!("{}-wal", path(&store.options).display()));
    assert!(wal.exists());
    store.db.close();
    assert!(!wal.exists(), "the last checkpoint empties and removes the WAL");
}

taskflow_db::sql!(FILL, "INSERT INTO item (id, data) VALUES ($1, $2)");

#[tokio::test(flavor = "multi_thread")]
async fn the_wal_stays_small() {
    let store = Store::sqlite();
    for id in 0..60_i64 {
        let values = taskflow_db::params![id, vec![id as u8; 400_000]];
        store
            .db
            .write(crate::store::lane(1), move |tx| tx.exec(&FILL, &values))
            .await
            .unwrap();
    }
    let wal = std::fs::metadata(format!("{}-wal", path(&store.options).display()))
        .unwrap()
        .len();
    assert!(wal < 10_000_000, "24 MB were written, {wal} bytes are in the WAL");
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let store = Store::sqlite();
    store.add(1, "n").await.unwrap();
    for end in ["", "-wal", ".lock"] {
        let path = format!("{}{end}", path(&store.options).display());
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{path}");
    }
}

#[test]
fn what_is_no_database_is_refused() {
    for url in ["sqlite:", "sqlite::memory:", "mysql://x", "/tmp/x.db"] {
        assert!(Db::open(Options::new(url), Arc::new(NoJournal)).is_err(), "{url}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no.db");
    std::fs::write(&file, vec![b'x'; 4096]).unwrap();
    let error =
        Db::open(Options::new(format!("sqlite:{}", file.display())), Arc::new(NoJournal)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Corrupt, "{error}");
}

/// The lock is the operating system's: a file left over by a crash keeps nobody out.
#[tokio::test(flavor = "multi_thread")]
async fn a_left_over_lock_file_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("x.db");
    std::fs::write(folder.path().join("x.db.lock"), "").unwrap();
    Db::open(Options::new(format!("sqlite:{}", file.display())), Arc::new(NoJournal)).unwrap();
}

taskflow_db::sql!(
    COUNT_TO,
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $1) SELECT count(*) FROM n"
);

/// Whoever glances at what takes long is answered, but by a reader thread: others wait for the one that asks.
#[tokio::test]
async fn only_a_short_read_runs_where_it_is_asked_for() {
    let store = Store::sqlite();
    let here = std::thread::current().id();
    for (most, short) in [(10, true), (1_000_000, false), (20, true)] {
        let glance = store.db.glance(move |tx| {
            let counted: i64 = tx.one(&COUNT_TO, &taskflow_db::params![most])?.get(0)?;
            Ok::<_, taskflow_db::Error>((counted, std::thread::current().id()))
        });
        let (counted, thread) = glance.await.unwrap();
        assert_eq!((counted, thread == here), (most, short));
    }
    store.db.close();
    let late = store.db.glance(|tx| tx.one(&crate::store::COUNT, &[])).await;
    assert_eq!(*late.unwrap_err().kind(), ErrorKind::Unavailable);
}
