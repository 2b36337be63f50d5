//! Hints between processes: which streams grew, and who is present. They make others look sooner; what there is to see is
//! in the log, and the poll finds it a second later when a hint was lost. Nothing here may ever hold up a commit.

mod carrier;
mod courier;
mod handle;
mod nats;
mod note;
mod outbox;
mod postgres;
mod redis;

pub use carrier::{Carrier, Unusable};
pub use courier::Courier;
pub use handle::{Hints, Presence};
