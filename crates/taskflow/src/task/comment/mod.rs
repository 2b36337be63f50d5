//! What people say about a task: comments, replies, mentions and reactions.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{create, delete, open, put_back, react, unreact};
pub use model::{Comment, NewComment, Reaction};
pub use queries::{by_ids, images};
pub use store::of_tasks;
