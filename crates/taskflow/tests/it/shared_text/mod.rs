//! Descriptions that several people write at once.

mod killed;
mod live;
mod random;
mod rest;
mod two;
mod writer;

pub use writer::{Writer, typed};
