//! The log on its way to people's screens: snapshots, the log over HTTP, and live sockets. docs/SYNC.md is the protocol.

mod access;
mod api;
#[allow(dead_code, unused_imports)]
mod feed;
mod follow;
mod guest;
mod hint;
mod poll;
#[allow(dead_code)]
mod resume;
mod snapshot;
mod store;
pub mod tickets;
mod token;

pub use access::{AccessModel, ScopeId, Visibility};
pub use api::routes;
pub use guest::Guest;
pub use hint::{Carrier, Courier, Hints, Presence, Unusable};
pub use poll::poll;
pub use resume::{REPLAY, Reason, Resume};
pub use token::{BadToken, Token};
