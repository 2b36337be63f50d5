//! Group commit: alone in failure, together in success.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use taskflow_db::{Command, Engine, Error, ErrorKind, Journal, Sql, Tx, params, sql};
use tokio::task::JoinSet;

use crate::both;
use crate::store::{ADD, COUNT, COUNTER, INCREMENT, NEW_COUNTER, Store, lane};

both!(
    one_failure_undoes_only_itself,
    a_swallowed_failure_still_fails,
    a_failed_read_fails_only_itself,
    own_errors_undo,
    panics_are_contained,
    callers_may_leave,
    many_writers,
    no_half_groups,
    snapshots_agree,
    closed,
);

/// Holds the writer until `open` is dropped, so that what is sent meanwhile becomes one group.
async fn hold(store: &Store) -> (std::sync::mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
    let (open, closed) = std::sync::mpsc::channel::<()>();
    let (started, running) = tokio::sync::oneshot::channel();
    let mut started = Some(started);
    let closed = Mutex::new(closed);
    let db = store.db.clone();
    let holder = tokio::spawn(async move {
        let run = move |tx: &mut Tx<'_>| {
            tx.all(&COUNT, &[])?;
            if let Some(started) = started.take() {
                started.send(()).unwrap();
            }
            let _ = closed.lock().unwrap().recv();
            Ok::<_, Error>(())
        };
        db.write(lane(1), run).await.unwrap();
    });
    running.await.unwrap();
    (open, holder)
}

async fn waiting(store: &Store, count: u64) {
    while store.db.stats().write_queue < count {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Runs `ADD` for each id as one group in this order, and gives the results.
async fn group(store: &Store, ids: &[i64]) -> Vec<Result<(), Error>> {
    let (open, holder) = hold(store).await;
    let mut tasks = Vec::new();
    for (place, id) in ids.iter().enumerate() {
        let (db, id) = (store.db.clone(), *id);
        tasks.push(tokio::spawn(async move {
            db.write(lane(1), move |tx| tx.exec(&ADD, &params![id, "n"])).await.map(drop)
        }));
        waiting(store, place as u64 + 1).await;
    }
    drop(open);
    holder.await.unwrap();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.unwrap());
    }
    results
}

async fn one_failure_undoes_only_itself(store: Store) {
    let before = store.db.stats().groups;
    let results = group(&store, &[1, 1, 2, 2, 3]).await;
    let failed: Vec<bool> = results.iter().map(|result| result.is_err()).collect();
    assert_eq!(failed, [false, true, false, true, false]);
    assert!(results[1].as_ref().unwrap_err().is_unique("item(id)"));
    assert_eq!(store.ids().await, [1, 2, 3]);
    let stats = store.db.stats();
    // The holder is one group, the rest the other; nothing had to be run again.
    assert_eq!((stats.groups - before, stats.retries, stats.max_group), (2, 0, 3));
}

async fn a_failed_read_fails_only_itself(store: Store) {
    store.add(1, "n").await.unwrap();
    let (open, holder) = hold(&store).await;
    let good = tokio::spawn({
        let db = store.db.clone();
        async move { db.write(lane(1), |tx| tx.exec(&ADD, &params![2, "n"])).await }
    });
    waiting(&store, 1).await;
    let overflow = Sql::new("overflow", "SELECT abs(id - 9223372036854775807 - 2) FROM item");
    let bad = tokio::spawn({
        let db = store.db.clone();
        async move { db.write(lane(1), move |tx| tx.all(&overflow, &[])).await }
    });
    waiting(&store, 2).await;
    drop(open);
    holder.await.unwrap();
    good.await.unwrap().unwrap();
    let bad = bad.await.unwrap();
    assert!(matches!(bad.unwrap_err().kind(), ErrorKind::Sql(_)));
    assert_eq!(store.ids().await, [1, 2]);
}

async fn a_swallowed_failure_still_fails(store: Store) {
    store.add(1, "n").await.unwrap();
    let swallow = |tx: &mut Tx<'_>| {
        let _ = tx.exec(&ADD, &params![1, "again"]);
        let _ = tx.exec(&ADD, &params![2, "after"]);
        Ok::<_, Error>(())
    };
    let error = store.db.write(lane(1), swallow).await.unwrap_err();
    assert!(error.is_unique("item(id)"), "{error}");
    assert_eq!(store.ids().await, [1]);
}

