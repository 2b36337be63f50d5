//! The browsable reference: Swagger UI out of the binary.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use utoipa_swagger_ui::Config;

/// Its own scripts, its own styles (it writes inline ones), pictures as data, and calls to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub fn routes() -> Router {
    let config = Config::new(["/api/v1/openapi.json"])
        .deep_linking(true)
        .persist_authorization(false)
        .display_request_duration(true)
        .validator_url("none")
        .filter(true);
    let config = Arc::new(config);
    let page = Arc::clone(&config);
    Router::new()
        .route("/api/docs", get(|| async { Redirect::permanent("/api/docs/") }))
        .route("/api/docs/", get(move || std::future::ready(file("index.html", &page))))
        .route(
            "/api/docs/{file}",
            get(move |Path(name): Path<String>| std::future::ready(file(&name, &config))),
        )
}

fn file(name: &str, config: &Arc<Config<'static>>) -> Response {
    match utoipa_swagger_ui::serve(name, Arc::clone(config)) {
        Ok(Some(file)) => {
            let headers = [
                (header::CONTENT_TYPE, file.content_type.as_str()),
                (header::CONTENT_SECURITY_POLICY, POLICY),
                (header::CACHE_CONTROL, "public, max-age=3600"),
            ];
            (headers, file.bytes.into_owned()).into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(%error, "the reference page cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
