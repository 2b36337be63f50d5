//! Timers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use taskflow::base::{Error, Result};
use taskflow::event::{self, Alarm, Clockwork, Cx, NewEvent, Stream, Timer};
use uuid::Uuid;

use super::{Running, Thing, World, both, until};

/// Notes in a stream what rang. One that repeats sets itself again, for the next hour to come.
struct Bell {
    broken: Arc<AtomicBool>,
}

const HOUR: i64 = 3_600_000;

impl Alarm for Bell {
    fn name(&self) -> &'static str {
        "bell"
    }

    fn fire(&self, cx: &mut Cx<'_, '_>, timer: &Timer) -> Result<()> {
        if self.broken.load(Ordering::SeqCst) && timer.key == "broken" {
            return Err(Error::internal("no clapper"));
        }
        let thing = Thing { id: cx.new_id(), version: 1, n: timer.body["n"].as_i64().unwrap_or(0) };
        cx.emit(NewEvent::upsert(Stream::Person(Uuid::from_u128(1)), "thing.rang", &thing))?;
        if timer.body["hourly"] == true {
            let passed = (cx.now().0 - timer.due.0) / HOUR + 1;
            event::set_timer(cx, "bell", &timer.key, timer.due.plus_ms(passed * HOUR), &timer.body)?;
        }
        Ok(())
    }
}

/// Rings while the database takes nothing.
struct Jammed(Arc<AtomicUsize>);

impl Alarm for Jammed {
    fn name(&self) -> &'static str {
        "jammed"
    }

    fn fire(&self, _: &mut Cx<'_, '_>, _: &Timer) -> Result<()> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Err(Error::Unavailable {
            code: "test",
            detail: "The disk is full.".to_owned(),
            retry_after_secs: 1,
        })
    }
}

both!(
    each_rings_once_whatever_number_runs,
    what_fails_is_set_aside,
    what_was_set_aside_rings_when_somebody_says_so,
    a_database_that_takes_nothing_is_not_pressed,
    downtime_is_made_up_for_once
);

fn start(world: &World, count: usize, broken: &Arc<AtomicBool>) -> Vec<Running> {
    let run = |process| {
        let alarm: Arc<dyn Alarm> = Arc::new(Bell { broken: Arc::clone(broken) });
        Running::start(|stopped| Clockwork::new(process, vec![alarm]).run(stopped))
    };
    world.processes(count).into_iter().map(run).collect()
}

mod cases {
    use super::*;

    pub async fn each_rings_once_whatever_number_runs(world: World) {
        let running = start(&world, 3, &Arc::default());
        let now = world.now();
        world
            .write(move |cx| {
                for n in 0..300 {
                    event::set_timer(cx, "bell", &format!("{n}"), now.plus_ms(n * 5), &json!({ "n": n }))?;
                }
                // Set again, one rings later; cancelled, never.
                event::set_timer(cx, "bell", "7", now.plus_ms(900_000), &json!({ "n": 1007 }))?;
                event::cancel_timer(cx, "bell", "8")
            })
            .await;
        let person = Uuid::from_u128(1);
        until("they ring", async || world.entries(person).await.len() >= 298).await;
        world.clock.advance_ms(1_000_000);
        until("the late one rings", async || world.entries(person).await.len() >= 299).await;
        for one in running {
            one.stop().await;
        }
        assert_eq!(world.entries(person).await.len(), 299);
    }

