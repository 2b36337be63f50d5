//! Endpoints of the inbox, preferences, reminders and notices.

mod inbox;
mod notices;
mod preferences;
mod reminders;

use utoipa_axum::router::OpenApiRouter;

use crate::http::App;

/// Everything of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(inbox::routes())
        .merge(preferences::routes())
        .merge(reminders::routes())
        .merge(notices::routes())
}
