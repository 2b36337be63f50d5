//! How late reminders ring: from the instant that was asked for to the one at which the server wrote it down.

use std::time::Duration;

use hdrhistogram::Histogram;
use jiff::{Span, Timestamp};
use serde_json::{Value, json};

use super::latency::line;
use super::shared::{Connection, Request, Server};
use super::world::World;

const TASKS: usize = 100;
/// Of each task; a person has up to twenty.
const EACH: usize = 10;
/// Until the first one rings: they are made meanwhile.
const AHEAD_MS: i64 = 15_000;
/// Numbers of tasks that nothing else has.
const FAR: usize = 20_000_000;

pub async fn print(server: &Server, world: &World) {
    println!(
        "| Reminders, from when they are due until they have rung | reminders | p50 ms | p99 ms | most ms |"
    );
    println!("|---|---:|---:|---:|---:|");
    line("100 a second", &ring(server, world, 10, 0).await);
    line("all at one instant", &ring(server, world, 0, 1).await);
    println!();
}

/// Makes a thousand reminders, so many milliseconds apart, and looks at them when all must have rung.
async fn ring(server: &Server, world: &World, apart_ms: i64, turn: usize) -> Histogram<u64> {
    let mut http = Connection::open(&server.address).await;
    let first = Timestamp::now() + Span::new().milliseconds(AHEAD_MS);
    let mut tasks = Vec::new();
    for number in 0..TASKS {
        let made = http.send(&world.assigned(FAR * (turn + 1) + number)).await;
        let made: Value = serde_json::from_slice(&made.body).unwrap();
        tasks.push(format!("/api/v1/tasks/{}/reminders", made["id"].as_str().unwrap()));
    }
    let mut last = first;
    for number in 0..TASKS * EACH {
        last = first + Span::new().milliseconds(apart_ms * i64::try_from(number).unwrap());
        let at = last.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
        let request =
            Request::new("POST", &tasks[number % TASKS], &world.token, &json!({ "at": at }).to_string());
        let reply = http.send(&request).await;
        assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.body));
    }
    assert!(Timestamp::now() < first, "they were not made in time");
    let end = last + Span::new().seconds(10);
    tokio::time::sleep(Duration::try_from(end.duration_since(Timestamp::now())).unwrap()).await;
    let mut late = Histogram::new(3).unwrap();
    for path in &tasks {
        let page = http.send(&Request::get(path, &world.token)).await;
        let page: Value = serde_json::from_slice(&page.body).unwrap();
        for one in page["items"].as_array().unwrap() {
            let instant =
                |field: &str| -> Timestamp { one[field].as_str().expect("it has rung").parse().unwrap() };
            let micros = instant("fired_at").duration_since(instant("at")).as_micros();
            late.record(u64::try_from(micros).unwrap()).unwrap();
        }
    }
    assert_eq!(late.len(), (TASKS * EACH) as u64);
    late
}
