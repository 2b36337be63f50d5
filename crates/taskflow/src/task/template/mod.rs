//! Templates: what tasks and projects are made of again and again.

mod api;
mod commands;
mod model;
mod queries;
mod rules;
mod store;

pub use api::routes;
pub use model::Template;
pub use queries::{images, of_projects, page};
