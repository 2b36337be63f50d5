//! Automation: rules that act when something happens, or when the time has come, for the person who made them.

mod access;
mod act;
mod alarm;
mod api;
mod commands;
mod consumer;
mod due;
mod model;
mod queries;
mod rehearse;
mod rules;
mod run;
mod store;

use std::sync::Arc;

pub use api::routes;
pub use model::Rule;
pub use queries::{images, of_projects, page};

use crate::event::Works;

/// The consumer's name, in its cursor and in the cause of what rules do.
const NAME: &str = "automation";

/// What follows the log and the clock for it.
pub fn works() -> Works {
    Works {
        consumers: vec![Arc::new(consumer::Automation::default())],
        senders: Vec::new(),
        alarms: vec![Arc::new(alarm::Schedule), Arc::new(due::Due), Arc::new(due::Look)],
    }
}
