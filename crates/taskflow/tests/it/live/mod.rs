//! Live connections: what comes, in which order, and what ends them.

mod broker;
mod client;
mod closing;
mod events;
mod failover;
mod follow;
mod frames;
mod loss;
mod noise;
mod presence;
mod resume;
mod rights;
mod slow;
pub mod socket;
mod stall;
mod storm;

pub use socket::{Socket, metric, refused, request, set, ticket, token, until_metric};
