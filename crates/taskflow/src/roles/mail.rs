//! Sends the mail of the outbox.

use super::StartError;
use super::background::Background;
use crate::auth;
use crate::http::App;

/// # Errors
/// A setting for mail that cannot be used.
pub fn start(app: &App, background: &mut Background) -> Result<(), StartError> {
    auth::check_mail_settings(&app.config).map_err(|error| StartError(error.to_string()))?;
    let app = app.clone();
    background.until_stopped(|stopped| async move {
        if let Err(error) = auth::mail_sender(app, stopped).await {
            tracing::error!(%error, "mail is not being sent");
        }
    });
    Ok(())
}
