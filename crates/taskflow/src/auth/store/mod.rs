//! SQL of users, their credentials, sessions, tokens and mail.

mod accounts;
mod actor;
mod ended;
mod one_time;
mod outbox;
mod sessions;
mod throttle;
mod tokens;
mod users;

pub use accounts::*;
pub use actor::*;
pub use ended::*;
pub use one_time::*;
pub use outbox::*;
pub use sessions::*;
pub use throttle::*;
pub use tokens::*;
pub use users::*;
