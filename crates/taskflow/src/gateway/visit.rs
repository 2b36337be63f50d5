//! What is kept of a request while its handler has it.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::http::{HeaderValue, Method, Uri, header};

use super::compress::Coding;
use super::door::Request;
use super::limits::{Class, Standing};
use super::route::Route;
use super::{address, identity};
use crate::auth::Credential;
use crate::http::App;

/// A request on its way.
pub struct Visit {
    began: Instant,
    pub route: Arc<Route>,
    pub method: Method,
    pub uri: Uri,
    pub request_id: String,
    pub client: IpAddr,
    /// The coding that the caller takes and we like best.
    pub coding: Option<Coding>,
    pub origin: Option<HeaderValue>,
    /// The versions that the caller has, when they only read.
    pub have: Option<HeaderValue>,
    /// Read here once; `None` when there is none or it is no good: its handler says so.
    pub credential: Option<Credential>,
    pub standing: Option<Standing>,
}

impl Visit {
    pub fn read(request: &Request, route: Arc<Route>, peer: IpAddr, app: &App) -> Self {
        let headers = request.headers();
        let method = request.method().clone();
        let reads = matches!(method, Method::GET | Method::HEAD);
        let credential = headers
            .contains_key(header::AUTHORIZATION)
            .then(|| Credential::read(app, headers).ok())
            .flatten();
        Self {
            began: Instant::now(),
            route,
            uri: request.uri().clone(),
            request_id: identity::request_id(headers),
            client: address::client(headers, peer, app.config.trusted_proxies),
            coding: Coding::accepted(headers),
            origin: headers.get(header::ORIGIN).cloned(),
            have: headers.get(header::IF_NONE_MATCH).filter(|_| reads).cloned(),
            credential,
            standing: None,
            method,
        }
    }

    /// Counts the answer, and writes one line: the route's name, never the path, which may hold a token; no query,
    /// no body.
    pub fn report(&self, status: u16) {
        let took = self.began.elapsed();
        self.route.metrics.answered(self.method.as_str(), status, took);
        // Probes come every few seconds and say nothing while all is well.
        if self.route.class == Class::Free && status < 500 {
            tracing::debug!(route = self.route.template.as_str(), status, "probe");
            return;
        }
        tracing::info!(
            method = self.method.as_str(),
            route = self.route.template.as_str(),
            status,
            ms = took.as_micros() as f64 / 1000.0,
            request_id = self.request_id.as_str(),
            client = %self.client,
            user = self.user().map(tracing::field::display),
            "request"
        );
    }

    /// Of an API token nothing is known here that may be written down.
    fn user(&self) -> Option<uuid::Uuid> {
        match self.credential {
            Some(Credential::Session { user_id, .. }) => Some(user_id),
            _ => None,
        }
    }
}
