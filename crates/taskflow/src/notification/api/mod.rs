//! Endpoints of the inbox, preferences, reminders and notices.

mod inbox;
mod notices;
mod preferences;
mod push;
mod reminders;
mod unsubscribe;

use utoipa_axum::router::OpenApiRouter;

use crate::http::App;

/// Everything of this service.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(inbox::routes())
        .merge(preferences::routes())
        .merge(reminders::routes())
        .merge(notices::routes())
        .merge(unsubscribe::routes())
        .merge(push::routes())
}
