//! What people are told: the inbox, reminders, due alerts, and how each wants to be told. A consumer of the log.
//!
//! Everything here belongs to its person's own stream. A notification names things and repeats nothing of them: whoever
//! reads one sees of its task and comment what they may see then.

mod alarms;
mod api;
mod channel;
mod commands;
mod consumer;
mod due;
mod mail;
mod model;
mod people;
mod push;
mod queries;
mod rules;
mod store;
mod sweep;

use std::sync::Arc;

use crate::event::{Personal, Works};
use crate::http::App;

pub use alarms::zone_of;
pub use api::routes;
pub use channel::{DIGEST, DeliveryBody, Letter, MAIL, PUSH, digest, for_channel};
pub use commands::{Said, say_of_task};
pub use mail::{Topic, unsubscribe_token};
pub use model::{
    Channel, Channels, InboxItem, Kind, Notification, Preferences, QuietHours, Settings, Weekly,
    WorkspaceSettings,
};
pub use queries::images;
pub use rules::{due_instant, due_key, is_open};
pub use sweep::sweep;

/// What it sends by mail.
pub fn post(app: &App) -> Works {
    Works {
        senders: vec![Arc::new(mail::Post::new(app.clone()))],
        ..Works::default()
    }
}

/// What it pushes to browsers.
pub fn push(app: &App) -> Works {
    Works {
        senders: vec![Arc::new(push::Push::new(app.clone()))],
        ..Works::default()
    }
}

inventory::submit! { Personal(images) }

/// What this service does by itself.
pub fn works() -> Works {
    Works {
        consumers: vec![Arc::new(consumer::Notifications), Arc::new(people::People)],
        senders: Vec::new(),
        alarms: vec![
            Arc::new(alarms::Reminders),
            Arc::new(due::DueAlerts),
            Arc::new(due::DueLook),
            Arc::new(alarms::Snoozes),
            Arc::new(alarms::Digests),
        ],
    }
}
