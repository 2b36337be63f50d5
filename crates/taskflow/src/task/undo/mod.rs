//! Undoing: what entries of the log did is taken back by new changes, where nothing that came later is in the way.

mod api;
mod commands;
mod model;
mod rules;
mod selection;
mod since;
mod talk;
mod tasks;
mod tree;

pub use api::routes;
