//! The web app out of the binary: files whose names change with what is in them, and one page for every address.

mod files;
mod page;
mod preload;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

pub use files::Files;
use page::Page;

/// First parts of addresses that belong to the API and to those who look after the server, never to the app.
const NOT_PAGES: &[&str] = &["api", "assets", "health", "metrics"];

/// The app's files and pages; `None` when the app was not built.
pub fn routes(files: Files) -> Option<Router> {
    let page = Arc::new(Page::new(&files)?);
    let files = Arc::new(files);
    let mut router = Router::new();
    for name in files.at_the_top() {
        let files = Arc::clone(&files);
        let path = format!("/{name}");
        let file = move |headers: HeaderMap| async move { files.answer(&name, &headers) };
        router = router.route(&path, get(file));
    }
    let root = Arc::clone(&page);
    let router = router
        .route(
            "/assets/{file}",
            get(move |Path(name): Path<String>, headers: HeaderMap| async move {
                files.answer(&format!("assets/{name}"), &headers)
            }),
        )
        .route("/", get(move || async move { root.answer("/") }))
        .fallback(move |request: Request| async move {
            if is_page(&request) {
                page.answer(request.uri().path())
            } else {
                StatusCode::NOT_FOUND.into_response()
            }
        });
    Some(router)
}

/// Whether somebody looks at a page: programs that ask for what is not there are told so.
fn is_page(request: &Request) -> bool {
    let first = request.uri().path().split('/').nth(1).unwrap_or_default();
    let accept = request.headers().get(header::ACCEPT);
    matches!(*request.method(), Method::GET | Method::HEAD)
        && !NOT_PAGES.contains(&first)
        && accept.is_some_and(|accept| accept.as_bytes().windows(9).any(|part| part == b"text/html"))
}

/// What the app's pages and workers may load and do. `nonce` admits the scripts and styles that stand in a page.
fn policy(nonce: Option<&str>) -> String {
    let own = nonce.map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self'{own}; style-src 'self'{own}; img-src 'self' data: blob:; font-src 'self'; \
         connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'"
    )
}

impl Files {
    /// The answer to a request for `name`, which the app may not have.
    fn answer(&self, name: &str, headers: &HeaderMap) -> Response {
        match self.get(name) {
            Some(file) => file.answer(name, headers),
            None => StatusCode::NOT_FOUND.into_response(),
        }
    }
}
