//! NDJSON: one JSON value a line.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
/// Lines that are being put together.
#[derive(Debug, Default)]
pub struct Lines(Vec<u8>);

impl Lines {
    /// Adds what is JSON already.
    pub fn add(&mut self, json: &[u8]) {
        self.0.extend_from_slice(json);
        self.0.push(b'\n');
    }

    /// Bytes so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// An answer of lines. It is one person's, as of now: no cache may keep it.
pub fn answer(lines: impl Into<Body>) -> Response {
    let headers = [(header::CONTENT_TYPE, "application/x-ndjson"), (header::CACHE_CONTROL, "no-store")];
    (headers, lines.into()).into_response()
}
