//! Endpoints of live sync: `/sync/…`.

mod lines;
mod log;
mod snapshot;
mod ticket;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::http::App;

/// All endpoints of live sync.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(ticket::issue))
        .routes(routes!(log::log))
        .routes(routes!(snapshot::snapshot))
}
