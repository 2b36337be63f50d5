//! Sends the mail of the outbox.

use super::background::Background;
use crate::auth;
use crate::http::App;

pub fn start(app: &App, background: &mut Background) {
    let app = app.clone();
    background.until_stopped(|stopped| auth::mail_sender(app, stopped));
}
