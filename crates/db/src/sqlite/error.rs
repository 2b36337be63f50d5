//! SQLite's result codes in our terms.

use rusqlite::ErrorCode;

use crate::error::{Error, ErrorKind, Retry};

pub(super) fn map(error: &rusqlite::Error) -> Error {
    use rusqlite::Error as Raw;
    match error {
        Raw::SqliteFailure(code, message) => failure(code, message.as_deref().unwrap_or_default()),
        Raw::SqlInputError { error: code, msg, .. } => failure(code, msg),
        Raw::InvalidColumnType(..) | Raw::Utf8Error(..) | Raw::FromSqlConversionFailure(..) => {
            Error::new(ErrorKind::Type)
        }
        other => Error::sql(other.to_string()),
    }
}

fn failure(error: &rusqlite::ffi::Error, message: &str) -> Error {
    let detailed = |kind| Error::detailed(kind, message);
    match error.code {
        ErrorCode::ConstraintViolation => constraint(error.extended_code, message),
        ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::ReadOnly | ErrorCode::CannotOpen => {
            Error::detailed(ErrorKind::Disk, format!("{message} (SQLite {})", error.extended_code))
        }
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => detailed(ErrorKind::Busy).retry(Retry::Again),
        ErrorCode::OperationInterrupted => Error::detailed(ErrorKind::Busy, "the statement took too long"),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => detailed(ErrorKind::Corrupt),
        ErrorCode::TypeMismatch => detailed(ErrorKind::Type),
        _ => Error::sql(message),
    }
}

fn constraint(extended: i32, message: &str) -> Error {
    use rusqlite::ffi;
    match extended {
        ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
            Error::new(ErrorKind::Unique { constraint: unique(message) })
        }
        ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Error::new(ErrorKind::ForeignKey),
        ffi::SQLITE_CONSTRAINT_DATATYPE => Error::detailed(ErrorKind::Type, message),
        _ => Error::detailed(ErrorKind::Check, message),
    }
}

/// From `UNIQUE constraint failed: users.org, users.email` to `users(org,email)`; from `…: index 'name'` to `name`.
fn unique(message: &str) -> String {
    let list = message.split_once(": ").map_or(message, |(_, list)| list);
    if let Some(name) = list.strip_prefix("index ") {
        return name.trim_matches('\'').to_owned();
    }
    let mut table = "";
    let mut columns = Vec::new();
    for item in list.split(", ") {
        let (of, column) = item.split_once('.').unwrap_or(("", item));
        table = of;
        columns.push(column);
    }
    format!("{table}({})", columns.join(","))
}

#[cfg(test)]
mod tests {
    use super::unique;

    #[test]
    fn unique_keys_are_named_as_on_postgres() {
        assert_eq!(unique("UNIQUE constraint failed: users.org, users.email"), "users(org,email)");
        assert_eq!(unique("UNIQUE constraint failed: index 'users_email'"), "users_email");
    }
}
