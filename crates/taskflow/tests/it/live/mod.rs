//! Live connections: what comes, in which order, and what ends them.

mod broker;
mod client;
mod closing;
mod events;
mod failover;
mod follow;
mod frames;
mod loss;
mod presence;
mod resume;
mod rights;
mod slow;
pub mod socket;

pub use socket::{Socket, metric, refused, request, set, ticket, token};
