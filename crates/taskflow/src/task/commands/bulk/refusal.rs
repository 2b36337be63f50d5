//! Why one task of many was left as it is.

use uuid::Uuid;

use crate::base::{Error, Result};
use crate::http::Problem;
use crate::task::model::BulkRefusal;

/// The refusal that an error stands for.
///
/// # Errors
/// The error itself, when it is none of the task's: then the whole batch fails.
pub fn of(id: Uuid, error: Error) -> Result<BulkRefusal> {
    match error {
        Error::NotFound(_) | Error::Forbidden { .. } | Error::Conflict { .. } | Error::Invalid(_) => {
            let Problem { code, detail, errors, .. } = Problem::from(error);
            Ok(BulkRefusal { id, code, detail, version: None, errors })
        }
        other => Err(other),
    }
}

/// It was changed since the caller read it.
pub fn stale(id: Uuid, version: i64) -> BulkRefusal {
    BulkRefusal {
        id,
        code: "version_conflict".to_owned(),
        detail: "It was changed since you read it.".to_owned(),
        version: Some(version),
        errors: Vec::new(),
    }
}
