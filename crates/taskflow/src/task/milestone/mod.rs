//! Milestones of a project: what its tasks are to reach together, and by when.

mod api;
mod commands;
mod events;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{create, update};
pub use model::{Milestone, MilestoneEntry, MilestoneState, NewMilestone, PatchMilestone};
pub use queries::{by_ids, hold, images, list, named, of_project, page};
pub use rules::{MAX_MILESTONES, key};
