//! Deliveries.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use serde_json::json;
use taskflow::event::{self, Delivery, Dispatcher, NewDelivery, Outcome, Sender, Stream};
use uuid::Uuid;

use super::{Running, World, both, until};

/// Keeps what it was given; what the body asks for comes of it.
#[derive(Clone, Default)]
struct Sink {
    tries: Arc<Mutex<Vec<(Uuid, i64)>>>,
}

impl Sender for Sink {
    fn name(&self) -> &'static str {
        "sink"
    }

    fn per_lane(&self) -> usize {
        1
    }

    fn patience(&self) -> Duration {
        Duration::from_secs(30)
    }

    fn send<'a>(&'a self, delivery: &'a Delivery) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.tries.lock().unwrap().push((delivery.id, delivery.attempts));
            match delivery.body["then"].as_str() {
                Some("again") if delivery.attempts < 3 => {
                    Outcome::Again { after_ms: 60_000, note: "busy".into() }
                }
                Some("dead") => Outcome::Dead { note: "gone".into() },
                Some("freeze") if delivery.attempts == 1 => {
                    tokio::time::sleep(Duration::from_secs(4)).await;
                    Outcome::Dead { note: "late".into() }
                }
                _ => Outcome::Sent { note: "200".into() },
            }
        })
    }
}

async fn enqueue(world: &World, seq: i64, then: &'static str) -> Option<Uuid> {
    world
        .write(move |cx| {
            let at = cx.now();
            let new = NewDelivery {
                sender: "sink",
                stream: Stream::Workspace(Uuid::from_u128(1)),
                seq,
                target: "somewhere".into(),
                lane: format!("lane {}", seq % 4),
                body: json!({ "then": then }),
                at,
            };
            event::deliver(cx, &new)
        })
        .await
}

async fn waiting(world: &World) -> i64 {
    let now = world.now();
    let all = world.read(move |tx| event::tasks_waiting(tx, now)).await;
    all.iter()
        .filter(|(kind, _, state, _)| kind == "delivery" && state == "waiting")
        .map(|row| row.3)
        .sum()
}

both!(
    each_is_sent_once_by_any_number,
    what_fails_is_tried_again_and_given_up,
    a_late_result_counts_for_nothing
);

mod cases {
    use super::*;

    pub async fn each_is_sent_once_by_any_number(world: World) {
        let sink = Sink::default();
        let running: Vec<Running> = world
            .processes(3)
            .into_iter()
            .map(|process| {
                let sink = Arc::new(sink.clone());
                Running::start(|stopped| Dispatcher::new(process, sink).run(stopped))
            })
            .collect();
        for seq in 0..100 {
            assert!(enqueue(&world, seq, "send").await.is_some());
        }
        assert_eq!(enqueue(&world, 7, "send").await, None, "one of a kind");
        until("all are sent", async || waiting(&world).await == 0).await;
        for one in running {
            one.stop().await;
        }
        let mut tries = sink.tries.lock().unwrap().clone();
        assert!(tries.iter().all(|(_, attempts)| *attempts == 1));
        tries.sort();
        tries.dedup();
        assert_eq!((tries.len(), sink.tries.lock().unwrap().len()), (100, 100));
    }

    pub async fn what_fails_is_tried_again_and_given_up(world: World) {
        let sink = Sink::default();
        let (process, sender) = (world.first.clone(), Arc::new(sink.clone()));
        let running = Running::start(|stopped| Dispatcher::new(process, sender).run(stopped));
        let again = enqueue(&world, 1, "again").await.unwrap();
        let dead = enqueue(&world, 2, "dead").await.unwrap();
        let tried = |id: Uuid| sink.tries.lock().unwrap().iter().filter(|(other, _)| *other == id).count();
        until("the first try", async || tried(again) == 1).await;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        assert_eq!(tried(again), 1, "not before its time");
        for tries in 2..=3 {
            world.clock.advance_ms(61_000);
            until("the next try", async || tried(again) == tries).await;
        }
        until("it is sent", async || waiting(&world).await == 0).await;
        let letters = world.read(|tx| event::dead_letters(tx, "sink", Uuid::nil(), 10)).await;
        assert_eq!(
            letters
                .iter()
                .map(|letter| (letter.id, letter.note.as_str()))
                .collect::<Vec<_>>(),
            [(dead, "gone")]
        );
        let now = world.now();
        world.write(move |cx| event::redeliver(cx, dead, now)).await;
        until("it is tried once more", async || tried(dead) == 2).await;
        until("it is given up again", async || waiting(&world).await == 0).await;
        running.stop().await;
        let now = world.now();
        let (later, earlier) = (now.plus_ms(1), now.plus_ms(-300_000));
        let forget = async |before, sent: bool| {
            world
                .write(move |cx| match sent {
                    true => event::forget_sent_before(cx, before, 10),
                    false => event::forget_dead_before(cx, before, 10),
                })
                .await
        };
        assert_eq!((forget(earlier, true).await, forget(earlier, false).await), (0, 0));
        assert_eq!((forget(later, true).await, forget(later, false).await), (1, 1));
        let letters = world.read(|tx| event::dead_letters(tx, "sink", Uuid::nil(), 10)).await;
        assert!(letters.is_empty(), "what was given up is not kept for ever");
    }

    pub async fn a_late_result_counts_for_nothing(world: World) {
        let sink = Sink::default();
        let (process, sender) = (world.first.clone(), Arc::new(sink.clone()));
        let running = Running::start(|stopped| Dispatcher::new(process, sender).run(stopped));
        let id = enqueue(&world, 1, "freeze").await.unwrap();
        until("the first try", async || sink.tries.lock().unwrap().len() == 1).await;
        // Its patience is over while it stands still: another process takes the delivery, under the same id.
        world.clock.advance_ms(31_000);
        let other = world.processes(2).pop().unwrap();
        let sender = Arc::new(sink.clone());
        let second = Running::start(|stopped| Dispatcher::new(other, sender).run(stopped));
        until("the second try", async || *sink.tries.lock().unwrap() == [(id, 1), (id, 2)]).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        running.stop().await;
        second.stop().await;
        let letters = world.read(|tx| event::dead_letters(tx, "sink", Uuid::nil(), 10)).await;
        assert!(letters.is_empty() && waiting(&world).await == 0, "the late one says it is dead");
    }
}
