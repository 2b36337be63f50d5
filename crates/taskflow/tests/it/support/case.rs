//! Runs one case: a runtime of its own, a server of its own, and the questions asked of both afterwards.

use std::future::Future;
use std::panic::{AssertUnwindSafe, resume_unwind};

use futures_util::FutureExt;
use taskflow::config::Config;

use super::database::Database;
use super::{Engine, TestApp, panics};

/// Starts the application on `engine`, runs `case`, stops it, and fails when the server panicked, answered a 5xx that
/// the case did not ask for, or left a log that does not fit its tables.
pub fn run<F: Future<Output = ()>>(
    engine: Engine,
    settings: fn(&mut Config),
    case: impl FnOnce(TestApp) -> F,
) {
    let name = std::thread::current().name().unwrap_or("case").to_owned();
    panics::watch();
    let database = Database::create(engine);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name(panics::server_thread(&name))
        .enable_all()
        .build()
        .expect("a runtime");

    let outcome = runtime.block_on(async {
        let app = TestApp::start(&database, settings).await;
        let outcome = AssertUnwindSafe(case(app.clone())).catch_unwind().await;
        let faults = app.finish().await;
        outcome.map(|()| faults)
    });
    // What the case spawned ends here, before its database does.
    drop(runtime);
    drop(database);

    let mut faults = outcome.unwrap_or_else(|panic| resume_unwind(panic));
    faults.extend(panics::of(&name));
    assert!(faults.is_empty(), "the case passed, and yet:\n{}", faults.join("\n"));
}
