//! What a process needs, while something happens.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Looks again and again until it is stopped.
pub struct Watch {
    before: usize,
    stop: oneshot::Sender<()>,
    most: JoinHandle<usize>,
}

impl Watch {
    pub fn start(process: u32) -> Self {
        let before = resident(process);
        let (stop, mut stopped) = oneshot::channel();
        let most = tokio::spawn(async move {
            let mut most = before;
            loop {
                most = most.max(resident(process));
                tokio::select! {
                    _ = &mut stopped => return most,
                    () = tokio::time::sleep(Duration::from_millis(20)) => {}
                }
            }
        });
        Self { before, stop, most }
    }

    /// By how many bytes it grew at most.
    pub async fn stop(self) -> usize {
        let _ = self.stop.send(());
        self.most.await.unwrap().saturating_sub(self.before)
    }
}

/// Resident memory in bytes.
fn resident(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}

/// Thousands of sockets stand in this process and its children.
pub fn allow_many_files() {
    let most = getrlimit(Resource::Nofile).maximum;
    setrlimit(Resource::Nofile, Rlimit { current: most, maximum: most }).unwrap();
}
