//! Who is told about a task.

mod api;
mod commands;
mod model;
mod queries;
mod store;

pub use api::routes;
pub use commands::{ensure, ensure_all};
pub use model::Watcher;
pub use queries::images;
pub use store::of_tasks;
