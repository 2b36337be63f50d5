//! Counters and gauges of one database.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A snapshot of the counters; sums grow from the start of the process.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stats {
    /// Commands waiting to be written.
    pub write_queue: u64,
    /// Reads waiting for a connection.
    pub read_queue: u64,
    pub busy_readers: u64,
    pub busy_writers: u64,
    /// Commits that succeeded.
    pub groups: u64,
    /// Commands committed by them.
    pub commands: u64,
    /// Most commands in one commit so far.
    pub max_group: u64,
    /// Commands that answered an error and were undone.
    pub failed_commands: u64,
    pub reads: u64,
    /// Time from BEGIN to the end of COMMIT.
    pub group_seconds: f64,
    /// Time in COMMIT alone.
    pub commit_seconds: f64,
    /// Time that commands waited before their group began.
    pub write_wait_seconds: f64,
    /// Time that reads waited for a connection.
    pub read_wait_seconds: f64,
    /// Groups or commands that were run again.
    pub retries: u64,
    /// Connections made again after a loss.
    pub reconnects: u64,
    pub disk_failures: u64,
    /// Commands refused at once while writing is stopped.
    pub refused_writes: u64,
    /// Writes are refused because the disk is full or failing.
    pub blocked: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn add(&self, count: u64) {
        self.0.fetch_add(count, Ordering::Relaxed);
    }

    pub(crate) fn sub(&self, count: u64) {
        self.0.fetch_sub(count, Ordering::Relaxed);
    }

    pub(crate) fn max(&self, value: u64) {
        self.0.fetch_max(value, Ordering::Relaxed);
    }

    /// Sums of time are kept in nanoseconds.
    pub(crate) fn time(&self, time: Duration) {
        self.add(time.as_nanos() as u64);
    }

    pub(crate) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn seconds(&self) -> f64 {
        self.get() as f64 / 1e9
    }
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub read_queue: Counter,
    pub busy_readers: Counter,
    pub busy_writers: Counter,
    pub groups: Counter,
    pub commands: Counter,
    pub max_group: Counter,
    pub failed_commands: Counter,
    pub reads: Counter,
    pub group_time: Counter,
    pub commit_time: Counter,
    pub write_wait: Counter,
    pub read_wait: Counter,
    pub retries: Counter,
    pub reconnects: Counter,
    pub disk_failures: Counter,
    pub refused_writes: Counter,
}

impl Counters {
    pub(crate) fn snapshot(&self, write_queue: usize, blocked: bool) -> Stats {
        Stats {
            write_queue: write_queue as u64,
            read_queue: self.read_queue.get(),
            busy_readers: self.busy_readers.get(),
            busy_writers: self.busy_writers.get(),
            groups: self.groups.get(),
            commands: self.commands.get(),
            max_group: self.max_group.get(),
            failed_commands: self.failed_commands.get(),
            reads: self.reads.get(),
            group_seconds: self.group_time.seconds(),
            commit_seconds: self.commit_time.seconds(),
            write_wait_seconds: self.write_wait.seconds(),
            read_wait_seconds: self.read_wait.seconds(),
            retries: self.retries.get(),
            reconnects: self.reconnects.get(),
            disk_failures: self.disk_failures.get(),
            refused_writes: self.refused_writes.get(),
            blocked,
        }
    }
}