    pub async fn what_fails_is_set_aside(world: World) {
        let broken = Arc::new(AtomicBool::new(true));
        let running = start(&world, 1, &broken);
        let now = world.now();
        world
            .write(move |cx| {
                event::set_timer(cx, "bell", "broken", now, &json!({}))?;
                event::set_timer(cx, "bell", "sound", now, &json!({}))
            })
            .await;
        let person = Uuid::from_u128(1);
        until("the sound one rings", async || world.entries(person).await.len() == 1).await;
        let halted = async || {
            let now = world.now();
            world.read(move |tx| event::tasks_waiting(tx, now)).await
        };
        let set_aside = ("timer".to_owned(), "bell".to_owned(), "halted".to_owned(), 1);
        for _ in 0..20 {
            world.clock.advance_ms(130_000);
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            if halted().await.contains(&set_aside) {
                break;
            }
        }
        assert!(halted().await.contains(&set_aside));
        broken.store(false, Ordering::SeqCst);
        let now = world.now();
        world
            .write(move |cx| event::set_timer(cx, "bell", "broken", now, &json!({})))
            .await;
        until("mended, it rings", async || world.entries(person).await.len() == 2).await;
        for one in running {
            one.stop().await;
        }
    }

    pub async fn what_was_set_aside_rings_when_somebody_says_so(world: World) {
        let broken = Arc::new(AtomicBool::new(true));
        let now = world.now();
        world
            .write(move |cx| event::set_timer(cx, "bell", "broken", now, &json!({ "n": 1 })))
            .await;
        let running = start(&world, 1, &broken);
        let aside = async || world.read(|tx| event::set_aside(tx, "bell", 10)).await;
        until("it is set aside", async || {
            // Longer than the longest pause.
            world.clock.advance_ms(130_000);
            tokio::time::sleep(Duration::from_millis(400)).await;
            !aside().await.is_empty()
        })
        .await;
        let one = aside().await.remove(0);
        assert_eq!((one.timer.key.as_str(), one.timer.due, one.timer.attempts), ("broken", now, 8));
        assert!(one.error.contains("no clapper"), "{one:?}");
        let again = async || {
            let now = world.now();
            world.write(move |cx| event::retry_timers(cx, "bell", now)).await
        };
        broken.store(false, Ordering::SeqCst);
        assert_eq!((again().await, again().await), (1, 0));
        let person = Uuid::from_u128(1);
        until("it rings", async || world.entries(person).await.len() == 1).await;
        assert!(aside().await.is_empty());
        for one in running {
            one.stop().await;
        }
    }

    pub async fn a_database_that_takes_nothing_is_not_pressed(world: World) {
        let now = world.now();
        world
            .write(move |cx| {
                (0..150).try_for_each(|n| event::set_timer(cx, "jammed", &format!("{n}"), now, &json!({})))
            })
            .await;
        let (tries, began) = (Arc::new(AtomicUsize::new(0)), Instant::now());
        let (process, alarm) = (world.first.clone(), Arc::new(Jammed(Arc::clone(&tries))));
        let running = Running::start(|stopped| Clockwork::new(process, vec![alarm]).run(stopped));
        tokio::time::sleep(Duration::from_secs(2)).await;
        running.stop().await;
        // A hundred at each look, and two or three looks a second; they wait as they are.
        let most = (began.elapsed().as_millis() / 400 + 2) * 100;
        let tries = tries.load(Ordering::SeqCst) as u128;
        assert!((100..=most).contains(&tries), "{tries} tries, {most} at most");
        let waiting = world.read(move |tx| event::tasks_waiting(tx, now)).await;
        assert_eq!(waiting, [("timer".to_owned(), "jammed".to_owned(), "overdue".to_owned(), 150)]);
    }

    pub async fn downtime_is_made_up_for_once(world: World) {
        let now = world.now();
        world
            .write(move |cx| event::set_timer(cx, "bell", "hours", now, &json!({ "hourly": true })))
            .await;
        // Three days offline.
        world.clock.advance_ms(72 * HOUR + 60_000);
        let running = start(&world, 3, &Arc::default());
        let person = Uuid::from_u128(1);
        until("it rings", async || !world.entries(person).await.is_empty()).await;
        let next = world.read(|tx| event::timer_of(tx, "bell", "hours")).await;
        assert_eq!(next.map(|timer| timer.due), Some(now.plus_ms(73 * HOUR)));
        for one in running {
            one.stop().await;
        }
        assert_eq!(world.entries(person).await.len(), 1);
    }
}
