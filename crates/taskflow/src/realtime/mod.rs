//! The log on its way to people's screens: snapshots, the log over HTTP, and live sockets. docs/SYNC.md is the protocol.

mod access;
mod api;
mod ask;
mod backoff;
mod close;
mod feed;
mod follow;
mod guest;
mod hint;
mod hub;
mod mailbox;
mod outbox;
mod people;
mod poll;
mod pulse;
mod register;
mod resume;
mod room;
mod say;
mod snapshot;
mod socket;
mod stats;
mod stay;
mod store;
mod tasks;
mod tickets;
mod token;

pub use access::{AccessModel, ScopeId, Visibility};
pub use api::{LIVE, live_routes, routes};
pub use guest::Guest;
pub use hint::{Carrier, Courier, Hints, Presence, Unusable};
pub use hub::Realtime;
pub use poll::poll;
pub use resume::{REPLAY, Reason, Resume};
pub use stats::Figures;
pub use tickets::{redeem as redeem_ticket, sweep as sweep_tickets};
pub use token::{BadToken, Token};

/// Returns at a moment; never, when there is none.
async fn wake(at: Option<tokio::time::Instant>) {
    match at {
        Some(at) => tokio::time::sleep_until(at).await,
        None => std::future::pending().await,
    }
}
