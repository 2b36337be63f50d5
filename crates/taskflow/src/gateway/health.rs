//! Whether the server lives, and whether it can work.

use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use super::Gateway;
use super::door::Peer;
use crate::base::{Error, Result};
use crate::event;
use crate::http::App;

/// How long the database may take to answer a probe.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Serialize)]
struct Summary {
    status: &'static str,
    version: &'static str,
    database: &'static str,
    /// Whether the database answers.
    reachable: bool,
    /// Whether changes are taken at the moment: not while the disk is full or failing.
    writes_accepted: bool,
}

pub fn routes(gateway: Weak<Gateway>) -> Router {
    Router::new()
        .route("/health", get(summary))
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
        .route("/metrics", get(metrics))
        .with_state(gateway)
}

/// The process answers. Also the barest JSON answer that this server gives, to compare others with.
async fn live() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], r#"{"status":"live"}"#).into_response()
}

async fn ready(State(gateway): State<Weak<Gateway>>) -> Result<Response> {
    let unready =
        |code, detail: &str| Error::Unavailable { code, detail: detail.to_owned(), retry_after_secs: 1 };
    let gateway = gateway.upgrade().filter(|gateway| !gateway.is_draining());
    let Some(gateway) = gateway else {
        return Err(unready("draining", "This server is about to stop."));
    };
    if !reaches_database(gateway.app()).await {
        return Err(unready("database_unavailable", "The database does not answer."));
    }
    Ok(([(header::CONTENT_TYPE, "application/json")], r#"{"status":"ready"}"#).into_response())
}

async fn summary(State(gateway): State<Weak<Gateway>>) -> Result<Json<Summary>> {
    let gateway: Arc<Gateway> = gateway.upgrade().ok_or_else(|| Error::internal("the gateway is gone"))?;
    let app = gateway.app();
    let reachable = reaches_database(app).await;
    let writes_accepted = reachable && !app.db.stats().blocked;
    let status = match (gateway.is_draining(), writes_accepted) {
        (true, _) => "draining",
        (false, true) => "ok",
        (false, false) => "degraded",
    };
    Ok(Json(Summary {
        status,
        version: env!("CARGO_PKG_VERSION"),
        database: app.db.engine().name(),
        reachable,
        writes_accepted,
    }))
}

/// For Prometheus: on this machine, or with the token of the settings. To others there is nothing here.
async fn metrics(State(gateway): State<Weak<Gateway>>, request: Request) -> Result<Response> {
    let gateway = gateway.upgrade().ok_or_else(|| Error::internal("the gateway is gone"))?;
    if !may_see_metrics(&gateway.app().config.metrics_token, &request) {
        return Err(Error::NotFound("page"));
    }
    let page = super::metrics::report(gateway.metrics(), gateway.app(), gateway.live()).await;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], page).into_response())
}

fn may_see_metrics(token: &str, request: &Request) -> bool {
    let headers = request.headers();
    if !token.is_empty() {
        let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let given = given.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
        return token.as_bytes().ct_eq(given.as_bytes()).into();
    }
    // Behind a proxy on the same machine everybody seems to be here.
    let forwarded = headers.contains_key("x-forwarded-for") || headers.contains_key(header::FORWARDED);
    let peer = request.extensions().get::<Peer>();
    !forwarded && peer.is_some_and(|peer| peer.0.to_canonical().is_loopback())
}

async fn reaches_database(app: &App) -> bool {
    let probe = app.db.read(|tx| event::head(tx, Uuid::nil()).map(drop));
    matches!(tokio::time::timeout(PATIENCE, probe).await, Ok(Ok(())))
}
