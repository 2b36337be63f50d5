//! Consumers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use taskflow::base::{Error, Result};
use taskflow::event::{self, Begins, Consumer, Cx, Entry, Follower, NewEvent, Stream};
use uuid::Uuid;

use super::{Running, Thing, World, both, until};

/// Tells one person of everything, each thing under the id of what it tells of.
struct Teller {
    person: Uuid,
    /// Fails at things of this number, in every stream.
    poison: Arc<AtomicI64>,
    /// Stands still once, between reading and writing.
    freeze: Arc<AtomicBool>,
    begins: Begins,
}

impl Consumer for Teller {
    fn name(&self) -> &'static str {
        "teller"
    }

    fn begins(&self) -> Begins {
        self.begins
    }

    fn wants(&self, entry: &Entry) -> bool {
        if self.freeze.swap(false, Ordering::SeqCst) {
            std::thread::sleep(Duration::from_secs(9));
        }
        entry.kind == "thing.created"
    }

    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()> {
        for entry in entries {
            let payload = entry.read_payload()?.ok_or_else(|| Error::internal("redacted"))?;
            let data: serde_json::Value =
                serde_json::from_str(payload.ops[0].data.as_ref().map_or("null", |data| data.get())).unwrap();
            if data["n"] == self.poison.load(Ordering::SeqCst) {
                return Err(Error::internal("it tastes bitter"));
            }
            let thing = Thing { id: entry.id, version: 1, n: entry.seq };
            cx.emit(NewEvent::upsert(Stream::Person(self.person), "thing.told", &thing))?;
        }
        Ok(())
    }
}

fn teller(person: Uuid) -> Teller {
    let poison = Arc::new(AtomicI64::new(-1));
    Teller { person, poison, freeze: Arc::default(), begins: Begins::First }
}

both!(
    everything_is_told_once_whoever_dies,
    a_frozen_one_commits_nothing,
    poison_halts_one_stream_and_is_handled_in_the_end,
    the_past_is_left_alone_and_foreign_streams_too,
);

mod cases {
    use super::*;

    pub async fn everything_is_told_once_whoever_dies(world: World) {
        let person = Uuid::from_u128(1);
        let streams: Vec<Uuid> = (10..30).map(Uuid::from_u128).collect();
        let start = |process: event::Process| {
            Running::start(|stopped| Follower::new(process, Arc::new(teller(person))).run(stopped))
        };
        let processes = world.processes(3);
        let mut running: Vec<Running> = processes.iter().map(|process| start(process.clone())).collect();
        for round in 0..6 {
            for stream in &streams {
                // One command in a while has more entries than are read at once.
                let entries = if round == 3 && stream.as_u128() == 12 { 450 } else { 3 };
                world.append(Stream::Workspace(*stream), entries).await;
            }
            if round == 2 {
                // Killed in the midst: its shards are taken over once their leases end, or by its successor.
                running.remove(0).kill();
                world.clock.advance_ms(16_000);
                running.push(start(processes[0].clone()));
            }
        }
        let all: i64 = 20 * 3 * 6 + 447;
        until("all is told", async || world.read(move |tx| event::head(tx, person)).await.seq >= all).await;
        for one in running {
            one.stop().await;
        }
        let told = world.entries(person).await;
        assert_eq!(told.len() as i64, all, "nothing twice");
        for stream in streams {
            let of_stream = world.entries(stream).await;
            let ids: Vec<Uuid> = of_stream.iter().map(|entry| entry.id).collect();
            let heard: Vec<Uuid> =
                told.iter().map(|entry| entry.entity_id).filter(|id| ids.contains(id)).collect();
            assert_eq!(heard, ids, "in order");
        }
    }

