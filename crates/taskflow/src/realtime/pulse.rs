//! What happens in its own time for all connections at once: hints that a stream grew, and pings.

use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::time::{MissedTickBehavior, interval};

use super::hub::Realtime;
use super::register::BUCKETS;

/// Carries hints to the rooms they concern: our commits, what other processes told, and what the poll has found.
pub async fn listen(hub: Realtime) {
    let mut wake = hub.app().wake.subscribe();
    let mut stirred = hub.app().wake.subscribe_stirred();
    // After a breakdown nobody has listened for a while.
    hub.all_may_have_grown();
    loop {
        tokio::select! {
            () = hub.stopped() => return,
            heard = wake.recv() => match heard {
                Ok(position) => hub.grown(position),
                Err(RecvError::Lagged(_)) => hub.all_may_have_grown(),
                Err(RecvError::Closed) => return,
            },
            heard = stirred.recv() => match heard {
                Ok(workspace) => hub.stirred(workspace),
                Err(RecvError::Lagged(_)) => hub.all_may_have_grown(),
                Err(RecvError::Closed) => return,
            },
        }
    }
}

/// Carries what other processes tell of who is where to the rooms it concerns. What is missed is said again.
pub async fn meet(hub: Realtime) {
    let mut told = hub.presence();
    loop {
        tokio::select! {
            () = hub.stopped() => return,
            heard = told.recv() => match heard {
                Ok(presence) => hub.told(&presence),
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            },
        }
    }
}

/// Has every connection pinged once in `realtime.ping_secs`, a bucket at a time.
pub async fn beat(hub: Realtime) {
    let pause = Duration::from_secs(hub.settings().ping_secs) / u32::try_from(BUCKETS).unwrap_or(1);
    let mut tick = interval(pause);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for bucket in (0..BUCKETS).cycle() {
        tokio::select! {
            () = hub.stopped() => return,
            _ = tick.tick() => hub.register().beat(bucket),
        }
    }
}
