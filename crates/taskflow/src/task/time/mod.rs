//! Time that people track on tasks, by hand or with a timer that runs.

mod api;
mod commands;
mod departure;
mod events;
mod model;
mod queries;
mod rules;
mod store;
mod sums;
mod timer;

pub use api::routes;
pub use model::TimeEntry;
pub use queries::{images, of_tasks};
