//! One function that every request passes.

use std::net::{IpAddr, SocketAddr};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use tower::Service;

use super::limits::Limits;
use super::metrics::Metrics;
use super::route::Table;
use super::visit::Visit;
use super::{app as web, compress, conditional, cors, docs, framework, headers, health, identity, routes};
use crate::auth::ClientAddress;
use crate::base::Error;
use crate::http::{App, Problem, RequestId};
use crate::realtime::{self, Realtime};

/// A request as axum's router takes it.
pub type Request = axum::http::Request<Body>;

/// The other end of the connection, whoever it stands for.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The running door.
pub struct Gateway {
    app: App,
    router: Router,
    table: Table,
    limits: Limits,
    metrics: Metrics,
    standing: headers::Standing,
    origins: cors::Origins,
    timeout: Duration,
    draining: AtomicBool,
    live: Option<Realtime>,
}

impl Gateway {
    /// Builds the routes over a running server's parts. A process that does not answer the API has its probes and
    /// pages all the same.
    pub fn new(app: App, answers_api: bool, live: Option<Realtime>) -> Arc<Self> {
        let (services, document) = routes::split();
        let services = if answers_api { services } else { Router::new() };
        let connections = if answers_api || live.is_some() {
            realtime::live_routes()
        } else {
            Router::new()
        };
        // A process without the API has no use for the app.
        let app_pages = if answers_api {
            web::routes(web::Files::of(&app.config.web_dir))
        } else {
            None
        };
        let metrics = Metrics::new();
        Arc::new_cyclic(|gateway| Self {
            router: services
                .merge(connections)
                .with_state(app.clone())
                .merge(health::routes(gateway.clone()))
                .merge(docs::routes(&document))
                .merge(app_pages.unwrap_or_else(docs::root)),
            table: Table::new(&document, &metrics),
            limits: Limits::new(&app.config.limits),
            metrics,
            standing: headers::Standing::new(app.config.base_url.starts_with("https://")),
            origins: cors::Origins::new(&app.config.cors_origins),
            timeout: Duration::from_secs(app.config.limits.request_timeout_secs),
            draining: AtomicBool::new(false),
            live,
            app,
        })
    }

    /// How long somebody may take nothing of what is being sent to them. Live connections are told sooner.
    pub(super) fn stall(&self) -> Duration {
        Duration::from_secs(self.app.config.realtime.stall_secs.saturating_mul(2))
    }

    pub fn app(&self) -> &App {
        &self.app
    }

    /// The live connections, if this process holds any.
    pub fn live(&self) -> Option<&Realtime> {
        self.live.as_ref()
    }

    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What must be done every few seconds so that memory stays bounded.
    pub fn upkeep(&self) {
        self.metrics.fold();
        self.limits.forget_idle();
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
        let _in_flight = self.metrics.enter();
        let route = self.table.find(request.uri().path());
        let mut visit = Visit::read(&request, route, peer.ip(), &self.app);
        let response = match self.origins.preflight(&visit.method, request.headers()) {
            Some(preflight) => preflight,
            None => match self.admit(&mut visit, &request) {
                Ok(()) => {
                    self.introduce(&visit, &mut request, peer);
                    self.route(request).await
                }
                Err(refusal) => refusal.into_response(),
            },
        };
        self.finish(visit, response).await
    }

    /// Refuses, before any of the body is read, who asks too often and what says that it is too large. Handlers
    /// have closer limits of their own.
    fn admit(&self, visit: &mut Visit, request: &Request) -> Result<(), Error> {
        let user = visit.credential.as_ref().map(|credential| credential.owner(&self.app.owners));
        let (standing, verdict) = self.limits.take(visit.route.class, visit.client, user);
        visit.standing = standing;
        verdict?;
        refuse_nul(request.uri())?;
        let limit = self.app.config.limits.upload_bytes;
        let length = request.headers().get(header::CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        if length.is_some_and(|length| length > limit as u64) {
            return Err(Error::TooLarge { limit });
        }
        Ok(())
    }

    /// Tells the handler who it has before it.
    fn introduce(&self, visit: &Visit, request: &mut Request, peer: SocketAddr) {
        DefaultBodyLimit::max(self.app.config.limits.upload_bytes).apply(request);
        let extensions = request.extensions_mut();
        extensions.insert(RequestId(visit.request_id.clone()));
        extensions.insert(Peer(peer.ip()));
        extensions.insert(ClientAddress(visit.client.to_string()));
        if let Some(live) = &self.live {
            extensions.insert(live.clone());
        }
        if let Some(credential) = &visit.credential {
            extensions.insert(credential.clone());
        }
    }

    async fn route(&self, request: Request) -> Response {
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

    async fn finish(&self, mut visit: Visit, mut response: Response) -> Response {
        if response.status().is_client_error() || response.status().is_server_error() {
            response = describe(&visit, response);
        }
        if let Some(have) = &visit.have {
            conditional::not_modified(&mut response, have);
        }
        response = compress::compress(response, visit.coding).await;
        let headers = response.headers_mut();
        self.standing.add(headers);
        self.origins.admit(visit.origin.as_ref(), headers);
        if let Ok(id) = HeaderValue::from_str(&visit.request_id) {
            headers.insert(identity::REQUEST_ID, id);
        }
        if let Some(standing) = visit.standing.take() {
            standing.tell(headers);
        }
        visit.report(response.status().as_u16());
        response
    }
}

/// No text of ours holds a NUL, and PostgreSQL could not store one: what asks for it names nothing.
fn refuse_nul(uri: &Uri) -> Result<(), Error> {
    let has_nul = |text: &str| text.contains("%00");
    if has_nul(uri.path()) {
        return Err(Error::NotFound("thing"));
    }
    if uri.query().is_some_and(has_nul) {
        return Err(Error::invalid("?", "invalid_query", "Leave out NUL characters."));
    }
    Ok(())
}

/// An unfinished response with the problem, as handlers give it.
fn carry(problem: Problem) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
    response.extensions_mut().insert(problem);
    response
}

/// Makes a refusal a problem document, whoever refused; other headers, such as `Allow`, stay.
fn describe(visit: &Visit, mut response: Response) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind == "application/problem+json") {
        return response;
    }
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem,
        None => framework::problem(response.status(), &visit.method),
    };
    let mut described = problem.render(&visit.request_id, visit.uri.path());
    let (given, _) = response.into_parts();
    let headers = described.headers_mut();
    let mut last = None;
    // `HeaderMap` names a header once for all its values.
    for (name, value) in given.headers {
        last = name.or(last);
        let name = last.clone().filter(|name| !DESCRIBED.contains(name));
        if let Some(name) = name {
            headers.append(name, value);
        }
    }
    described
}

/// Headers that go with the body, and so with the problem.
const DESCRIBED: [header::HeaderName; 3] =
    [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CACHE_CONTROL];
