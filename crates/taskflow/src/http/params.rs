//! Path and query parameters, with problems instead of plain-text refusals.

use axum::extract::{FromRequestParts, Path};
use axum::http::Uri;
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
        read(&parts.uri).map(Self)
    }
}

fn read<T: DeserializeOwned>(uri: &Uri) -> Result<T> {
    axum::extract::Query::<T>::try_from_uri(uri)
        .map(|query| query.0)
        .map_err(|refusal| {
            let text = refusal.body_text();
            let message = text.rsplit_once("query string: ").map_or(text.as_str(), |(_, rest)| rest);
            let plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let named = message.split_once(": ").map(|(name, _)| name).filter(plain);
            let name = named.or_else(|| message.split('`').nth(1)).unwrap_or_default();
            Error::invalid(format!("?{name}"), "invalid_query", message.to_owned())
        })
}

/// Query parameters that belong together and are read apart from others: query strings do not nest.
pub trait Named {
    /// The parameters' names.
    const NAMES: &'static [&'static str];
}

/// The parameters that `A` names, and all others as `B`.
#[derive(Clone, Debug)]
pub struct Queries<A, B>(pub A, pub B);

impl<S, A, B> FromRequestParts<S> for Queries<A, B>
where
    S: Send + Sync,
    A: DeserializeOwned + Named,
    B: DeserializeOwned,
{
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let pairs = parts.uri.query().unwrap_or_default().split('&');
        let own = |pair: &&str| A::NAMES.contains(&pair.split('=').next().unwrap_or_default());
        let (first, second): (Vec<&str>, Vec<&str>) = pairs.partition(own);
        Ok(Self(read(&uri_of(&first)?)?, read(&uri_of(&second)?)?))
    }
}

/// The pairs come from a URI, so they make one again.
fn uri_of(pairs: &[&str]) -> Result<Uri> {
    let uri = Uri::builder().path_and_query(format!("/?{}", pairs.join("&"))).build();
    uri.map_err(|_| Error::invalid("?", "invalid_query", "The query string cannot be read."))
}
