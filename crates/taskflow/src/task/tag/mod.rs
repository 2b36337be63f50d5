//! Tags of a workspace: what tasks are sorted by across projects.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{create, delete, update};
pub use model::{NewTag, Tag, TagPatch};
pub use queries::{all, by_names, images, known};
