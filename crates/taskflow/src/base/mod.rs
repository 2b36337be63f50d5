//! Plain things every part speaks of: ids, times, errors, pages. No input or output happens here.

pub mod actor;
mod breaker;
pub mod clock;
pub mod error;
pub mod ids;
pub mod jwt;
mod like;
mod network;
pub mod page;
pub mod patch;
pub mod position;
pub mod seal;
pub mod secret;
pub mod stamp;
pub mod vapid;

pub use actor::{Actor, Scope};
pub use breaker::Breaker;
pub use clock::Clock;
pub use error::{Error, FieldError, Result};
pub use like::like_pattern;
pub use network::network;
pub use page::{Cursor, Page};
pub use patch::Patch;
pub use seal::Sealer;
pub use stamp::Stamp;
