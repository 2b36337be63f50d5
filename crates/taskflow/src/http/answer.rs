//! What handlers answer.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::base::{Error, Result};
use crate::event::{Entity, Position};

/// Where the log stood after a write: `epoch:seq`.
pub const SYNC_POSITION: HeaderName = HeaderName::from_static("sync-position");
/// Says that this is the kept answer of an earlier request with the same key.
pub const IDEMPOTENT_REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// An answer, already written as JSON: it may have to be kept with the command's effects.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Option<Vec<u8>>,
    /// The thing's version, for `ETag`.
    pub etag: Option<i64>,
    pub location: Option<String>,
    pub position: Option<Position>,
    pub replayed: bool,
    /// Further headers, such as cookies; not kept for replays.
    pub headers: HeaderMap,
}

impl Answer {
    fn new(status: StatusCode) -> Self {
        Self {
            status,
            body: None,
            etag: None,
            location: None,
            position: None,
            replayed: false,
            headers: HeaderMap::new(),
        }
    }

    /// 200 with any JSON.
    ///
    /// # Errors
    /// `Internal` when the value cannot be written as JSON.
    pub fn json(value: &impl Serialize) -> Result<Self> {
        let body = serde_json::to_vec(value).map_err(Error::internal)?;
        Ok(Self { body: Some(body), ..Self::new(StatusCode::OK) })
    }

    /// 200 with one stored thing and its `ETag`.
    ///
    /// # Errors
    /// `Internal` when the thing cannot be written as JSON.
    pub fn thing<E: Entity>(thing: &E) -> Result<Self> {
        Ok(Self { etag: Some(thing.version()), ..Self::json(thing)? })
    }

    /// 201 with the stored thing, its `ETag` and `Location`.
    ///
    /// # Errors
    /// `Internal` when the thing cannot be written as JSON.
    pub fn created<E: Entity>(thing: &E, location: String) -> Result<Self> {
        Ok(Self {
            status: StatusCode::CREATED,
            location: Some(location),
            ..Self::thing(thing)?
        })
    }

    /// 204.
    pub fn nothing() -> Self {
        Self::new(StatusCode::NO_CONTENT)
    }

    pub fn with_status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = match self.body {
            Some(body) => (self.status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
            None => self.status.into_response(),
        };
        let headers = response.headers_mut();
        headers.extend(self.headers);
        let mut set = |name: HeaderName, text: Option<String>| {
            if let Some(value) = text.and_then(|text| HeaderValue::from_str(&text).ok()) {
                headers.insert(name, value);
            }
        };
        set(header::ETAG, self.etag.map(|version| format!("\"{version}\"")));
        set(header::LOCATION, self.location);
        set(SYNC_POSITION, self.position.map(|position| position.to_string()));
        set(IDEMPOTENT_REPLAYED, self.replayed.then(|| "true".to_owned()));
        response
    }
}
