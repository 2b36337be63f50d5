//! Keeps copies live over HTTP and a WebSocket, through any disconnect.

mod backoff;
mod close;
mod connection;
mod driver;
mod http;
mod jobs;
mod say;

pub use backoff::Backoff;
pub use close::Again;
pub use connection::{Connection, Ended, Event, Settings, State, What};
pub use http::{Failure, Server};
