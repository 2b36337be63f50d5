//! What is measured of either server.

use std::time::{Duration, Instant};

use super::crowd::Crowd;
use super::receipts::Receipts;
use super::report::{Delivery, Report};
use super::shared::Connection;
use super::target::Target;

/// Sockets that events are delivered to.
pub const CROWDS: [usize; 3] = [100, 1_000, 5_000];
/// Sockets that stand idle, get one event each, and are cut off at once.
pub const MANY: usize = 5_000;
/// Events a second.
pub const RATE: usize = 100;
/// Connections that write them.
const WRITERS: usize = 8;
/// Events while everybody is away.
pub const MISSED: usize = 10;

pub async fn all(target: &mut Target, time: Duration) -> Report {
    let mut events = 0;
    // Whatever is made at the first request is no socket's.
    write(target, &Receipts::new(), &mut events, 1).await;
    drop(Crowd::open(target, 10).await);
    let before = target.server.memory_mb();
    let opening = Instant::now();
    let mut crowd = Crowd::open(target, MANY).await;
    let opened = opening.elapsed();
    let socket_kb = (target.server.memory_mb() - before) * 1024.0 / MANY as f64;
    eprintln!("{MANY} idle: {socket_kb:.1} KB each, opened in {opened:?}");

    let alone = alone(target, &crowd, &mut events).await;
    let frame = crowd.receipts.sample();
    let storm = storm(target, &mut crowd, &mut events).await;
    let refused = crowd.receipts.refusals();
    eprintln!("one event to all: {alone:?}; all back after {storm:?}");
    crowd.cut().await;
    drop(crowd);

    let mut deliveries = Vec::new();
    for size in CROWDS {
        let crowd = Crowd::open(target, size).await;
        let delivery = deliver(target, &crowd, time, &mut events).await;
        eprintln!("{delivery:?}");
        deliveries.push(delivery);
    }
    Report {
        socket_kb,
        opened,
        alone,
        storm,
        refused,
        deliveries,
        memory_mb: target.server.memory_mb(),
        frame,
    }
}

/// One event at a time, from its writer's answer until the last socket has it: the median and the worst.
async fn alone(target: &Target, crowd: &Crowd, events: &mut usize) -> (Duration, Duration) {
    let mut times = Vec::new();
    for _ in 0..21 {
        crowd.receipts.begin(*events);
        write(target, &crowd.receipts, events, 1).await;
        crowd.receipts.reached(0, crowd.size() as u64).await;
        times.push(crowd.receipts.last().duration_since(crowd.receipts.answer(*events - 1)));
    }
    times.sort();
    (times[times.len() / 2], times[times.len() - 1])
}

/// All are cut off; some things happen; all come back at once. Until the last is live again.
async fn storm(target: &mut Target, crowd: &mut Crowd, events: &mut usize) -> Duration {
    let size = crowd.size();
    crowd.cut().await;
    target.stand_here().await;
    crowd.receipts.begin(*events);
    write(target, &crowd.receipts, events, MISSED).await;
    let begun = Instant::now();
    crowd.come(target, 0..size);
    crowd.receipts.reached(size, 0).await;
    begun.elapsed()
}

/// A steady stream of events to everybody.
async fn deliver(target: &Target, crowd: &Crowd, time: Duration, events: &mut usize) -> Delivery {
    let receipts = &crowd.receipts;
    // The first ones wake things up.
    receipts.begin(*events);
    write(target, receipts, events, 10).await;
    receipts.reached(0, 10 * crowd.size() as u64).await;

    let count = (time.as_secs_f64() * RATE as f64) as usize;
    receipts.begin(*events);
    let (cpu, begun) = (target.server.cpu_secs(), Instant::now());
    stream(target, receipts, *events, count).await;
    *events += count;
    let written = begun.elapsed();
    let receipts_wanted = (count * crowd.size()) as u64;
    receipts.reached(0, receipts_wanted).await;
    let delays = receipts.delays();
    let [p50, p95, p99] = [0.50, 0.95, 0.99].map(|at| delays.after_answer.value_at_quantile(at));
    Delivery {
        sockets: crowd.size(),
        p50_ms: p50 as f64 / 1000.0,
        p95_ms: p95 as f64 / 1000.0,
        p99_ms: p99 as f64 / 1000.0,
        from_request_p99_ms: delays.after_request.value_at_quantile(0.99) as f64 / 1000.0,
        events_per_second: count as f64 / written.as_secs_f64(),
        cpu_us: (target.server.cpu_secs() - cpu) * 1e6 / receipts_wanted as f64,
    }
}

/// Some events, one after the other.
async fn write(target: &Target, receipts: &Receipts, events: &mut usize, count: usize) {
    let mut writer = Connection::open(&target.server.address).await;
    for _ in 0..count {
        event(target, &mut writer, receipts, *events).await;
        *events += 1;
    }
}

async fn event(target: &Target, writer: &mut Connection, receipts: &Receipts, number: usize) {
    receipts.asked(number);
    let reply = writer.send(&target.event(number)).await;
    assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
    receipts.answered(number);
}

/// Events at [`RATE`], each when it is due, whether the one before was answered or not.
async fn stream(target: &Target, receipts: &Receipts, first: usize, count: usize) {
    let begun = Instant::now();
    let writers = (0..WRITERS).map(|writer| async move {
        let mut connection = Connection::open(&target.server.address).await;
        for number in (writer..count).step_by(WRITERS) {
            let due = begun + Duration::from_secs_f64(number as f64 / RATE as f64);
            tokio::time::sleep_until(due.into()).await;
            event(target, &mut connection, receipts, first + number).await;
        }
    });
    futures_util::future::join_all(writers).await;
}
