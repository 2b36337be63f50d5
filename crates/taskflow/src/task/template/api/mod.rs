//! Endpoints of templates.

mod stored;
mod using;

use utoipa_axum::router::OpenApiRouter;

use crate::http::App;

/// The endpoints of templates.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().merge(stored::routes()).merge(using::routes())
}
