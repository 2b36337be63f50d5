//! Who is told about a task.

mod api;
mod commands;
mod model;
mod queries;
mod store;

pub use api::routes;
pub use commands::{add, ensure, ensure_all, open, remove};
pub use model::Watcher;
pub use queries::{images, is, is_watching};
pub use store::of_tasks;
