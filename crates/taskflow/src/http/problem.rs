//! Errors as RFC 9457 problems: the one place that turns `base::Error` into HTTP.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::value::RawValue;
use taskflow_db::ErrorKind;
use utoipa::ToSchema;

use crate::base::{Error, FieldError};

/// The id of the request in progress, put into its extensions by the gateway.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// What is wrong, as RFC 9457 `application/problem+json` (`code`, `request_id`, `errors`, `current` and `refused` are ours).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    #[serde(rename = "type")]
    #[schema(examples("/api/docs/problems#not_found"))]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    /// The path that was asked for.
    pub instance: String,
    /// Stable name of the problem, for programs.
    pub code: String,
    /// Quote it when you report a fault.
    pub request_id: String,
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// With 412: the thing as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub current: Option<Box<RawValue>>,
    /// With 409 of what is done whole or not at all: the parts that cannot be done, each with its reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    pub refused: Option<Box<RawValue>>,
    #[serde(skip)]
    pub retry_after_secs: Option<u64>,
}

impl Problem {
    /// One that no service names: the gateway's own.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/api/docs/problems#{code}"),
            title: status.canonical_reason().unwrap_or("Problem").to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            instance: String::new(),
            code: code.to_owned(),
            request_id: String::new(),
            errors: Vec::new(),
            current: None,
            refused: None,
            retry_after_secs: None,
        }
    }

    pub fn retry_after(mut self, secs: u64) -> Self {
        self.retry_after_secs = Some(secs);
        self
    }

    /// The finished response, once the gateway knows which request it answers.
    pub fn render(mut self, request_id: &str, instance: &str) -> Response {
        self.request_id = request_id.to_owned();
        self.instance = instance.to_owned();
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after_secs;
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(secs) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(secs));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

const BUSY: &str = "The server is busy with this data. Try again in a moment.";
const FAULT: &str = "Something went wrong on our side. Try again; if it stays, report the request id.";

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Malformed { code, detail } => Self::new(StatusCode::BAD_REQUEST, code, detail),
            Error::Unauthenticated { code, detail } => Self::new(StatusCode::UNAUTHORIZED, code, detail),
            Error::Forbidden { code, detail } => Self::new(StatusCode::FORBIDDEN, code, detail),
            Error::NotFound(what) => Self::new(
                StatusCode::NOT_FOUND,
                "not_found",
                format!("There is no such {what}, or you may not see it."),
            ),
            Error::Conflict { code, detail } => Self::new(StatusCode::CONFLICT, code, detail),
            Error::Refused { code, detail, refused } => {
                let mut problem = Self::new(StatusCode::CONFLICT, code, detail);
                problem.refused = Some(refused);
                problem
            }
            Error::Stale { current } => {
                let detail = "It was changed since you read it. See `current` for how it is now.";
                let mut problem = Self::new(StatusCode::PRECONDITION_FAILED, "version_conflict", detail);
                problem.current = Some(current);
                problem
            }
            Error::TooLarge { limit } => Self::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "body_too_large",
                format!("Send at most {limit} bytes."),
            ),
            Error::UnsupportedMediaType { expected } => Self::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                format!("Send the body as {expected}."),
            ),
            Error::Invalid(errors) => {
                let code = match errors.as_slice() {
                    [only] if only.pointer.is_empty() => only.code.clone(),
                    _ => "invalid".to_owned(),
                };
                let detail = match errors.as_slice() {
                    [only] => only.message.clone(),
                    more => format!("{} things are wrong; see `errors`.", more.len()),
                };
                let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, &code, detail);
                problem.errors = errors;
                problem
            }
            Error::RateLimited { code, detail, retry_after_secs } => {
                Self::new(StatusCode::TOO_MANY_REQUESTS, code, detail).retry_after(retry_after_secs)
            }
            Error::Unavailable { code, detail, retry_after_secs } => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, code, detail).retry_after(retry_after_secs)
            }
            Error::Db(error) => Self::of_database(&error),
            Error::Internal(text) => {
                tracing::error!(error = %text, "internal fault");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", FAULT)
            }
        }
    }
}

impl Problem {
    fn of_database(error: &taskflow_db::Error) -> Self {
        match error.kind() {
            ErrorKind::Disk => {
                // The database tells once that the disk fails, and counts what is refused.
                tracing::debug!(%error, "the disk refuses writes");
                let detail =
                    "The server cannot store changes at the moment. Nothing was changed; try again later.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "storage_unavailable", detail).retry_after(5)
            }
            ErrorKind::Busy => {
                tracing::warn!(%error, "gave up waiting for a lock");
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", BUSY).retry_after(1)
            }
            ErrorKind::Unavailable => {
                tracing::error!(%error, "the database is not reachable");
                let detail = "The database is not reachable. If this was a change, send it again with the same Idempotency-Key.";
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "database_unavailable", detail).retry_after(2)
            }
            // A command checks first; this is what is left when two of them race.
            ErrorKind::Unique { constraint } => {
                tracing::warn!(%constraint, "two requests raced for one name");
                Self::new(
                    StatusCode::CONFLICT,
                    "already_exists",
                    "Something with this name or id was just created.",
                )
            }
            ErrorKind::ForeignKey => {
                Self::new(StatusCode::CONFLICT, "gone", "Something this refers to was just removed.")
            }
            // Fields that are checked say where it is; nothing of this server's own has one.
            ErrorKind::Nul => {
                let detail = "Leave out NUL characters.";
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "control_characters", detail)
            }
            _ => {
                tracing::error!(%error, "database fault");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", FAULT)
            }
        }
    }
}

impl IntoResponse for Error {
    /// An unfinished response: the gateway's outermost layer finds the problem in the extensions and renders it.
    fn into_response(self) -> Response {
        let problem = Problem::from(self);
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = status.into_response();
        response.extensions_mut().insert(problem);
        response
    }
}