async fn own_errors_undo(store: Store) {
    #[derive(Debug, PartialEq)]
    enum Refused {
        No,
        Database,
    }
    impl From<Error> for Refused {
        fn from(_: Error) -> Refused {
            Refused::Database
        }
    }
    let refuse = |tx: &mut Tx<'_>| {
        tx.exec(&ADD, &params![1, "n"])?;
        Err::<(), _>(Refused::No)
    };
    assert_eq!(store.db.write(lane(1), refuse).await.unwrap_err(), Refused::No);
    assert!(store.ids().await.is_empty());
}

async fn panics_are_contained(store: Store) {
    let panic = |tx: &mut Tx<'_>| -> Result<(), Error> {
        tx.exec(&ADD, &params![1, "n"])?;
        panic!("on purpose");
    };
    let error = store.db.write(lane(1), panic).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Sql("panicked".into()));
    let error = store
        .db
        .read(|_| -> Result<(), Error> { panic!("on purpose") })
        .await
        .unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Sql("panicked".into()));
    store.add(2, "n").await.unwrap();
    assert_eq!(store.ids().await, [2]);
}

async fn callers_may_leave(store: Store) {
    let (open, holder) = hold(&store).await;
    let db = store.db.clone();
    let left = tokio::spawn(async move { db.write(lane(1), |tx| tx.exec(&ADD, &params![1, "n"])).await });
    waiting(&store, 1).await;
    left.abort();
    assert!(left.await.unwrap_err().is_cancelled());
    drop(open);
    holder.await.unwrap();
    store.add(2, "n").await.unwrap();
    assert_eq!(store.ids().await, [1, 2]);
}

async fn many_writers(store: Store) {
    for id in 0..4_i64 {
        store
            .db
            .write(lane(1), move |tx| tx.exec(&NEW_COUNTER, &params![id]))
            .await
            .unwrap();
    }
    let mut tasks = JoinSet::new();
    for task in 0..64_i64 {
        let db = store.db.clone();
        tasks.spawn(async move {
            for round in 0..20 {
                let id = (task + round) % 4;
                let item = task * 100 + round;
                let run = move |tx: &mut Tx<'_>| {
                    tx.exec(&ADD, &params![item, "n"])?;
                    tx.exec(&INCREMENT, &params![id])
                };
                db.write(lane(id as u128), run).await?;
            }
            Ok::<_, Error>(())
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap().unwrap();
    }
    let mut sum = 0;
    for id in 0..4_i64 {
        let row = store.db.read(move |tx| tx.one(&COUNTER, &params![id])).await.unwrap();
        sum += row.get::<i64>(0).unwrap();
    }
    assert_eq!(sum, 64 * 20);
    let stats = store.db.stats();
    assert_eq!((stats.write_queue, stats.busy_writers, stats.failed_commands), (0, 0, 0));
    assert!(stats.groups < stats.commands, "{stats:?}");
}

async fn no_half_groups(store: Store) {
    let writer = tokio::spawn({
        let db = store.db.clone();
        async move {
            for round in 0..100_i64 {
                let pair = move |tx: &mut Tx<'_>| {
                    tx.exec(&ADD, &params![round * 2, "n"])?;
                    tx.exec(&ADD, &params![round * 2 + 1, "n"])
                };
                db.write(lane(1), pair).await.unwrap();
            }
        }
    });
    while !writer.is_finished() {
        let row = store.db.read(|tx| tx.one(&COUNT, &[])).await.unwrap();
        assert_eq!(row.get::<i64>(0).unwrap() % 2, 0);
    }
    writer.await.unwrap();
}

