//! What can go wrong, in terms that are the same on both engines.

/// What kind of failure it was. Messages carry no parameters, so they may be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A unique key exists already. `constraint` is `table(column,column)` on both engines, or the index's name when
    /// the key has an expression in it.
    Unique {
        constraint: String,
    },
    ForeignKey,
    /// A CHECK or NOT NULL constraint.
    Check,
    /// [`crate::Tx::one`] found nothing.
    NoRow,
    /// [`crate::Tx::one`] or [`crate::Tx::opt`] found more than one row.
    TooManyRows,
    /// A value is not of the type that was asked for.
    Type,
    /// A text has a NUL in it, which PostgreSQL cannot hold and so neither engine is given. The statement was not sent.
    Nul,
    /// Timed out, still deadlocked after retries, or too much is waiting. Nothing was changed; trying later may help.
    Busy,
    /// Full, read-only or failing disk. Nothing may be written until it clears.
    Disk,
    /// No connection, closed, or lost during the commit (then the outcome is unknown).
    Unavailable,
    /// The database file is damaged.
    Corrupt,
    /// The database did not accept or could not run the statement.
    Sql(String),
    /// Migrations and the database do not fit together.
    Migration(String),
}

/// Whether running a whole command again is allowed and sensible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    No,
    /// Deadlock, serialisation failure, lock timeout, stale plan: nothing was committed.
    Again,
    /// The connection went away before COMMIT was sent: nothing was committed.
    Lost,
}

/// A failure of the database or of a statement.
#[derive(Clone, Debug)]
pub struct Error {
    kind: ErrorKind,
    detail: String,
    statement: Option<&'static str>,
    retry: Retry,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind) -> Error {
        Error { kind, detail: String::new(), statement: None, retry: Retry::No }
    }

    pub(crate) fn detailed(kind: ErrorKind, detail: impl Into<String>) -> Error {
        Error { detail: detail.into(), ..Error::new(kind) }
    }

    /// A fault in how a statement was written or called; an embedder may raise it, too.
    pub fn sql(text: impl Into<String>) -> Error {
        Error::new(ErrorKind::Sql(text.into()))
    }

    pub(crate) fn migration(text: impl Into<String>) -> Error {
        Error::new(ErrorKind::Migration(text.into()))
    }

    pub(crate) fn unavailable(text: impl Into<String>) -> Error {
        Error::detailed(ErrorKind::Unavailable, text)
    }

    pub(crate) fn retry(mut self, retry: Retry) -> Error {
        self.retry = retry;
        self
    }

    pub(crate) fn retryable(&self) -> Retry {
        self.retry
    }

    /// Names the statement that failed, if none is named yet.
    pub(crate) fn at(mut self, statement: &'static str) -> Error {
        self.statement.get_or_insert(statement);
        self
    }

    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// The registered name of the statement that failed.
    pub fn statement(&self) -> Option<&'static str> {
        self.statement
    }

    /// Whether this is a violation of the unique key `constraint`, written as in [`ErrorKind::Unique`].
    pub fn is_unique(&self, constraint: &str) -> bool {
        matches!(&self.kind, ErrorKind::Unique { constraint: found } if found == constraint)
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error::new(kind)
    }
}

impl std::error::Error for Error {}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(statement) = self.statement {
            write!(f, "{statement}: ")?;
        }
        match &self.kind {
            ErrorKind::Unique { constraint } => write!(f, "unique key {constraint} exists already")?,
            ErrorKind::ForeignKey => {
                f.write_str("a row that is referred to does not exist or is still in use")?
            }
            ErrorKind::Check => f.write_str("a constraint is violated")?,
            ErrorKind::NoRow => f.write_str("no row")?,
            ErrorKind::TooManyRows => f.write_str("more than one row")?,
            ErrorKind::Type => f.write_str("wrong type")?,
            ErrorKind::Nul => f.write_str("a text with a NUL in it")?,
            ErrorKind::Busy => f.write_str("the database is busy")?,
            ErrorKind::Disk => f.write_str("the disk is full or failing")?,
            ErrorKind::Unavailable => f.write_str("the database is not available")?,
            ErrorKind::Corrupt => f.write_str("the database is damaged")?,
            ErrorKind::Sql(text) | ErrorKind::Migration(text) => f.write_str(text)?,
        }
        if self.detail.is_empty() { Ok(()) } else { write!(f, ": {}", self.detail) }
    }
}
