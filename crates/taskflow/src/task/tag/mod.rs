//! Tags of a workspace: what tasks are sorted by across projects.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::create;
pub use model::{NewTag, Tag};
pub use queries::{by_ids, by_names, images, page};
