//! Counts what runs, so that one can wait for its end.

use tokio::sync::watch;

use super::backoff::Backoff;

/// See the module. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Tasks(watch::Sender<usize>);

/// Held by a task while it runs.
#[derive(Debug)]
pub struct Running(watch::Sender<usize>);

impl Tasks {
    pub fn new() -> Self {
        Self(watch::Sender::new(0))
    }

    pub fn enter(&self) -> Running {
        self.0.send_modify(|running| *running += 1);
        Running(self.0.clone())
    }

    /// Returns when none runs.
    pub async fn ended(&self) {
        // Fails only without a sender, and this is one.
        let _ = self.0.subscribe().wait_for(|running| *running == 0).await;
    }
}

/// Does `work` until it ends by itself. When it breaks down it begins anew, after a pause.
pub async fn again<F>(part: &'static str, mut work: impl FnMut() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let mut backoff = Backoff::default();
    while let Err(error) = tokio::spawn(work()).await {
        if error.is_cancelled() {
            return;
        }
        tracing::error!(%error, part, "a part of live sync broke down; it starts again");
        tokio::time::sleep(backoff.next()).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|running| *running -= 1);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn what_breaks_down_begins_anew_until_it_ends() {
        let begun = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&begun);
        let work = move || {
            let nth = counter.fetch_add(1, Ordering::Relaxed);
            async move { assert!(nth >= 2, "broke down on purpose") }
        };
        again("a part", work).await;
        assert_eq!(begun.load(Ordering::Relaxed), 3);
    }
}
