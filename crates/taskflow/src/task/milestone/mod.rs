//! Milestones of a project: what its tasks are to reach together, and by when.

mod api;
mod commands;
mod events;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use model::{Milestone, MilestoneEntry, MilestoneState};
pub use queries::{by_ids, hold, images, list, named, page};
