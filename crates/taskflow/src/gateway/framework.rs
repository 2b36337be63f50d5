//! Refusals of the web framework itself, as problems like all others.

use axum::http::{Method, StatusCode};

use crate::http::Problem;

/// The problem for an error that no handler of ours described.
pub fn problem(status: StatusCode, method: &Method) -> Problem {
    let (code, detail) = match status {
        StatusCode::NOT_FOUND => ("unknown_path", "There is nothing at this path. See /api/docs.".to_owned()),
        StatusCode::METHOD_NOT_ALLOWED => (
            "method_not_allowed",
            format!("{method} is not possible here. The Allow header says what is."),
        ),
        StatusCode::REQUEST_TIMEOUT => ("body_incomplete", "The request did not arrive in time.".to_owned()),
        StatusCode::PAYLOAD_TOO_LARGE => ("body_too_large", "The body is too large.".to_owned()),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ("unsupported_media_type", "The body's Content-Type is not understood here.".to_owned())
        }
        status if status.is_client_error() => ("malformed", "The request cannot be read.".to_owned()),
        StatusCode::SERVICE_UNAVAILABLE => {
            ("unavailable", "This cannot be done at the moment. Try again.".to_owned())
        }
        _ => ("internal", FAULT.to_owned()),
    };
    Problem::new(status, code, detail)
}

const FAULT: &str = "Something went wrong on our side. Try again; if it stays, report the request id.";

/// The request took longer than `limits.request_timeout_secs`.
pub fn timed_out() -> Problem {
    let detail = "This took too long and was given up. A change may still happen: send it again with the same \
                  Idempotency-Key.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "timeout", detail).retry_after(1)
}

/// A handler panicked; the log has the place.
pub fn panicked() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", FAULT)
}
