//! What this process did by itself since its start, for its metrics.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::base::Stamp;

/// What one of the janitor's chores came to so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Chore {
    /// When it last ended well.
    pub done_at: Option<Stamp>,
    /// Turns that failed.
    pub failures: u64,
    /// Rows, tasks or files cleared away.
    pub cleared: u64,
}

/// What became of a try to send a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Delivered,
    /// It will be tried again.
    Delayed,
    GivenUp,
    /// Not sent: its address gets no mail.
    Withheld,
}

/// The work of a process's roles.
#[derive(Debug, Default)]
pub struct Work {
    chores: Mutex<BTreeMap<&'static str, Chore>>,
    mail: [AtomicU64; 4],
}

impl Work {
    /// Notes a turn of a chore that ended now, and how much it cleared away, or that it failed.
    pub fn note(&self, chore: &'static str, now: Stamp, cleared: Option<u64>) {
        let mut chores = self.chores.lock().unwrap_or_else(PoisonError::into_inner);
        let chore = chores.entry(chore).or_default();
        match cleared {
            Some(cleared) => {
                chore.done_at = Some(now);
                chore.cleared += cleared;
            }
            None => chore.failures += 1,
        }
    }

    /// Each chore that had a turn, by name.
    pub fn chores(&self) -> BTreeMap<&'static str, Chore> {
        self.chores.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn note_mail(&self, sent: Sent) {
        self.mail[sent as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How many tries to send a mail ended so.
    pub fn mail(&self, sent: Sent) -> u64 {
        self.mail[sent as usize].load(Ordering::Relaxed)
    }
}
