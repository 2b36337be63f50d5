//! What both benches use: the server in a process of its own, and light HTTP.

// Each of them uses a part.
#![allow(dead_code, unused_imports)]

mod http;
mod server;

pub use http::{Connection, Reply, Request};
pub use server::{Server, free_address};
