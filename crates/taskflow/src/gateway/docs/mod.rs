//! Pages for people: what this server is, its reference, its problems. They work offline and under a strict policy.

mod page;
mod problems;
mod reference;

use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};

pub use problems::PROBLEMS;

/// A page that never changes while the server runs.
#[derive(Clone)]
struct Fixed(Arc<[(HeaderName, HeaderValue)]>, bytes::Bytes);

impl Fixed {
    fn new(kind: &'static str, policy: Option<&str>, body: String) -> Self {
        let tag = format!("\"{}\"", hex::encode(&Sha256::digest(&body)[..8]));
        let mut headers = vec![
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        ];
        let texts = [(header::ETAG, Some(tag.as_str())), (header::CONTENT_SECURITY_POLICY, policy)];
        for (name, text) in texts {
            headers.extend(
                text.and_then(|text| HeaderValue::from_str(text).ok())
                    .map(|value| (name, value)),
            );
        }
        Self(headers.into(), body.into())
    }

    fn answer(&self) -> Response {
        let mut response = self.1.clone().into_response();
        let headers = response.headers_mut();
        for (name, value) in self.0.iter() {
            headers.insert(name.clone(), value.clone());
        }
        response
    }
}

/// What stands at the root of a server without a web app.
pub fn root() -> Router {
    let welcome = Fixed::new("text/html; charset=utf-8", Some(&page::policy()), page::welcome());
    Router::new().route("/", get(move || std::future::ready(welcome.answer())))
}

/// The pages; `document` is the OpenAPI document.
pub fn routes(document: &serde_json::Value) -> Router {
    let fixed = |fixed: Fixed| get(move || std::future::ready(fixed.answer()));
    let html = |page: String| Fixed::new("text/html; charset=utf-8", Some(&page::policy()), page);
    let text = serde_json::to_string(document).unwrap_or_default();
    Router::new()
        .route("/api/v1/openapi.json", fixed(Fixed::new("application/json", None, text)))
        .route("/api/docs/problems", fixed(html(problems::page_of_problems())))
        .merge(reference::routes())
}
