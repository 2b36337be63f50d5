//! Which web pages of other origins may call the API (`cors_origins`), by the Fetch standard.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::Response;

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");
const ASKED: HeaderValue = HeaderValue::from_static(
    "authorization, content-type, if-match, if-none-match, idempotency-key, x-request-id, last-event-id",
);
const SHOWN: HeaderValue = HeaderValue::from_static(
    "etag, sync-position, location, x-request-id, ratelimit, ratelimit-policy, retry-after, idempotent-replayed",
);
/// How long a browser may remember what is allowed, in seconds; browsers cap it at two hours.
const REMEMBER: HeaderValue = HeaderValue::from_static("7200");

/// The origins that are let in.
#[derive(Debug, Default)]
pub struct Origins(Vec<HeaderValue>);

impl Origins {
    /// Origins as configured, such as `https://tasks.example.org`.
    pub fn new(origins: &[String]) -> Self {
        let values = origins.iter().filter_map(|origin| origin.trim_end_matches('/').parse().ok());
        Self(values.collect())
    }

    fn lets_in(&self, origin: &HeaderValue) -> bool {
        self.0.contains(origin)
    }

    /// The answer to a preflight, if this is one; nothing is done for it.
    pub fn preflight(&self, method: &Method, headers: &HeaderMap) -> Option<Response> {
        let origin = headers.get(header::ORIGIN)?;
        if method != Method::OPTIONS || !headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD) {
            return None;
        }
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NO_CONTENT;
        if self.lets_in(origin) {
            let headers = response.headers_mut();
            headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            headers.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, ASKED);
            headers.insert(header::ACCESS_CONTROL_MAX_AGE, REMEMBER);
        }
        Some(response)
    }

    /// Lets the page at `origin` read the answer.
    pub fn admit(&self, origin: Option<&HeaderValue>, headers: &mut HeaderMap) {
        if self.0.is_empty() {
            return;
        }
        headers.append(header::VARY, HeaderValue::from_static("origin"));
        let Some(origin) = origin.filter(|origin| self.lets_in(origin)) else {
            return;
        };
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
        headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, SHOWN);
        headers.insert("cross-origin-resource-policy", HeaderValue::from_static("cross-origin"));
    }
}
