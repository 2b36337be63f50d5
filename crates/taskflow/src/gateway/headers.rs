//! Headers that keep browsers from doing what nobody asked for.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What every answer carries unless its handler set it otherwise.
#[derive(Debug)]
pub struct Standing(Vec<(HeaderName, HeaderValue)>);

const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

impl Standing {
    /// `https` tells whether people reach this server by TLS only.
    pub fn new(https: bool) -> Self {
        let fixed = |name: &'static str, value: &'static str| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        let mut all = vec![
            fixed("content-security-policy", API_POLICY),
            fixed("x-content-type-options", "nosniff"),
            fixed("x-frame-options", "DENY"),
            fixed("referrer-policy", "no-referrer"),
            fixed("cross-origin-opener-policy", "same-origin"),
            fixed("cross-origin-resource-policy", "same-origin"),
        ];
        if https {
            all.push(fixed("strict-transport-security", "max-age=31536000; includeSubDomains"));
        }
        Self(all)
    }

    /// Adds them, and how the answer may be kept: not at all, or, when it has an `ETag`, by asking each time.
    pub fn add(&self, headers: &mut HeaderMap) {
        headers.reserve(self.0.len() + 4);
        for (name, value) in &self.0 {
            if !headers.contains_key(name) {
                headers.insert(name.clone(), value.clone());
            }
        }
        if !headers.contains_key(header::CACHE_CONTROL) {
            let kept = if headers.contains_key(header::ETAG) {
                "private, no-cache"
            } else {
                "no-store"
            };
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        }
    }
}
