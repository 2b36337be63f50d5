//! SQL of webhooks, their secrets and health, and of what was sent.

mod attempts;
mod deliveries;
mod health;
mod secrets;
mod webhooks;

pub use attempts::*;
pub use deliveries::*;
pub use health::*;
pub use secrets::*;
pub use webhooks::*;
