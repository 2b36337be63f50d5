//! A change of a thousand tasks in one request, beside the same rows in one statement of the database.

use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};

use super::shared::{Connection, Database, Server};
use super::world::World;

const TASKS: u128 = 1_000;
const PRIORITIES: [&str; 2] = ["high", "low"];

/// The first thousand tasks that were loaded: of all projects.
fn ids() -> Vec<uuid::Uuid> {
    (1..=TASKS).map(|number| uuid::Uuid::from_u128(number * 4)).collect()
}

pub fn print(server: &Server, database: &Database, world: &World, time: Duration) {
    let mut times = Histogram::<u64>::new(3).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cpu = server.cpu_secs();
    runtime.block_on(async {
        let mut connection = Connection::open(&server.address).await;
        let started = Instant::now();
        for number in 0.. {
            let changes = json!({ "set": { "priority": PRIORITIES[number % 2] } });
            let request = world.bulk(&json!({ "ids": ids(), "changes": changes }));
            let sent = Instant::now();
            let reply = connection.send(&request).await;
            times.record(u64::try_from(sent.elapsed().as_micros()).unwrap()).unwrap();
            let report: Value = serde_json::from_slice(&reply.body).unwrap();
            let answered = |field: &str| report[field].as_array().map_or(0, Vec::len);
            assert_eq!((reply.status, answered("refused")), (200, 0), "{report}");
            // Some have the first priority already.
            let done = answered("changed") + answered("unchanged");
            assert_eq!(done, ids().len(), "{report}");
            // Once at least in each direction.
            if number > 0 && started.elapsed() >= time {
                break;
            }
        }
    });
    let requests = times.len() as f64;
    let p50 = times.value_at_quantile(0.50) as f64 / 1000.0;
    println!(
        "Bulk edit of {TASKS} tasks, an entry of the log each: {requests} requests, p50 {p50:.0} ms, p95 {:.0} ms, {:.0} tasks/s, \
         server CPU {:.0} ms a request.",
        times.value_at_quantile(0.95) as f64 / 1000.0,
        TASKS as f64 / p50 * 1000.0,
        (server.cpu_secs() - cpu) * 1000.0 / requests,
    );
    println!("The same rows in one UPDATE alone: p50 {:.0} ms.\n", alone(database, time));
}

/// Without entries, images and versions of anything else.
fn alone(database: &Database, time: Duration) -> f64 {
    let mut times = Histogram::<u64>::new(3).unwrap();
    let started = Instant::now();
    while times.is_empty() || started.elapsed() < time {
        let sent = Instant::now();
        database.run(&update(database.is_sqlite()));
        times.record(u64::try_from(sent.elapsed().as_micros()).unwrap()).unwrap();
    }
    times.value_at_quantile(0.50) as f64 / 1000.0
}

fn update(sqlite: bool) -> String {
    let id = |id: &uuid::Uuid| match sqlite {
        true => format!("x'{}'", id.simple()),
        false => format!("'{id}'"),
    };
    let list: Vec<String> = ids().iter().map(id).collect();
    format!(
        "UPDATE task SET priority = 4 - priority, version = version + 1, updated_at = updated_at + 1 WHERE id IN ({})",
        list.join(", ")
    )
}
