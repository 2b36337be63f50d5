//! Telling people, and what they do with what they were told.

mod departure;
mod forget;
mod notice;
mod preferences;
mod reminders;
mod state;
mod subscriptions;
mod tell;
mod unsubscribe;

pub use forget::{forget, forget_person, forget_tasks};
pub use notice::{Said, post, say_of_task};
pub use preferences::{change as change_preferences, moved, set_digest};
pub use reminders::{
    create as create_reminder, delete as delete_reminder, fire as fire_reminder, open as open_reminder,
    retime,
};
pub use state::{archive, open, read, read_all, snooze, unread, wake};
pub use subscriptions::{Tools, forget as forget_subscription, subscribe, unsubscribe as end_subscription};
pub use tell::{News, tell};
pub use unsubscribe::unsubscribe;
