//! Keeps this process's readers awake to what other processes commit: by hints, and by a look once a second.

use std::time::Duration;

use super::StartError;
use super::background::Background;
use crate::http::App;
use crate::realtime::{self, Hints};

/// How late others' changes are seen at most when every hint is lost.
const LOOK: Duration = Duration::from_secs(1);

/// # Errors
/// A setting that cannot be used. A broker that is not there does not keep the server from starting.
pub fn start(app: &App, background: &mut Background) -> Result<Hints, StartError> {
    let made = Hints::new(&app.config, &app.db, &app.wake);
    let (hints, courier) = made.map_err(|error| StartError(error.to_string()))?;
    if let Some(courier) = courier {
        background.until_stopped(|stopped| courier.run(stopped));
    }
    let app = app.clone();
    background.every(LOOK, move || {
        let app = app.clone();
        async move {
            // The database's own lines say when it is gone; the next look makes up for this one.
            if let Err(error) = realtime::poll(&app.db, &app.wake).await {
                tracing::debug!(%error, "could not look for changes of others");
            }
        }
    });
    Ok(hints)
}
