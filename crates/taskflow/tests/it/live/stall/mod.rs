//! Some of many sockets stop reading while large events flow: the server's memory stays bounded, nobody else is
//! disturbed, who reads on in the end is caught up, and who never does is cut off with 4408.
//!
//! `make storm` runs it in full: 2,000 sockets of which 50 stop.

mod listener;
mod memory;

use std::time::{Duration, Instant};

use serde_json::json;
use uuid::Uuid;

use crate::desk::Desk;
use crate::hint::two::soon;
use crate::support::{Database, Engine, Process, TestApp};
use listener::{Listener, Pace};
use memory::Watch;

/// Bytes of an event, about.
const EVENT: usize = 20_000;
/// What may wait for one connection here.
const QUEUE: usize = 200_000;
/// What may be kept of the log for who comes back.
const RING: usize = 4 << 20;
/// What a connection that is served costs while a frame is under way: how it begins is copied.
const UNDER_WAY: usize = 6_000;
/// What somebody costs who reads a part of the log over HTTP.
const PART: usize = 2_500_000;
/// What the process may need besides.
const SLACK: usize = 32 << 20;
/// Events that a healthy listener may be behind when the next is written.
const LEAD: i64 = 4;

struct Size {
    sockets: usize,
    /// Half of them read slowly, half not at all.
    stalled: usize,
    events: usize,
}

fn size() -> Size {
    if std::env::var_os("TASKFLOW_STORM_FULL").is_some() {
        Size { sockets: 2000, stalled: 50, events: 400 }
    } else {
        Size { sockets: 120, stalled: 20, events: 200 }
    }
}

#[test]
fn who_stops_reading_disturbs_nobody() {
    memory::allow_many_files();
    let database = Database::create(Engine::Postgres);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let faults = runtime.block_on(async {
        // Another server, to make people and ask afterwards; nobody listens at it.
        let app = TestApp::start(&database, |_| ()).await;
        let mut process = Process::new(&database)
            .set("TASKFLOW_REALTIME_MAX_SOCKETS_PER_USER", 2000)
            .set("TASKFLOW_REALTIME_QUEUE_BYTES", QUEUE)
            .set("TASKFLOW_REALTIME_RING_BYTES", RING)
            .set("TASKFLOW_REALTIME_STALL_SECS", 5);
        process.start().await;
        play(&app, &process, &size()).await;
        app.finish().await
    });
    drop(runtime);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

async fn play(app: &TestApp, process: &Process, size: &Size) {
    let desk = Desk::new(app).await;
    let task = desk.owner.task(desk.project, "Long").await.id();
    let start = desk.seq().await;
    let people =
        [&desk.owner, &desk.member, &desk.commenter, &desk.viewer].map(|who| who.on(process.address()));
    let mut listeners = Vec::new();
    for number in 0..size.sockets {
        let pace = match number {
            n if n >= size.stalled => Pace::Quick,
            n if n % 2 == 0 => Pace::Slow,
            _ => Pace::Never,
        };
        let who = &people[number / 2 % people.len()];
        listeners.push(Listener::open(app, who, desk.workspace, pace).await);
    }
    let (stalled, quick) = listeners.split_at(size.stalled);

    let watch = Watch::start(process.id());
    let took = write(&desk, task, size.events, quick, process).await;
    let grown = watch.stop().await;
    println!(
        "{} events to {} sockets in {took:.1?}, {} stalled; memory grew by {} KB",
        size.events,
        size.sockets,
        size.stalled,
        grown / 1024
    );
    let head = desk.seq().await;
    assert_eq!(head - start, i64::try_from(size.events).unwrap());
    // Nobody else was disturbed.
    for listener in quick {
        soon("every event", listener.until(head)).await;
    }
    let overflows = process.metric("taskflow_live_overflows_total").await;
    assert!(overflows >= 1.0, "nobody overflowed: this shows nothing");
    // A slow one may overflow more than once. The quick ones were never further behind than fits into a queue.
    let parted = quick.iter().filter(|listener| listener.parted()).count();
    assert_eq!(parted, 0, "others were sent away to fetch what they missed");
    let bound =
        RING + size.stalled * (QUEUE + EVENT) + size.stalled / 2 * PART + size.sockets * UNDER_WAY + SLACK;
    assert!(grown <= bound, "memory grew by {grown} bytes, more than {bound}");

    // Who reads again has everything, without a gap; who never did is cut off.
    for listener in stalled.iter().filter(|listener| listener.pace() == Pace::Slow) {
        listener.hurry();
        soon("what was missed", listener.until(head)).await;
    }
    let never = (size.stalled / 2) as f64;
    let cut_off = async {
        while process.metric("taskflow_live_closes_total{code=\"4408\"}").await < never {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    soon("4408", cut_off).await;
    let open = process.metric("taskflow_live_sockets").await;
    assert_eq!(open, size.sockets as f64 - never, "and nobody else is");
    for listener in &listeners {
        listener.has_no_faults();
    }
}

/// Writes events, each as soon as all quick listeners are nearly up to date, and answers how long that took.
async fn write(desk: &Desk, task: Uuid, events: usize, quick: &[Listener], process: &Process) -> Duration {
    let (began, owner) = (Instant::now(), desk.owner.on(process.address()));
    for number in 0..events {
        let filler = char::from(b'a' + u8::try_from(number % 26).unwrap()).to_string();
        let body = json!({ "description": filler.repeat(EVENT) });
        let reply = owner.patch(format!("/tasks/{task}")).json(body).await.status(200);
        let seq: i64 = reply.header("sync-position").split(':').nth(1).unwrap().parse().unwrap();
        for listener in quick {
            soon("the quick ones", listener.until(seq - LEAD)).await;
        }
    }
    began.elapsed()
}
