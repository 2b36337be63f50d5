//! What the loops of one process share.

use std::time::Duration;

use taskflow_db::{Db, ErrorKind};
use tokio::sync::watch;

use crate::base::{Clock, Error, ids};
use crate::event::Wake;

/// A process that works by itself, with its parts. Cheap to clone.
#[derive(Clone)]
pub struct Process {
    pub db: Db,
    pub clock: Clock,
    pub wake: Wake,
    /// Its name among those that share the database.
    pub name: String,
}

impl Process {
    /// A process with a name of its own.
    pub fn new(db: Db, clock: Clock, wake: Wake) -> Self {
        Self { db, clock, wake, name: ids::new_id().to_string() }
    }
}

/// Returns once it is to stop.
pub async fn told_to_stop(stopped: &mut watch::Receiver<bool>) {
    // Fails only without a sender: then it stops as well.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Waits, unless it is stopped first; tells whether it was.
pub async fn pause(stopped: &mut watch::Receiver<bool>, long: Duration) -> bool {
    tokio::select! {
        () = told_to_stop(stopped) => true,
        () = tokio::time::sleep(long) => false,
    }
}

/// Whether the database, and not what was asked of it, is the trouble: then trying again is all there is to do.
pub fn is_passing(error: &Error) -> bool {
    match error {
        Error::Unavailable { .. } => true,
        Error::Db(error) => {
            matches!(error.kind(), ErrorKind::Busy | ErrorKind::Disk | ErrorKind::Unavailable)
        }
        _ => false,
    }
}

/// How long to wait after a failed try: 1 s, then twice as long each time, up to an hour.
pub fn backoff_ms(attempts: i64) -> i64 {
    1000_i64
        .saturating_mul(1 << attempts.clamp(1, 12).saturating_sub(1))
        .min(3_600_000)
}

/// Tries of what may be poison: some two minutes, then it waits for people.
pub const MOST_ATTEMPTS: i64 = 8;
