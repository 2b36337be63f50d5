//! Somebody without a credential, or whose credential does not matter.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::cookie;
use crate::auth::request_meta;
use crate::base::{Error, Result};
use crate::event::Meta;
use crate::http::{App, Body, body};

/// What a request says of itself before anybody signed in.
pub struct Visitor {
    pub app: App,
    pub meta: Meta,
    /// The refresh token of the browser's cookie.
    pub cookie: Option<String>,
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        Ok(Self {
            app: app.clone(),
            meta: request_meta(parts, app)?,
            cookie: cookie::read(&parts.headers),
        })
    }
}

/// A JSON body that may be left out altogether.
pub struct OptionalBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        if request.headers().contains_key(header::CONTENT_TYPE) {
            return Body::from_request(request, state).await.map(|body| Self(body.value));
        }
        let bytes = body::read(request, body::MAX_JSON_BYTES).await?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        Err(Error::UnsupportedMediaType { expected: "application/json" })
    }
}
