//! Endpoints of live sync: `/sync/…`.

mod events;
mod frame;
mod lines;
mod live;
mod log;
mod origin;
mod snapshot;
mod ticket;
mod upgrade;
mod wire;
mod ws;

use axum::Router;
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::App;
pub use wire::{Heard, Wire};

/// All endpoints of live sync.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(ticket::issue))
        .routes(routes!(log::log))
        .routes(routes!(snapshot::snapshot))
}

/// What stays open: no requests that are answered, and so no part of the API's description. docs/SYNC.md has them.
pub fn live_routes() -> Router<App> {
    Router::new()
        .route("/api/v1/ws", get(ws::connect))
        .route("/api/v1/sync/{ws}/events", get(events::events))
}

/// The paths of [`live_routes`].
pub const LIVE: &[&str] = &["/api/v1/ws", "/api/v1/sync/{ws}/events"];
