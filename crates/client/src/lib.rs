//! A live copy of what one person may see of a TaskFlow workspace. docs/SYNC.md is the protocol.
//!
//! [`Replica`] holds the copy of one stream and knows the rules; it does no input or output. [`net::Connection`] keeps
//! any number of them live.
//!
//! This crate knows nothing of the server's insides.

mod frame;
#[cfg(feature = "net")]
pub mod net;
mod replica;
mod stream;
mod thing;
mod token;

pub use frame::{
    BadFrame, Delta, Frame, Live, Mode, More, Notice, NoticeKind, Op, OpKind, Ping, Presence, Problem, Reset,
    Resume, Scope, Visible, Welcome,
};
pub use replica::{Applied, BadSnapshot, Fetch, FetchId, Outcome, Part, Progress, Replica, Row, SnapshotRow};
pub use stream::Stream;
pub use thing::Thing;
pub use token::{BadToken, Token};
