//! Whether the server lives, and whether it can work.

use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use uuid::Uuid;

use super::Gateway;
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

async fn reaches_database(app: &App) -> bool {
    let probe = app.db.read(|tx| event::head(tx, Uuid::nil()).map(drop));
    matches!(tokio::time::timeout(PATIENCE, probe).await, Ok(Ok(())))
}
