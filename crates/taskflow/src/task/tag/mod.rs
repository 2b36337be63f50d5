//! Tags of a workspace: what tasks are sorted by across projects.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{create, delete, open, put_back, set};
pub use model::{NewTag, Tag};
pub use queries::{by_ids, by_names, images, is_used, page};
