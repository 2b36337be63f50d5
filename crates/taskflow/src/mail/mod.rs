//! Mail: what it says, how it looks, and the way out. Everything the server mails goes through one [`Mailer`].
//!
//! What a mail says comes from a catalogue of words for each language, how it looks from two layouts; an operator may put
//! others in their place. Who sends keeps the queue: accounts their outbox, notifications their deliveries.

mod address;
mod letter;
mod mailer;
mod render;
mod rules;
mod sendgrid_events;
mod store;
mod suppression;
mod templates;
mod transport;
mod words;

pub use address::{email_key, is_address};
pub use letter::{Mail, MailAction, MailItem};
pub use mailer::{Draft, Mailer, Sending};
pub use rules::{next_try, next_wait_ms};
pub use sendgrid_events::SendGridEvents;
pub use suppression::{Reason, Suppression, blocks, count, forget_address, lift, list, suppress, suppressed};
pub use transport::outbox_folder;
