//! Where the database is and how hard it may be used.

use std::path::PathBuf;
use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// Which database stands behind a [`crate::Db`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// `sqlite` or `postgres`, as in configuration and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Sqlite => "sqlite",
            Engine::Postgres => "postgres",
        }
    }
}

/// Settings of [`crate::Db::open`]. Start from [`Options::new`], which fits the engine, and change what you must.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:PATH` or `postgres://user:password@host:port/name?sslmode=…`.
    pub url: String,
    /// Reading connections, each with its own thread.
    pub readers: usize,
    /// Writing connections. PostgreSQL only: SQLite has exactly one.
    pub writers: usize,
    /// Most commands in one commit.
    pub group: usize,
    /// Most commands, and most reads, that may wait. Further ones are answered `Busy` at once.
    pub queue: usize,
    /// A longer statement is stopped: `Busy`. Migrations are exempt.
    pub statement_timeout: Duration,
    /// A longer wait for a row lock (SQLite: for the database) is given up: `Busy` after retries.
    pub lock_timeout: Duration,
    /// PostgreSQL ends a session that holds a transaction and says nothing for this long.
    pub idle_in_transaction_timeout: Duration,
    /// How long one attempt to connect may take (PostgreSQL).
    pub connect_timeout: Duration,
    /// How the sessions name themselves in `pg_stat_activity`.
    pub application_name: String,
    /// Further certificate authorities, a PEM file, beside the public ones (PostgreSQL with TLS).
    pub ca_file: Option<PathBuf>,
    /// Only read: takes no lock and has no writer, so that a tool can look into a SQLite file that a server has open. A
    /// database that is not there is not made.
    pub read_only: bool,
    /// Accept a PostgreSQL server with `fsync=off`. For throw-away test servers only: it loses acknowledged writes.
    pub allow_unsafe_fsync: bool,
    /// Most pages the SQLite file may have, a quota; `None` is SQLite's own limit.
    pub max_pages: Option<u32>,
}

impl Options {
    /// Settings that suit the engine named by `url`.
    pub fn new(url: impl Into<String>) -> Options {
        let url = url.into();
        let postgres = is_postgres(&url);
        let cores = std::thread::available_parallelism().map_or(2, |n| n.get());
        Options {
            url,
            readers: if postgres { (cores * 4).clamp(4, 16) } else { cores.clamp(2, 8) },
            writers: if postgres { (cores * 2).clamp(2, 8) } else { 1 },
            group: if postgres { 64 } else { 256 },
            queue: 20_000,
            statement_timeout: Duration::from_secs(10),
            lock_timeout: Duration::from_secs(3),
            idle_in_transaction_timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            application_name: "taskflow".into(),
            ca_file: None,
            read_only: false,
            allow_unsafe_fsync: false,
            max_pages: None,
        }
    }

    /// The engine named by the URL.
    pub fn engine(&self) -> Result<Engine, Error> {
        if is_postgres(&self.url) {
            Ok(Engine::Postgres)
        } else if self.sqlite_path().is_some() {
            Ok(Engine::Sqlite)
        } else {
            let text = "the database URL must start with sqlite: (then a file path) or postgres://";
            Err(Error::new(ErrorKind::Sql(text.into())))
        }
    }

    /// Whether it is a SQLite database that nobody has made yet.
    pub fn is_missing(&self) -> bool {
        self.sqlite_path().is_some_and(|path| !path.exists())
    }

    pub(crate) fn sqlite_path(&self) -> Option<PathBuf> {
        let path = self.url.strip_prefix("sqlite:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        // A database in memory would not survive its writer and no reader could see it.
        (!path.is_empty() && !path.starts_with(":memory:")).then(|| PathBuf::from(path))
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}
