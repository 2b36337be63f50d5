//! Timers.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

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

both!(
    each_rings_once_whatever_number_runs,
    what_fails_is_set_aside,
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
