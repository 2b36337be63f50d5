//! Counts what runs, so that one can wait for its end.

use tokio::sync::watch;

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

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|running| *running -= 1);
    }
}
