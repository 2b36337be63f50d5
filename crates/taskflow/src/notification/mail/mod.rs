//! Telling people by mail.

mod letters;
mod sender;
mod unsubscribe;

pub use letters::{draft, place};
pub use sender::Post;
pub use unsubscribe::{Topic, read as read_unsubscribe, token as unsubscribe_token};
