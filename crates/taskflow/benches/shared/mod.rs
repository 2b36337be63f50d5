//! What the benches use: the server in a process of its own, its database and mail, and light HTTP.

// Each of them uses a part.
#![allow(dead_code, unused_imports)]

mod database;
mod http;
mod outbox;
mod server;

pub use database::Database;
pub use http::{Connection, Reply, Request};
pub use outbox::mailed;
pub use server::{Server, free_address};
