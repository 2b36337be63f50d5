//! Both engines, the same promises. PostgreSQL is the server in TASKFLOW_TEST_POSTGRES; each test has its own database.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod failures;
mod groups;
mod migrations;
mod postgres;
mod sqlite;
mod store;
mod tls;
mod types;
