//! Telling people by Web Push (RFC 8030): each of their browsers that asked for it, even while no page is open.

mod encrypt;
mod letter;
mod sender;

pub use sender::Push;
