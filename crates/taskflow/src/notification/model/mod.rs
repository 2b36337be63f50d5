//! Notifications, preferences and reminders as REST answers them and the log carries them.

mod inbox;
mod kind;
mod notice;
mod notification;
mod preferences;
mod reminder;
mod state;
mod subscription;

pub use inbox::{Group, Inbox, InboxItem, SeenTask};
pub use kind::{Channel, Kind};
pub use notice::{NewNotice, Posted};
pub use notification::{Notification, Snooze};
pub use preferences::{
    Channels, Preferences, PreferencesPatch, QuietHours, Settings, Weekly, WorkspaceSettings,
};
pub use reminder::{NewReminder, Reminder};
pub use state::State;
pub use subscription::{Keys, NewPushSubscription, PushKey, PushSubscription};
