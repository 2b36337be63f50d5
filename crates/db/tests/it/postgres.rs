//! What only a server has: other sessions, locks, lost connections.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier};

use taskflow_db::{Command, Db, Engine, Error, ErrorKind, Journal, NoJournal, Options, Sql, Tx, params, sql};

use crate::store::{ADD, COUNT, COUNTER, INCREMENT, NEW_COUNTER, Store, lane};

static PID: Sql = Sql::new("pid", "SELECT pg_backend_pid()");
static KILL: Sql = Sql::new("kill", "SELECT pg_terminate_backend($1)");
static KILL_OTHERS: Sql = Sql::new(
    "kill others",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
);

sql!(LOCKED, "SELECT value FROM counter WHERE id = $1 FOR UPDATE");

/// Two lanes on two connections lock the same rows the other way round.
#[tokio::test(flavor = "multi_thread")]
async fn deadlocks_are_run_again() {
    let store = Store::postgres();
    for id in [1, 2] {
        store
            .db
            .write(lane(1), move |tx| tx.exec(&NEW_COUNTER, &params![id]))
            .await
            .unwrap();
    }
    let meet = Arc::new(Barrier::new(2));
    let mut tasks = Vec::new();
    for (first, second) in [(1, 2), (2, 1)] {
        let (db, meet, runs) = (store.db.clone(), meet.clone(), AtomicU32::new(0));
        tasks.push(tokio::spawn(async move {
            let run = move |tx: &mut Tx<'_>| {
                tx.exec(&INCREMENT, &params![first])?;
                if runs.fetch_add(1, Ordering::Relaxed) == 0 {
                    meet.wait();
                }
                tx.exec(&INCREMENT, &params![second])
            };
            db.write(lane(first as u128), run).await
        }));
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    for id in [1, 2] {
        let row = store.db.read(move |tx| tx.one(&COUNTER, &params![id])).await.unwrap();
        assert_eq!(row.get::<i64>(0).unwrap(), 2);
    }
    assert!(store.db.stats().retries >= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn lock_timeouts_end_as_busy() {
    let store = Store::open(Engine::Postgres, NoJournal, |options| {
        options.lock_timeout = std::time::Duration::from_millis(20);
    });
    store.db.write(lane(1), |tx| tx.exec(&NEW_COUNTER, &params![1])).await.unwrap();
    let (open, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let (ready, locked) = tokio::sync::oneshot::channel();
    let mut ready = Some(ready);
    let db = store.db.clone();
    let holder = tokio::spawn(async move {
        let run = move |tx: &mut Tx<'_>| {
            tx.one(&LOCKED, &params![1])?;
            if let Some(ready) = ready.take() {
                ready.send(()).unwrap();
            }
            let _ = wait.lock().unwrap().recv();
            Ok::<_, Error>(())
        };
        db.write(lane(1), run).await
    });
    locked.await.unwrap();
    let error = store
        .db
        .write(lane(2), |tx| tx.exec(&INCREMENT, &params![1]))
        .await
        .unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Busy, "{error}");
    drop(open);
    holder.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn idle_connections_are_made_again() {
    let store = Store::postgres();
    store.add(1, "n").await.unwrap();
    assert_eq!(store.ids().await, [1]);
    for round in 2..5 {
        // Some answers are lost with the session that is killed before others.
        let _ = store.db.read(|tx| tx.all(&KILL_OTHERS, &[])).await;
        if round == 3 {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
        store.add(round, "n").await.unwrap();
        assert_eq!(store.ids().await.len() as i64, round);
        let snapshot = store.db.snapshot(|tx| tx.one(&COUNT, &[])).await.unwrap();
        assert_eq!(snapshot.get::<i64>(0).unwrap(), round);
    }
    assert!(store.db.stats().reconnects > 0);
}

/// Lost before COMMIT was sent: nothing can have been committed, so it is run again.
#[tokio::test(flavor = "multi_thread")]
async fn a_loss_before_the_commit_is_run_again() {
    let store = Store::postgres();
    let db = store.db.clone();
    let runs = Arc::new(AtomicU32::new(0));
    let counted = runs.clone();
    let handle = tokio::runtime::Handle::current();
    let run = move |tx: &mut Tx<'_>| {
        tx.exec(&ADD, &params![1, "n"])?;
        let pid: i64 = tx.one(&PID, &[])?.get(0)?;
        if counted.fetch_add(1, Ordering::Relaxed) == 0 {
            handle.block_on(db.read(move |tx| tx.one(&KILL, &params![pid]))).unwrap();
        }
        tx.exec(&ADD, &params![2, "n"])
    };
    store.db.write(lane(1), run).await.unwrap();
    assert_eq!(runs.load(Ordering::Relaxed), 2);
    assert_eq!(store.ids().await, [1, 2]);
}

/// Its session is killed when nothing but COMMIT is left to send.
struct KillsAtCommit(Options, AtomicU32);

impl Journal for KillsAtCommit {
    fn before_commit(&self, tx: &mut Tx<'_>, _: &mut [Command]) -> Result<(), Error> {
        let pid: i64 = tx.one(&PID, &[])?.get(0)?;
        if self.1.fetch_add(1, Ordering::Relaxed) == 1 {
            taskflow_db::admin_execute(&self.0, &format!("SELECT pg_terminate_backend({pid})"))?;
        }
        Ok(())
    }

    fn after_commit(&self, _: &[Command]) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_loss_during_the_commit_is_not_run_again() {
    let journal = KillsAtCommit(crate::store::server(), AtomicU32::new(0));
    let store = Store::open(Engine::Postgres, journal, |_| {});
    store.add(1, "n").await.unwrap();
    let error = store.add(2, "n").await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Unavailable);
    assert!(error.to_string().contains("unknown"), "{error}");
    store.add(3, "n").await.unwrap();
    assert_eq!(store.ids().await, [1, 3]);
}

/// Plans made before a migration are made again, not reported.
#[tokio::test(flavor = "multi_thread")]
async fn plans_follow_migrations() {
    let store = Store::postgres();
    let all = || Sql::new("all", "SELECT * FROM item");
    store.add(1, "n").await.unwrap();
    let before = store.db.read(move |tx| tx.one(&all(), &[])).await.unwrap();
    store.db.write(lane(1), move |tx| tx.one(&all(), &[])).await.unwrap();
    taskflow_db::admin_execute(&store.options, "ALTER TABLE item DROP COLUMN data").unwrap();
    for _ in 0..4 {
        let after = store.db.read(move |tx| tx.one(&all(), &[])).await.unwrap();
        assert_eq!(after.len() + 1, before.len());
        store.db.write(lane(1), move |tx| tx.one(&all(), &[])).await.unwrap();
    }
}

#[test]
fn servers_that_are_not_there_are_named_without_the_password() {
    let mut options = Options::new("postgres://someone:secret@127.0.0.1:1/nothing");
    options.connect_timeout = std::time::Duration::from_secs(1);
    let error = Db::open(options, Arc::new(NoJournal)).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Unavailable);
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn servers_start_at_once_and_migrate_once() {
    let store = Store::postgres();
    let again = taskflow_db::Migration { version: 2, name: "again", ..SLOW };
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let options = store.options.clone();
            std::thread::spawn(move || {
                let db = Db::open(options, Arc::new(NoJournal)).unwrap();
                db.migrate_up(&[crate::store::ITEMS, again]).unwrap().len()
            })
        })
        .collect();
    let applied: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(applied, 1);
}

