//! The log by itself: order, chain, idempotency, cursors and leases, without a server around it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use taskflow::base::{Error, Stamp};
use taskflow::event::{
    self, Cx, Entity, Image, LogJournal, Meta, NewEvent, Remembered, Stream, verify_stream,
};
use taskflow_db::{Db, Options, Sql, Tx, Value};
use uuid::Uuid;

use crate::support::{Database, Engine};

/// A thing that no table holds: the log does not care.
#[derive(Serialize)]
struct Thing {
    id: Uuid,
    version: i64,
}

impl Entity for Thing {
    const NAME: &'static str = "thing";

    fn id(&self) -> Uuid {
        self.id
    }

    fn version(&self) -> i64 {
        self.version
    }
}

#[derive(Clone)]
struct Log {
    db: Db,
}

/// Runs a case on a log of its own.
fn on_log<F: Future<Output = ()>>(engine: Engine, case: impl FnOnce(Log) -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let database = Database::create(engine);
    let options = Options {
        allow_unsafe_fsync: true,
        readers: 4,
        ..Options::new(database.url.clone())
    };
    let db = Db::open(options, Arc::new(LogJournal::default())).unwrap();
    db.migrate_up(taskflow::migrations::ALL).unwrap();
    runtime.block_on(case(Log { db: db.clone() }));
    db.close();
    drop(database);
}

macro_rules! both {
    ($($name:ident),+) => {$(
        mod $name {
            #[test]
            fn sqlite() {
                super::on_log(crate::support::Engine::Sqlite, super::cases::$name);
            }

            #[test]
            fn postgres() {
                super::on_log(crate::support::Engine::Postgres, super::cases::$name);
            }
        }
    )+};
}

both!(
    every_reader_sees_every_entry_in_order,
    a_refused_command_leaves_no_entry,
    tampering_is_found,
    an_answer_is_kept_once,
    a_stale_fence_moves_no_cursor,
    a_new_epoch_ends_all_positions_before
);

fn meta(cause: Option<&str>) -> Meta {
    Meta {
        cause: cause.map(str::to_owned),
        ..Meta::system(Stamp(1_700_000_000_000), "test")
    }
}

impl Log {
    async fn append(&self, stream: Uuid) -> i64 {
        let meta = meta(None);
        let written = self.db.write(stream, move |tx| {
            let mut cx = Cx::new(tx, &meta);
            let thing = Thing { id: cx.new_id(), version: 1 };
            cx.emit(NewEvent::upsert(Stream::Workspace(stream), "thing.created", &thing))
        });
        let ((), staged) = written
            .await
            .unwrap_or_else(|error: Error| panic!("a write was refused: {error}"));
        event::outcome(staged).unwrap().seq
    }

    /// Follows streams by polling until `done` is set and the heads are reached; panics at the first gap.
    async fn follow(&self, streams: Vec<Uuid>, done: Arc<AtomicBool>) -> Vec<i64> {
        let mut cursors = vec![0; streams.len()];
        loop {
            let (finished, mut grew) = (done.load(Ordering::Acquire), false);
            for (cursor, stream) in cursors.iter_mut().zip(&streams) {
                let (after, stream) = (*cursor, *stream);
                let read = self.db.read(move |tx| event::entries_after(tx, stream, after, 200));
                for entry in read.await.unwrap() {
                    assert_eq!(entry.seq, *cursor + 1, "a reader saw {} after {cursor}", entry.seq);
                    *cursor = entry.seq;
                    grew = true;
                }
            }
            // A reader that fell behind by more than one batch goes on until it has caught up.
            if finished && !grew {
                return cursors;
            }
        }
    }

    async fn faults(
        &self,
        stream: Uuid,
        things: fn(&mut Tx<'_>, Uuid) -> taskflow::base::Result<Vec<Image>>,
    ) -> Vec<String> {
        let verified = self.db.snapshot(move |tx| verify_stream(tx, stream, &[things]));
        verified.await.unwrap().faults
    }
}

mod cases {
    use super::*;