async fn snapshots_agree(store: Store) {
    let (seen, go_on) = (std::sync::mpsc::channel(), std::sync::mpsc::channel());
    let first = seen.0;
    let second = Mutex::new(go_on.1);
    let db = store.db.clone();
    let snapshot = tokio::spawn(async move {
        db.snapshot(move |tx| {
            let before: i64 = tx.one(&COUNT, &[])?.get(0)?;
            first.send(()).unwrap();
            second.lock().unwrap().recv().unwrap();
            let after: i64 = tx.one(&COUNT, &[])?.get(0)?;
            Ok::<_, Error>((before, after))
        })
        .await
    });
    tokio::task::spawn_blocking(move || seen.1.recv().unwrap()).await.unwrap();
    store.add(1, "n").await.unwrap();
    go_on.0.send(()).unwrap();
    assert_eq!(snapshot.await.unwrap().unwrap(), (0, 0));
    assert_eq!(store.ids().await, [1]);
}

async fn closed(store: Store) {
    store.db.close();
    assert_eq!(*store.add(1, "n").await.unwrap_err().kind(), ErrorKind::Unavailable);
    let error = store.db.read(|tx| tx.all(&COUNT, &[])).await.unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::Unavailable);
    store.db.close();
}

/// Numbers the commands in commit order, in the same transaction.
#[derive(Default)]
struct Numbers {
    committed: Arc<AtomicU64>,
}

sql!(HEAD, "UPDATE counter SET value = value + $1 WHERE id = 0 RETURNING value");

#[derive(Default, Debug, PartialEq)]
struct Receipt {
    id: i64,
    number: i64,
}

impl Journal for Numbers {
    fn before_commit(&self, tx: &mut Tx<'_>, commands: &mut [Command]) -> Result<(), Error> {
        let staged = |command: &Command| command.staged.as_ref().is_some_and(|staged| staged.is::<Receipt>());
        let count = commands.iter().filter(|command| staged(command)).count() as i64;
        if count == 0 {
            return Ok(());
        }
        let head: i64 = tx.one(&HEAD, &params![count])?.get(0)?;
        let mut next = head - count;
        for command in commands.iter_mut().filter(|command| staged(command)) {
            assert_eq!(command.changed, ["item"]);
            let receipt = command
                .staged
                .as_mut()
                .and_then(|staged| staged.downcast_mut::<Receipt>())
                .unwrap();
            if receipt.id == 666 {
                return Err(ErrorKind::Sql("the journal refuses".into()).into());
            }
            next += 1;
            receipt.number = next;
        }
        Ok(())
    }

    fn after_commit(&self, commands: &[Command]) {
        self.committed.fetch_add(commands.len() as u64, Ordering::Relaxed);
    }
}

async fn journal(engine: Engine) {
    let numbers = Numbers::default();
    let committed = numbers.committed.clone();
    let store = Store::open(engine, numbers, |_| {});
    store.db.write(lane(1), |tx| tx.exec(&NEW_COUNTER, &params![0])).await.unwrap();
    let (open, holder) = hold(&store).await;
    let mut tasks = Vec::new();
    for (place, id) in [1_i64, 2, 1, 666, 3].into_iter().enumerate() {
        let db = store.db.clone();
        tasks.push(tokio::spawn(async move {
            let run = move |tx: &mut Tx<'_>| {
                tx.staged::<Receipt>().id = id;
                tx.exec(&ADD, &params![id, "n"])
            };
            let (_, staged) = db.write(lane(1), run).await?;
            Ok::<Receipt, Error>(*staged.unwrap().downcast::<Receipt>().unwrap())
        }));
        waiting(&store, place as u64 + 1).await;
    }
    drop(open);
    holder.await.unwrap();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    let numbers: Vec<Option<i64>> = answers
        .iter()
        .map(|answer| answer.as_ref().ok().map(|receipt| receipt.number))
        .collect();
    assert_eq!(numbers, [Some(1), Some(2), None, None, Some(3)]);
    assert!(answers[2].as_ref().unwrap_err().is_unique("item(id)"));
    assert_eq!(*answers[3].as_ref().unwrap_err().kind(), ErrorKind::Sql("the journal refuses".into()));
    assert_eq!(store.ids().await, [1, 2, 3]);
    let head = store.db.read(|tx| tx.one(&COUNTER, &params![0])).await.unwrap();
    assert_eq!(head.get::<i64>(0).unwrap(), 3);
    // The counter, the holder and three items.
    assert_eq!(committed.load(Ordering::Relaxed), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn journal_sqlite() {
    journal(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn journal_postgres() {
    journal(Engine::Postgres).await;
}
