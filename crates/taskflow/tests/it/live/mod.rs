//! Live connections: what comes, in which order, and what ends them.

mod client;
mod closing;
mod events;
mod follow;
mod frames;
mod presence;
mod resume;
mod rights;
mod slow;
mod socket;

pub use socket::{Socket, metric, refused, request, set, ticket, token};
