//! Endpoints of projects, their members and statuses.

mod members;
mod projects;
mod statuses;

use utoipa_axum::router::OpenApiRouter;

use crate::http::App;

/// Everything under `/api/v1` that this service answers.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(projects::routes())
        .merge(members::routes())
        .merge(statuses::routes())
}