const SLOW: taskflow_db::Migration = taskflow_db::Migration {
    version: 2,
    name: "slow",
    sqlite_up: "",
    sqlite_down: "",
    postgres_up: "SELECT pg_sleep(0.2); CREATE TABLE slow (id BIGINT PRIMARY KEY);",
    postgres_down: "DROP TABLE slow;",
};

#[tokio::test(flavor = "multi_thread")]
async fn sessions_tell_each_other_until_they_are_lost() {
    let store = Store::postgres();
    let mut one = store.db.listen(&["first", "odd \" name"]).await.unwrap().unwrap();
    let two = store.db.listen(&[]).await.unwrap().unwrap();
    let long = "x".repeat(taskflow_db::Listener::MOST_BYTES);
    two.notify("first", &["a".to_owned(), long.clone()]).await.unwrap();
    two.notify("odd \" name", &["b".to_owned()]).await.unwrap();
    two.notify("elsewhere", &["c".to_owned()]).await.unwrap();
    one.notify("first", &["mine".to_owned()]).await.unwrap();
    for (channel, payload) in [("first", "a"), ("first", &*long), ("odd \" name", "b"), ("first", "mine")] {
        let heard = one.next().await.unwrap();
        assert_eq!((heard.channel.as_str(), heard.payload.as_str()), (channel, payload));
    }
    let _ = store.db.read(|tx| tx.all(&KILL_OTHERS, &[])).await;
    assert_eq!(*one.next().await.unwrap_err().kind(), ErrorKind::Unavailable);
    assert!(two.notify("first", &["d".to_owned()]).await.is_err());
}
