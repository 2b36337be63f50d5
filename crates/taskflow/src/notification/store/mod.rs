//! SQL of what people are told.

mod inbox;
mod notification;
mod preferences;
mod reminder;

pub use inbox::*;
pub use notification::*;
pub use preferences::*;
pub use reminder::*;
