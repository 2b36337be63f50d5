//! From entries of the log to frames: the one way by which sockets, replays and the log over HTTP are fed.

mod frame;
mod group;
mod read;
mod view;

pub use frame::{Frame, Place, Scope, deltas, live, more, reset, scope};
pub use group::Group;
pub use read::{Batch, read};
