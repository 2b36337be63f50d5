//! Exports as jobs: written in one snapshot by whichever process holds them, kept for a week in the database, so that
//! any process can send them.

mod api;
mod commands;
mod model;
mod queries;
mod run;
mod store;

pub use api::routes;
pub use model::ExportJob;
pub use run::sweep;
