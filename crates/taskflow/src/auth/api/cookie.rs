//! The cookie that holds a browser's refresh token.
//!
//! `__Host-` binds it to this host and to secure connections; `Strict` keeps it from requests that other sites cause.
//! Browsers take it over plain http from `localhost` and 127.0.0.1 only (Safari not even there): anything else needs https.

use axum::http::{HeaderMap, HeaderValue, header};

use crate::base::{Error, Result};

const NAME: &str = "__Host-taskflow_refresh";
const ATTRIBUTES: &str = "Path=/; HttpOnly; Secure; SameSite=Strict";

/// The cookie with a token, kept by the browser for so many seconds.
///
/// # Errors
/// `Internal` for a token that no header can hold; ours all can.
pub fn set(token: &str, max_age_secs: i64) -> Result<HeaderValue> {
    let text = format!("{NAME}={token}; Max-Age={max_age_secs}; {ATTRIBUTES}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

/// Takes the cookie away from the browser.
pub fn clear() -> HeaderValue {
    HeaderValue::from_static("__Host-taskflow_refresh=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict")
}

/// The token a browser sent.
pub fn read(headers: &HeaderMap) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == NAME && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_found_among_others() {
        let mut headers = HeaderMap::new();
        assert_eq!(read(&headers), None);
        headers.append(header::COOKIE, HeaderValue::from_static("a=b; __Host-taskflow_refresh=x-y_z; c=d"));
        assert_eq!(read(&headers).as_deref(), Some("x-y_z"));
    }

    #[test]
    fn is_for_this_host_and_no_script() {
        let cookie = set("abc", 60).unwrap();
        let text = cookie.to_str().unwrap();
        assert_eq!(
            text,
            "__Host-taskflow_refresh=abc; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict"
        );
        assert!(clear().to_str().unwrap().ends_with(ATTRIBUTES));
    }
}
