//! Saved views: a filter, an order, a grouping and a layout under a name.
//!
//! A private view is part of its owner's own stream, so nobody else can hear of it; a shared one is part of the
//! workspace's, and of its project when it has one.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use commands::{delete, forget, open, put_back, set_back};
pub use model::View;
pub use queries::{images, of_projects, page, seen};
