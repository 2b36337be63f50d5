//! Path and query parameters, with problems instead of plain-text refusals.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::base::{Error, Result};

/// Path parameters. What cannot be one names nothing: 404.
#[derive(Clone, Debug)]
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Path::<T>::from_request_parts(parts, state)
            .await
            .map(|Path(value)| Self(value))
            .map_err(|_| Error::NotFound("thing"))
    }
}

/// Query parameters; unknown ones are refused by the type (`deny_unknown_fields`).
#[derive(Clone, Debug)]
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        axum::extract::Query::<T>::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|refusal| {
                let text = refusal.body_text();
                let message = text.rsplit_once("query string: ").map_or(text.as_str(), |(_, rest)| rest);
                let name = message
                    .split('`')
                    .nth(1)
                    .or_else(|| message.split(':').next())
                    .unwrap_or_default();
                Error::invalid(format!("?{name}"), "invalid_query", message.to_owned())
            })
    }
}
