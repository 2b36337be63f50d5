//! Work that a process does by itself, again and again, until it stops.

use std::future::Future;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

/// How long a task may take to end before the process goes on without it.
const GRACE: Duration = Duration::from_secs(10);

/// The running tasks of a process.
#[derive(Debug)]
pub struct Background {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

impl Background {
    pub fn new() -> Self {
        Self { stop: watch::Sender::new(false), tasks: JoinSet::new() }
    }

    /// Does `work` now and then every `pause` after it ended. A turn that has begun is not broken off.
    pub fn every<F>(&mut self, pause: Duration, mut work: impl FnMut() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send,
    {
        let mut stop = self.stop.subscribe();
        self.tasks.spawn(async move {
            while !*stop.borrow() {
                work().await;
                tokio::select! {
                    _ = stop.wait_for(|stop| *stop) => break,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }

    /// Does `work`, which ends by itself soon after what it is given becomes true.
    pub fn until_stopped<F>(&mut self, work: impl FnOnce(watch::Receiver<bool>) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.tasks.spawn(work(self.stop.subscribe()));
    }

    /// Lets every task end its turn; whoever takes too long is left behind.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        let ended = async {
            while let Some(ended) = self.tasks.join_next().await {
                if let Err(error) = ended {
                    tracing::error!(%error, "a background task ended badly");
                }
            }
        };
        if tokio::time::timeout(GRACE, ended).await.is_err() {
            tracing::warn!("background work did not end in time");
        }
    }
}
