//! Work that a process does by itself, again and again, until it stops.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
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

    /// Does `work` now and then every `pause` after it ended. A turn that has begun is not broken off, and one that breaks
    /// down is not the last.
    pub fn every<F>(&mut self, pause: Duration, mut work: impl FnMut() -> F + Send + 'static)
    where
        F: Future<Output = ()> + Send,
    {
        let mut stop = self.stop.subscribe();
        self.tasks.spawn(async move {
            while !*stop.borrow() {
                if AssertUnwindSafe(work()).catch_unwind().await.is_err() {
                    tracing::error!("a turn of background work broke down; the next one comes all the same");
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_turn_that_breaks_down_is_not_the_last() {
        let (turns, mut counted) = watch::channel(0);
        let mut background = Background::new();
        background.every(Duration::from_millis(1), move || {
            let turns = turns.clone();
            async move {
                turns.send_modify(|turns| *turns += 1);
                assert!(*turns.borrow() > 1, "the first one breaks down");
            }
        });
        let came = tokio::time::timeout(Duration::from_secs(20), counted.wait_for(|turns| *turns >= 3));
        assert!(came.await.is_ok_and(|came| came.is_ok()));
        background.stop().await;
    }
}
