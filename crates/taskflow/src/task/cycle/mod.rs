//! Cycles of a project, which others call sprints: stretches of time that its tasks are planned for.

mod api;
mod commands;
mod complete;
mod events;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use model::Cycle;
pub use queries::{by_ids, hold, images, in_turn, named, page};
