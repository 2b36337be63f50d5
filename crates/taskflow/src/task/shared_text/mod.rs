//! A task's description while several people write it at once: a document beside the task, into which what they type is
//! merged character by character, and from which the description is written soon after. docs/ARCHITECTURE.md says how.

mod api;
mod commands;
mod document;
mod model;
mod queries;
mod rewrite;
mod settle;
mod store;

pub use api::routes;
pub use queries::{Followed, Stretch, stretches};
pub use rewrite::rewritten;
pub use settle::{forget_idle, settle_all, settle_due};
