//! Bringing work in from other products.
//!
//! A reader turns a file into a [`Bundle`], plainly and without a database; one importer takes bundles in,
//! batch by batch, and remembers what became of each thing: importing again changes nothing, and an import
//! that broke off goes on where it stopped.

mod api;
mod bundle;
mod cards;
mod category;
mod clean;
mod frame;
mod import;
mod model;
mod people;
mod queries;
mod report;
mod store;
mod trello;

pub use api::routes;
pub use bundle::Bundle;
pub use import::import;
pub use model::ImportRun;
pub use report::{Count, Note, Report};
pub use trello::read as read_trello;
