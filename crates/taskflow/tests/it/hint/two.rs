//! Two servers on one PostgreSQL, and what one hears of the other.

use std::future::Future;
use std::time::Duration;

use taskflow::config::Config;
use taskflow::event::Position;
use tokio::sync::broadcast::Receiver;
use uuid::Uuid;

use crate::support::{Database, Engine, TestApp};

/// Far more than anything here takes.
const LONG: Duration = Duration::from_secs(20);

/// Runs a case on two servers that share a database; it fails when one of them did something wrong.
pub fn on_two<F: Future<Output = ()>>(
    settings: impl Fn(&mut Config),
    case: impl FnOnce(TestApp, TestApp) -> F,
) {
    let database = Database::create(Engine::Postgres);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    let faults = runtime.block_on(async {
        let one = TestApp::start(&database, &settings).await;
        let two = TestApp::start(&database, &settings).await;
        case(one.clone(), two.clone()).await;
        [one.finish().await, two.finish().await].concat()
    });
    drop(runtime);
    drop(database);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Until both carry hints, or neither does.
pub async fn connected(apps: [&TestApp; 2], wanted: bool) {
    for app in apps {
        let mut connected = app.hints().connected();
        soon("the state of hints", connected.wait_for(|now| *now == wanted))
            .await
            .unwrap();
    }
}

/// The head of this stream that is told next, beyond the given one.
pub async fn told(wake: &mut Receiver<Position>, stream: Uuid, beyond: i64) -> Position {
    let next = async {
        loop {
            let head = wake.recv().await.unwrap();
            if head.stream_id == stream && head.seq > beyond {
                return head;
            }
        }
    };
    soon("a hint", next).await
}

/// What the work answers, if it does so in time.
pub async fn soon<T>(what: &str, work: impl Future<Output = T>) -> T {
    tokio::time::timeout(LONG, work)
        .await
        .unwrap_or_else(|_| panic!("{what} did not come"))
}
