//! The one page of the app: written anew for each answer, with a nonce and with what its address will load.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::files::Files;
use super::policy;
use super::preload::Preloads;
use crate::base::ids::random;

const NONCE: &str = "{{nonce}}";
const HEAD: &str = "<head>";
const HEAD_END: &str = "</head>";

pub struct Page {
    html: String,
    preloads: Preloads,
}

impl Page {
    /// `None` when the app was not built.
    pub fn new(files: &Files) -> Option<Self> {
        let html = files.text("index.html")?;
        Some(Self {
            html,
            preloads: Preloads::read(&files.text("preload.json").unwrap_or_default()),
        })
    }

    pub fn answer(&self, path: &str) -> Response {
        let nonce = STANDARD.encode(random::<16>());
        let preload = self.preloads.of(path);
        let links: String = preload
            .files
            .iter()
            .map(|file| format!("<link rel=\"modulepreload\" href=\"/{file}\">"))
            .collect();
        // The page's own script asks for it: only there is the token that these need.
        let data = preload.data.iter().map(|path| format!("&quot;{path}&quot;"));
        let data = data.collect::<Vec<_>>().join(",");
        let data = if data.is_empty() {
            data
        } else {
            format!("<meta name=\"tf-data\" content=\"[{data}]\">")
        };
        let html = self
            .html
            .replacen(HEAD, &format!("{HEAD}{data}"), 1)
            .replace(NONCE, &nonce)
            .replacen(HEAD_END, &format!("{links}{HEAD_END}"), 1);
        let mut response = html.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(policy) = HeaderValue::from_str(&policy(Some(&nonce))) {
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }
}
