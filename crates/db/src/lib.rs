//! One transaction over SQLite and PostgreSQL.
//!
//! Each query is written once, as SQL with `$1` placeholders ([`sql!`]), and run by plain synchronous functions that
//! get a [`Tx`]. Callers await [`Db::read`], [`Db::snapshot`] or [`Db::write`]; the threads behind them own the
//! connections, so no network can be awaited inside a transaction, and writes that wait together are committed together.
//!
//! This crate knows nothing of the product above it.

mod check;
mod copy;
mod db;
mod dialect;
mod error;
mod gate;
mod group;
mod job;
mod journal;
mod lanes;
mod migrate;
mod options;
mod postgres;
mod row;
mod schema;
mod sql;
mod sqlite;
mod stats;
mod tx;
mod value;

pub use check::Checked;
pub use copy::{Field, Kind, Scope, Shape};
pub use db::Db;
pub use error::{Error, ErrorKind};
pub use journal::{Command, Journal, NoJournal, Staged};
pub use migrate::{Applied, Migration, MigrationState, MigrationStatus};
pub use options::{Engine, Options};
pub use postgres::{Listener, Notification, admin_execute};
pub use row::{FromValue, Parts, Reader, Row};
pub use schema::{Column, Table};
pub use sql::{Part, Registered, Sql, registered};
pub use sqlite::{backup, restore};
pub use stats::Stats;
pub use tx::{Ahead, Tx};
pub use value::Value;

#[doc(hidden)]
pub use inventory;