    pub async fn a_new_epoch_ends_all_positions_before(log: Log) {
        let streams = [Uuid::from_u128(1), Uuid::from_u128(2)];
        let epochs = async || {
            let heads = log.db.read(|tx| event::heads(tx, "workspace", Uuid::nil(), 10)).await.unwrap();
            heads.iter().map(|head| head.epoch).collect::<Vec<_>>()
        };
        let raise = async |now: i64| {
            let raise = move |tx: &mut Tx<'_>| event::new_epoch(tx, Stamp(now));
            log.db.write::<_, Error, _>(Uuid::nil(), raise).await.unwrap().0
        };
        for stream in streams {
            log.append(stream).await;
        }
        assert_eq!(epochs().await, [1, 1]);
        assert_eq!(raise(1_700_000_000_000).await, 2);
        assert_eq!(epochs().await, [1_700_000_000_000; 2]);
        // A clock that stands still or goes back gives no epoch twice.
        raise(1_600_000_000_000).await;
        assert_eq!(epochs().await, [1_700_000_000_001; 2]);
        // The log goes on from where it was, in the new epoch.
        assert_eq!(log.append(streams[0]).await, 2);
        assert_eq!(epochs().await, [1_700_000_000_001; 2]);
    }

    pub async fn every_reader_sees_every_entry_in_order(log: Log) {
        const EACH: i64 = 25;
        for spread in [1_u128, 100] {
            let streams: Vec<Uuid> = (0..spread).map(|n| Uuid::from_u128(spread << 64 | n)).collect();
            let done = Arc::new(AtomicBool::new(false));
            let readers: Vec<_> = (0..3)
                .map(|_| {
                    let (log, streams, done) = (log.clone(), streams.clone(), Arc::clone(&done));
                    tokio::spawn(async move { log.follow(streams, done).await })
                })
                .collect();
            let writers: Vec<_> = (0..64_usize)
                .map(|writer| {
                    let (log, streams) = (log.clone(), streams.clone());
                    tokio::spawn(async move {
                        for round in 0..EACH as usize {
                            log.append(streams[(writer + round * 64) % streams.len()]).await;
                        }
                    })
                })
                .collect();
            for writer in writers {
                writer.await.unwrap();
            }
            done.store(true, Ordering::Release);
            for reader in readers {
                assert_eq!(reader.await.unwrap().iter().sum::<i64>(), 64 * EACH);
            }
        }
    }

    pub async fn a_refused_command_leaves_no_entry(log: Log) {
        let stream = Uuid::from_u128(1);
        assert_eq!(log.append(stream).await, 1);
        let refused = log.db.write(stream, move |tx| {
            let meta = meta(None);
            let mut cx = Cx::new(tx, &meta);
            cx.emit(NewEvent::upsert(
                Stream::Workspace(stream),
                "thing.created",
                &Thing { id: stream, version: 1 },
            ))?;
            Err::<(), _>(Error::conflict("no", "Not today."))
        });
        assert!(matches!(refused.await, Err(Error::Conflict { code: "no", .. })));
        assert_eq!(log.append(stream).await, 2);
    }

    pub async fn tampering_is_found(log: Log) {
        let stream = Uuid::from_u128(7);
        for _ in 0..3 {
            log.append(stream).await;
        }
        fn none(_: &mut Tx<'_>, _: Uuid) -> taskflow::base::Result<Vec<Image>> {
            Ok(Vec::new())
        }
        let found = log.faults(stream, none).await;
        assert_eq!(found.len(), 3, "three things are in the log and in no table: {found:?}");
        assert!(found.iter().all(|fault| fault.contains("not in its table")), "{found:?}");

        let tamper = Sql::new(
            "tamper",
            "UPDATE event SET payload = replace(payload, 'thing', 'thong') WHERE stream_id = $1 AND seq = 2",
        );
        log.db
            .write(stream, move |tx| tx.exec(&tamper, &[Value::from(stream)]))
            .await
            .unwrap();
        let found = log.faults(stream, none).await;
        assert!(
            found
                .iter()
                .any(|fault| fault.contains("payload of entry 2 does not have its hash")),
            "{found:?}"
        );

        let cut = Sql::new("cut", "DELETE FROM event WHERE stream_id = $1 AND seq = 2");
        log.db
            .write(stream, move |tx| tx.exec(&cut, &[Value::from(stream)]))
            .await
            .unwrap();
        let found = log.faults(stream, none).await;
        assert!(found.iter().any(|fault| fault.contains("after entry 1 comes 3")), "{found:?}");
        assert!(found.iter().any(|fault| fault.contains("chain breaks at entry 3")), "{found:?}");
    }

