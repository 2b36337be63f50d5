//! What can go wrong, without a word of HTTP: `http::problem` maps it once, at the edge.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use utoipa::ToSchema;

/// The outcome of everything that can be refused.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One thing wrong with the given data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldError {
    /// JSON pointer (RFC 6901) into the body, or `?name` for a query parameter.
    pub pointer: String,
    /// Stable, for programs.
    pub code: String,
    /// For people: what to do.
    pub message: String,
}

/// Why a request was not carried out. `code`s are stable and documented in docs/PROBLEMS.md.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read at all.
    #[error("{code}: {detail}")]
    Malformed { code: &'static str, detail: String },
    /// Nobody is signed in, or the credential is not good any more.
    #[error("{code}: {detail}")]
    Unauthenticated { code: &'static str, detail: String },
    /// The thing may be seen, but this may not be done with it.
    #[error("{code}: {detail}")]
    Forbidden { code: &'static str, detail: String },
    /// Not there, or not the caller's to know of: the two are not told apart.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The state of things does not allow it now.
    #[error("{code}: {detail}")]
    Conflict { code: &'static str, detail: String },
    /// Parts of what was asked cannot be done, so none of it was; tells which and why, written as REST answers it.
    #[error("{code}: {detail}")]
    Refused {
        code: &'static str,
        detail: String,
        refused: Box<RawValue>,
    },
    /// The thing was changed since the caller read it; carries how it is now, written as REST answers it.
    #[error("version conflict")]
    Stale { current: Box<RawValue> },
    /// The body is too large. The limit is in bytes.
    #[error("larger than {limit} bytes")]
    TooLarge { limit: usize },
    /// The body's media type is not understood.
    #[error("unsupported media type")]
    UnsupportedMediaType { expected: &'static str },
    /// The data is readable and wrong.
    #[error("{} invalid fields", .0.len())]
    Invalid(Vec<FieldError>),
    /// Too many requests or tries.
    #[error("{code}: {detail}")]
    RateLimited {
        code: &'static str,
        detail: String,
        retry_after_secs: u64,
    },
    /// Cannot be done at the moment; trying again later may work.
    #[error("{code}: {detail}")]
    Unavailable {
        code: &'static str,
        detail: String,
        retry_after_secs: u64,
    },
    /// The database refused or failed.
    #[error(transparent)]
    Db(#[from] taskflow_db::Error),
    /// A fault of ours. The text goes to the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    pub fn malformed(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Malformed { code, detail: detail.into() }
    }

    pub fn unauthenticated(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Unauthenticated { code, detail: detail.into() }
    }

    pub fn forbidden(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Forbidden { code, detail: detail.into() }
    }

    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict { code, detail: detail.into() }
    }

    /// Nothing was done, because of these parts.
    pub fn refused(code: &'static str, detail: impl Into<String>, refused: &impl Serialize) -> Self {
        let refused = to_raw_value(refused).unwrap_or_else(|_| RawValue::NULL.to_owned());
        Self::Refused { code, detail: detail.into(), refused }
    }

    /// One wrong field.
    pub fn invalid(pointer: impl Into<String>, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError {
            pointer: pointer.into(),
            code: code.into(),
            message: message.into(),
        }])
    }

    /// The id that the caller chose for something new is something else's.
    pub fn id_taken() -> Self {
        Self::conflict("id_taken", "This id is in use. Choose another one, or leave it out.")
    }

    /// For looking at what a thing belongs to: where that is not there, or not the caller's to know of, the thing is not either.
    pub fn hiding(what: &'static str) -> impl Fn(Self) -> Self + Copy {
        move |error| match error {
            Self::NotFound(_) => Self::NotFound(what),
            other => other,
        }
    }

    /// A fault of ours, with text for the log.
    pub fn internal(text: impl std::fmt::Display) -> Self {
        Self::Internal(text.to_string())
    }

    /// The caller's version is not the current one.
    pub fn stale(current: &impl Serialize) -> Self {
        Self::Stale {
            current: to_raw_value(current).unwrap_or_else(|_| RawValue::NULL.to_owned()),
        }
    }
}

/// Collects what is wrong with the given data, so that people learn all of it at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    pub fn add(&mut self, pointer: impl Into<String>, code: impl Into<String>, message: impl Into<String>) {
        self.0
            .push(FieldError { pointer: pointer.into(), code: code.into(), message: message.into() });
    }

    /// Adds a fault unless the condition holds.
    pub fn require(&mut self, holds: bool, pointer: &str, code: &str, message: &str) {
        if !holds {
            self.add(pointer, code, message);
        }
    }

    /// Adds what another look found.
    pub fn join(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// The same with each pointer below another one.
    #[must_use]
    pub fn below(self, above: &str) -> Self {
        self.pointing(|pointer| format!("{above}{pointer}"))
    }

    /// The same with other pointers.
    #[must_use]
    pub fn pointing(mut self, to: impl Fn(&str) -> String) -> Self {
        self.0.iter_mut().for_each(|fault| fault.pointer = to(&fault.pointer));
        self
    }

    /// # Errors
    /// `Invalid` with everything that was added.
    pub fn check(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}
