//! SQL of what people are told.

mod inbox;
mod notification;
mod preferences;
mod reminder;
mod subscription;

pub use inbox::*;
pub use notification::*;
pub use preferences::*;
pub use reminder::*;
pub use subscription::*;