    pub async fn an_answer_is_kept_once(log: Log) {
        let (stream, actor) = (Uuid::from_u128(3), Uuid::from_u128(4));
        let request = |fingerprint: u8| {
            let meta = meta(Some("key-1"));
            log.db.write(stream, move |tx| {
                let mut cx = Cx::new(tx, &meta);
                let print = [fingerprint; 32];
                if let Some(replay) = event::recall(&mut cx, actor, "key-1", &print)? {
                    return Ok((replay.status, replay.position.map(|position| position.seq)));
                }
                let thing = Thing { id: cx.new_id(), version: 1 };
                cx.emit(NewEvent::upsert(Stream::Workspace(stream), "thing.created", &thing))?;
                let answer = Remembered {
                    actor_id: actor,
                    key: "key-1".to_owned(),
                    fingerprint: print,
                    status: 201,
                    etag: Some(1),
                    location: None,
                    body: b"{}".to_vec(),
                    at: cx.now(),
                };
                event::remember(&mut cx, answer);
                Ok((0, None))
            })
        };
        let (first, _) = request(1).await.unwrap();
        assert_eq!(first, (0, None), "the first is carried out");
        let (again, _) = request(1).await.unwrap();
        assert_eq!(again, (201, Some(1)), "the second is the kept answer, with its position");
        assert!(
            matches!(request(2).await, Err(Error::Invalid(faults)) if faults[0].code == "idempotency_key_reused")
        );
        let head = log.db.read(move |tx| event::head(tx, stream)).await.unwrap();
        assert_eq!(head.seq, 1);
        let forgotten = log
            .db
            .write(stream, |tx| event::forget_answers_before(tx, Stamp(i64::MAX), 10))
            .await
            .unwrap();
        assert_eq!(forgotten.0, 1);
    }

    pub async fn a_stale_fence_moves_no_cursor(log: Log) {
        let stream = Uuid::from_u128(9);
        let claim = |holder: &'static str, now: i64| {
            log.db
                .write(Uuid::nil(), move |tx| event::claim_lease(tx, "inbox", 3, holder, Stamp(now), 15_000))
        };
        let first = claim("a", 0).await.unwrap().0.unwrap();
        assert!(claim("b", 10_000).await.unwrap().0.is_none(), "it is held");
        let renewed = claim("a", 10_000).await.unwrap().0.unwrap();
        assert_eq!(renewed.fence, first.fence, "renewing is no take-over");
        let taken = claim("b", 30_000).await.unwrap().0.unwrap();
        assert!(taken.fence > first.fence);

        let advance = |lease: event::Lease, from: i64, to: i64| {
            log.db.write(stream, move |tx| {
                event::advance_cursor(tx, &lease, "inbox", stream, (from, to), Stamp(0))
            })
        };
        assert!(matches!(advance(first, 0, 5).await, Err(Error::Conflict { code: "stale_fence", .. })));
        advance(taken.clone(), 0, 4).await.unwrap();
        assert!(advance(taken.clone(), 0, 5).await.is_err(), "what it did is not done again");
        let at = log.db.read(move |tx| event::cursor(tx, "inbox", stream)).await.unwrap();
        assert_eq!(at, 4);
        log.db
            .write(Uuid::nil(), move |tx| event::release_lease(tx, &taken))
            .await
            .unwrap();
        assert!(claim("a", 31_000).await.unwrap().0.is_some(), "given back, it is free");
    }
}
