//! Projects, their tree, members and statuses.

mod access;
mod store;

pub use access::{ProjectAccess, open, visible};
