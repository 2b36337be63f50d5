//! The log on its way to people's screens: snapshots, the log over HTTP, and live sockets. docs/SYNC.md is the protocol.

mod access;
#[allow(dead_code, unused_imports)]
mod feed;
#[allow(dead_code)]
mod resume;
mod token;

pub use access::{AccessModel, ScopeId, Visibility};
pub use resume::{REPLAY, Reason, Resume};
pub use token::{BadToken, Token};
