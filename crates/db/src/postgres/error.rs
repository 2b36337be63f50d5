//! SQLSTATE in our terms. A message that may hold values (class 22, every DETAIL) is not passed on.

use tokio_postgres::error::{DbError, Severity};

use crate::error::{Error, ErrorKind, Retry};

pub(super) fn map(error: &tokio_postgres::Error) -> Error {
    if let Some(error) = error.as_db_error() {
        return reported(error);
    }
    if error.is_closed() {
        return lost("the connection was lost");
    }
    match std::error::Error::source(error) {
        Some(source) if source.is::<std::io::Error>() => lost(&source.to_string()),
        Some(source) => Error::detailed(ErrorKind::Type, format!("{error}: {source}")),
        None => Error::sql(error.to_string()),
    }
}

pub(super) fn lost(reason: &str) -> Error {
    Error::unavailable(reason).retry(Retry::Lost)
}

/// Whether the session is over.
pub(super) fn fatal(error: &tokio_postgres::Error) -> bool {
    match error.as_db_error() {
        Some(error) => matches!(error.parsed_severity(), Some(Severity::Fatal | Severity::Panic)),
        None => true,
    }
}

/// A plan or prepared statement that the server no longer has or accepts, after a migration or behind a pooler.
pub(super) fn stale(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|error| match error.code().code() {
        "26000" => true,
        "0A000" => error.routine() == Some("RevalidateCachedQuery"),
        _ => false,
    })
}

fn reported(error: &DbError) -> Error {
    let code = error.code().code();
    let detailed = |kind| Error::detailed(kind, format!("{} ({code})", error.message()));
    match code {
        "23505" => Error::new(ErrorKind::Unique { constraint: unique(error) }),
        "23503" => Error::new(ErrorKind::ForeignKey),
        "23514" | "23502" | "23P01" | "22001" => {
            let name = error.constraint().or(error.column()).unwrap_or_default();
            Error::detailed(ErrorKind::Check, format!("{name} ({code})"))
        }
        "40P01" | "40001" | "55P03" => detailed(ErrorKind::Busy).retry(Retry::Again),
        "57014" => Error::detailed(ErrorKind::Busy, "the statement took too long or was cancelled"),
        "53100" | "58030" => detailed(ErrorKind::Disk),
        "53300" => detailed(ErrorKind::Unavailable),
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" | "25P04" => lost(error.message()),
        "XX001" | "XX002" => detailed(ErrorKind::Corrupt),
        "42804" | "22P02" | "22P03" => Error::detailed(ErrorKind::Type, code),
        _ if code.starts_with("08") => lost(error.message()),
        _ if code.starts_with("22") => Error::sql(format!("invalid data ({code})")),
        _ => Error::sql(format!("{} ({code})", error.message())),
    }
}

/// `table(column,…)` from the DETAIL's `(column, …)=(value, …)`, in whatever language it is. When the key has an
/// expression in it, and when there is no DETAIL: the name of the constraint.
fn unique(error: &DbError) -> String {
    let name = error.constraint().unwrap_or_default().to_owned();
    let columns = error.detail().and_then(|detail| {
        let (columns, _) = detail.split_once(")=(")?;
        columns.split_once('(').map(|(_, columns)| columns)
    });
    match (error.table(), columns) {
        (Some(table), Some(columns)) if !columns.contains('(') => {
            let columns: Vec<&str> = columns.split(", ").map(|column| column.trim_matches('"')).collect();
            format!("{table}({})", columns.join(","))
        }
        _ => name,
    }
}
