//! How soon somebody is told: from the answer to a write until the inbox shows it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::Value;

use super::shared::{Connection, Request, Server};
use super::world::World;

/// Writes a second of others.
const OTHERS: u64 = 100;
/// How often the inbox is asked.
const ASK: Duration = Duration::from_millis(1);
/// Numbers of tasks that others make.
const FAR: usize = 10_000_000;

pub async fn print(server: &Server, world: &World, samples: usize) {
    println!(
        "| From the answer to the write until the inbox shows it | samples | p50 ms | p99 ms | most ms |"
    );
    println!("|---|---:|---:|---:|---:|");
    line("nobody else writes", &sample(server, world, samples, 0).await);
    let stop = Arc::new(AtomicBool::new(false));
    let written = AtomicUsize::new(0);
    let others = async {
        let mut http = Connection::open(&server.address).await;
        let mut every = tokio::time::interval(Duration::from_micros(1_000_000 / OTHERS));
        while !stop.load(Ordering::Relaxed) {
            every.tick().await;
            // For everybody but the one who is watched.
            let number = written.fetch_add(1, Ordering::Relaxed) + FAR;
            let number = if number.is_multiple_of(world.members.len()) { number + 1 } else { number };
            assert_eq!(http.send(&world.assigned(number)).await.status, 201);
        }
    };
    let began = Instant::now();
    let watched = async {
        let times = sample(server, world, samples, FAR / 2).await;
        stop.store(true, Ordering::Relaxed);
        times
    };
    let (times, ()) = tokio::join!(watched, others);
    let rate = written.load(Ordering::Relaxed) as f64 / began.elapsed().as_secs_f64();
    line(&format!("others write {rate:.0} times a second"), &times);
    println!();
}

async fn sample(server: &Server, world: &World, samples: usize, from: usize) -> Histogram<u64> {
    let (mut writer, mut reader) =
        (Connection::open(&server.address).await, Connection::open(&server.address).await);
    let (_, token) = &world.members[0];
    let inbox = Request::get("/api/v1/notifications?limit=1", token);
    let mut times = Histogram::new(3).unwrap();
    let from = from - from % world.members.len();
    for number in 0..samples {
        // Always the same person.
        let task = writer.send(&world.assigned(from + number * world.members.len())).await;
        let answered = Instant::now();
        assert_eq!(task.status, 201);
        let task: Value = serde_json::from_slice(&task.body).unwrap();
        loop {
            let page = reader.send(&inbox).await;
            let page: Value = serde_json::from_slice(&page.body).unwrap();
            if page["items"][0]["task_id"] == task["id"] {
                break;
            }
            assert!(answered.elapsed() < Duration::from_secs(30), "nobody was told");
            tokio::time::sleep(ASK).await;
        }
        times.record(u64::try_from(answered.elapsed().as_micros()).unwrap()).unwrap();
    }
    times
}

pub fn line(name: &str, times: &Histogram<u64>) {
    let ms = |quantile: f64| times.value_at_quantile(quantile) as f64 / 1000.0;
    println!(
        "| {name} | {} | {:.1} | {:.1} | {:.1} |",
        times.len(),
        ms(0.5),
        ms(0.99),
        times.max() as f64 / 1000.0
    );
}
