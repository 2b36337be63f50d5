//! One function that every request passes.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use tower::Service;

use super::compress::Coding;
use super::route::{Route, Table};
use super::{address, compress, conditional, cors, framework, headers, health, identity, routes};
use crate::auth::{ClientAddress, Credential};
use crate::base::Error;
use crate::http::{App, Problem, RequestId};

/// A request as axum's router takes it.
pub type Request = axum::http::Request<Body>;

/// The running door.
pub struct Gateway {
    app: App,
    router: Router,
    table: Table,
    standing: headers::Standing,
    origins: cors::Origins,
    timeout: Duration,
    draining: AtomicBool,
}

/// What is kept of a request while the router has it.
struct Visit {
    began: Instant,
    route: Arc<Route>,
    method: Method,
    uri: Uri,
    request_id: String,
    client: IpAddr,
    coding: Option<Coding>,
    origin: Option<HeaderValue>,
    have: Option<HeaderValue>,
    credential: Option<Credential>,
}

impl Gateway {
    /// Builds the routes over a running server's parts.
    pub fn new(app: App) -> Arc<Self> {
        let (services, document) = routes::split();
        Arc::new_cyclic(|gateway| Self {
            router: services.with_state(app.clone()).merge(health::routes(gateway.clone())),
            table: Table::new(document.paths.paths.keys()),
            standing: headers::Standing::new(app.config.base_url.starts_with("https://")),
            origins: cors::Origins::new(&app.config.cors_origins),
            timeout: Duration::from_secs(app.config.limits.request_timeout_secs),
            draining: AtomicBool::new(false),
            app,
        })
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// From now on the server says that it is not ready for more.
    pub fn drain(&self) {
        self.draining.store(true, Ordering::Release);
    }

    pub fn is_draining(&self) -> bool {
        self.draining.load(Ordering::Acquire)
    }

    /// Answers a request that came from `peer`. Never fails: what goes wrong is a problem.
    pub async fn answer(&self, mut request: Request, peer: SocketAddr) -> Response {
        let visit = self.receive(&mut request, peer);
        let response = match self.origins.preflight(&visit.method, request.headers()) {
            Some(preflight) => preflight,
            None => self.route(request).await,
        };
        self.finish(visit, response).await
    }

    /// Learns what is needed of the request, and tells its handler who and where it comes from.
    fn receive(&self, request: &mut Request, peer: SocketAddr) -> Visit {
        let headers = request.headers();
        let client = address::client(headers, peer.ip(), self.app.config.trusted_proxies);
        let credential = headers
            .contains_key(header::AUTHORIZATION)
            .then(|| Credential::read(&self.app, headers).ok())
            .flatten();
        let visit = Visit {
            began: Instant::now(),
            route: self.table.find(request.uri().path()),
            method: request.method().clone(),
            uri: request.uri().clone(),
            request_id: identity::request_id(headers),
            client,
            coding: Coding::accepted(headers),
            origin: headers.get(header::ORIGIN).cloned(),
            have: headers.get(header::IF_NONE_MATCH).cloned(),
            credential,
        };
        DefaultBodyLimit::max(self.app.config.limits.upload_bytes).apply(request);
        let extensions = request.extensions_mut();
        extensions.insert(RequestId(visit.request_id.clone()));
        extensions.insert(ClientAddress(client.to_string()));
        if let Some(credential) = &visit.credential {
            extensions.insert(credential.clone());
        }
        visit
    }

    async fn route(&self, request: Request) -> Response {
        if let Err(error) = self.check_length(&request) {
            return error.into_response();
        }
        let routed = AssertUnwindSafe(self.router.clone().call(request)).catch_unwind();
        let problem = match tokio::time::timeout(self.timeout, routed).await {
            Ok(Ok(Ok(response))) => return response,
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => {
                let text = panic.downcast_ref::<&str>().copied();
                let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
                tracing::error!(panic = text.unwrap_or("?"), "a handler panicked");
                framework::panicked()
            }
            Err(_) => framework::timed_out(),
        };
        carry(problem)
    }

    /// Refuses what says it is too large before any of it is read; handlers have closer limits of their own.
    fn check_length(&self, request: &Request) -> Result<(), Error> {
        let limit = self.app.config.limits.upload_bytes;
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit as u64) {
            return Err(Error::TooLarge { limit });
        }
        Ok(())
    }

    async fn finish(&self, visit: Visit, mut response: Response) -> Response {
        if response.status().is_client_error() || response.status().is_server_error() {
            response = describe(&visit, response);
        }
        if let Some(have) = visit
            .have
            .as_ref()
            .filter(|_| matches!(visit.method, Method::GET | Method::HEAD))
        {
            conditional::not_modified(&mut response, have);
        }
        response = compress::compress(response, visit.coding).await;
        let headers = response.headers_mut();
        self.standing.add(headers);
        self.origins.admit(visit.origin.as_ref(), headers);
        if let Ok(id) = HeaderValue::from_str(&visit.request_id) {
            headers.insert(identity::REQUEST_ID, id);
        }
        visit.report(&response);
        response
    }
}

/// An unfinished response with the problem, as handlers give it.
fn carry(problem: Problem) -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(problem);
    *response.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
    response
}

/// Makes a refusal a problem document, whoever refused.
fn describe(visit: &Visit, mut response: Response) -> Response {
    if response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/problem+json")
    {
        return response;
    }
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None => framework::problem(response.status(), &visit.method),
    };
    let mut described = problem.render(&visit.request_id, visit.uri.path());
    let (mut given, _) = response.into_parts();
    given.headers.remove(header::CONTENT_TYPE);
    given.headers.remove(header::CONTENT_LENGTH);
    for (name, value) in given
        .headers
        .iter()
        .filter(|(name, _)| !described.headers().contains_key(*name))
        .map(|(n, v)| (n.clone(), v.clone()))
        .collect::<Vec<_>>()
    {
        described.headers_mut().append(name, value);
    }
    described
}

impl Visit {
    /// One line a request: the route's name, never the path, which may hold a token; no query, no body.
    fn report(&self, response: &Response) {
        let took = self.began.elapsed();
        tracing::info!(
            method = self.method.as_str(),
            route = self.route.template.as_str(),
            status = response.status().as_u16(),
            ms = took.as_micros() as f64 / 1000.0,
            request_id = self.request_id.as_str(),
            client = %self.client,
            caller = self.credential.as_ref().map(|credential| tracing::field::display(credential.owner())),
            "request"
        );
    }
}
