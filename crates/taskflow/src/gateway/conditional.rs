//! `If-None-Match`: whoever has the current version already is told so, without a body.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

/// Turns a 200 into a 304 when its `ETag` is one of those the caller has (RFC 9110 §13.1.2, weak comparison).
pub fn not_modified(response: &mut Response, have: &HeaderValue) {
    if response.status() != StatusCode::OK {
        return;
    }
    let Some(current) = response.headers().get(header::ETAG) else {
        return;
    };
    if !names(have.as_bytes(), opaque(current.as_bytes())) {
        return;
    }
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    *response.body_mut() = Body::empty();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    headers.remove(header::CONTENT_LENGTH);
}

fn names(have: &[u8], current: &[u8]) -> bool {
    have.split(|byte| *byte == b',')
        .map(<[u8]>::trim_ascii)
        .any(|tag| tag == b"*" || opaque(tag) == current)
}

fn opaque(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(have: &'static str) -> u16 {
        let mut response = Response::new(Body::from("x"));
        response.headers_mut().insert(header::ETAG, HeaderValue::from_static("\"7\""));
        not_modified(&mut response, &HeaderValue::from_static(have));
        response.status().as_u16()
    }

    #[test]
    fn any_spelling_of_the_version_matches() {
        for have in ["\"7\"", "W/\"7\"", "\"6\", \"7\"", "*"] {
            assert_eq!(status(have), 304, "{have}");
        }
        for have in ["\"8\"", "7", "\"77\"", ""] {
            assert_eq!(status(have), 200, "{have}");
        }
    }
}
