//! What a webhook may say, what it is told, and when.

mod breaker;
mod retry;
mod sign;
mod text;
mod types;

pub use breaker::{Weather, after};
pub use retry::{Verdict, judge};
pub use sign::{new_secret, signature};
pub use text::{Draft, checked, overlap, patched};
pub use types::wants;