    pub async fn a_frozen_one_commits_nothing(world: World) {
        let (person, stream) = (Uuid::from_u128(1), Uuid::from_u128(10));
        let processes = world.processes(2);
        let frozen = teller(person);
        let freeze = Arc::clone(&frozen.freeze);
        let process = processes[0].clone();
        let first = Running::start(|stopped| Follower::new(process, Arc::new(frozen)).run(stopped));
        world.append(Stream::Workspace(stream), 1).await;
        until("the first is told", async || world.entries(person).await.len() == 1).await;
        freeze.store(true, Ordering::SeqCst);
        world.append(Stream::Workspace(stream), 1).await;
        until("it stands still", async || !freeze.load(Ordering::SeqCst)).await;
        // Its leases end while it stands still; on SQLite there is nobody else to take over.
        world.clock.advance_ms(16_000);
        let second = processes.get(1).cloned().map(|process| {
            Running::start(|stopped| Follower::new(process, Arc::new(teller(person))).run(stopped))
        });
        until("the second is told", async || world.entries(person).await.len() == 2).await;
        // Until it has woken up and tried.
        tokio::time::sleep(Duration::from_secs(10)).await;
        world.append(Stream::Workspace(stream), 1).await;
        until("the third is told", async || world.entries(person).await.len() >= 3).await;
        first.stop().await;
        if let Some(second) = second {
            second.stop().await;
        }
        assert_eq!(world.entries(person).await.len(), 3, "nothing twice");
    }

    pub async fn poison_halts_one_stream_and_is_handled_in_the_end(world: World) {
        let (person, bad, good) = (Uuid::from_u128(1), Uuid::from_u128(10), Uuid::from_u128(11));
        let consumer = teller(person);
        let poison = Arc::clone(&consumer.poison);
        poison.store(7, Ordering::SeqCst);
        let process = world.first.clone();
        let running = Running::start(|stopped| Follower::new(process, Arc::new(consumer)).run(stopped));
        // Three commands, of which the second fails at its eighth thing.
        world.append(Stream::Workspace(bad), 2).await;
        world.append(Stream::Workspace(bad), 9).await;
        world.append(Stream::Workspace(bad), 2).await;
        world.append(Stream::Workspace(good), 4).await;
        until("what is sound is told", async || world.entries(person).await.len() == 6).await;
        let halts = async || world.read(|tx| event::halts(tx, ("", Uuid::nil()), 10)).await;
        until("it is noted", async || halts().await.first().is_some_and(|halt| halt.seq == 3)).await;
        for attempts in 2..=8 {
            // Longer than the longest pause.
            world.clock.advance_ms(130_000);
            until("it is tried again", async || halts().await[0].attempts >= attempts).await;
        }
        let halt = halts().await.remove(0);
        assert!(halt.halted_at.is_some() && halt.error.contains("bitter"), "{halt:?}");
        assert_eq!(world.entries(person).await.len(), 6, "nothing of the command that fails");
        let standing = world.read({
            let now = world.now();
            move |tx| event::standings(tx, now)
        });
        let standing = standing.await.remove(0);
        assert_eq!((standing.streams_behind, standing.lag, standing.halted), (1, 11, 1));

        // Mended, it goes on where it halted.
        poison.store(-1, Ordering::SeqCst);
        world.write(move |cx| event::replay(cx, "teller", bad)).await;
        until("the rest is told", async || world.entries(person).await.len() == 17).await;
        assert!(halts().await.is_empty());

        // What cannot be mended is skipped.
        poison.store(0, Ordering::SeqCst);
        world.append(Stream::Workspace(good), 5).await;
        until("it fails", async || !halts().await.is_empty()).await;
        poison.store(-1, Ordering::SeqCst);
        let now = world.now();
        world.write(move |cx| event::skip(cx, "teller", good, now)).await;
        world.append(Stream::Workspace(good), 1).await;
        until("it goes on behind it", async || world.entries(person).await.len() == 18).await;
        running.stop().await;
    }

    pub async fn the_past_is_left_alone_and_foreign_streams_too(world: World) {
        let (person, stream) = (Uuid::from_u128(1), Uuid::from_u128(10));
        world.append(Stream::Workspace(stream), 5).await;
        world.append(Stream::Person(Uuid::from_u128(2)), 5).await;
        let process = world.first.clone();
        let late = Teller { begins: Begins::Now, ..teller(person) };
        let running = Running::start(|stopped| Follower::new(process, Arc::new(late)).run(stopped));
        until("it is there", async || {
            let now = world.now();
            !world.read(move |tx| event::standings(tx, now)).await.is_empty()
        })
        .await;
        world.append(Stream::Person(Uuid::from_u128(2)), 5).await;
        world.append(Stream::Workspace(stream), 2).await;
        until("the new is told", async || world.entries(person).await.len() >= 2).await;
        running.stop().await;
        let told: Vec<i64> = world.entries(person).await.iter().map(|entry| entry.seq).collect();
        assert_eq!(told, [1, 2]);
        let cursor = world.read(move |tx| event::cursor(tx, "teller", stream)).await;
        assert_eq!(cursor, 7);
    }
}
