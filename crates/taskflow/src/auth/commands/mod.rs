//! Changes, one function each.

mod profile;

pub use profile::{erase, update_profile};
