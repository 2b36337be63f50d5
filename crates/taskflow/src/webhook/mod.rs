//! Events of a workspace, sent to addresses of its own: Standard Webhooks 1.0.

mod api;
mod call;
mod commands;
mod consumer;
mod events;
mod filter;
mod model;
mod notice;
mod payload;
mod queries;
mod rules;
mod sender;
mod store;
mod sweep;

use std::sync::Arc;

use crate::event::Works;
use crate::http::App;

pub use api::routes;
pub use call::{Call, call, is_of};
pub use queries::images;
pub use sweep::sweep;

/// What this service does by itself.
pub fn works(app: &App) -> Works {
    Works {
        consumers: vec![Arc::new(consumer::Queue::default())],
        senders: vec![Arc::new(sender::Post::new(app.clone()))],
        alarms: Vec::new(),
    }
}
