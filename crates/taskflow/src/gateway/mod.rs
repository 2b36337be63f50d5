//! The door: every request comes in and every answer goes out through here.
//!
//! [`Gateway::answer`] is one function over the router, in place of a tower of layers: each request passes it once,
//! without boxing a future or a body for each concern.

mod address;
mod app;
mod compress;
mod conditional;
mod cors;
mod docs;
mod door;
mod framework;
mod headers;
mod health;
mod identity;
mod limits;
mod linger;
mod metrics;
mod openapi;
mod route;
mod routes;
mod serve;
mod status;
mod suppressions;
mod tls;
mod visit;
mod works;

pub use docs::PROBLEMS;
pub use door::Gateway;
pub use routes::{imagers, openapi};
pub use serve::{Drained, serve};
pub use tls::Tls;
