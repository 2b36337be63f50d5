//! Forgets what is old and purges what is due, in small batches so that nobody waits for it.

use std::time::Duration;

use uuid::Uuid;

use super::background::Background;
use crate::base::Result;
use crate::http::App;
use crate::{auth, event, task};

/// How often the janitor comes by.
const PAUSE: Duration = Duration::from_secs(60);
/// How often ended sessions, used tokens and sent mail are looked for: that reads whole tables.
const LONG_PAUSE: Duration = Duration::from_secs(3600);
/// Rows a commit.
const BATCH: i64 = 500;
/// Answers of idempotent requests are kept this long.
const ANSWERS_MS: i64 = 72 * 3_600_000;

pub fn start(app: &App, background: &mut Background) {
    let accounts = app.clone();
    background.every(LONG_PAUSE, move || {
        let app = accounts.clone();
        async move {
            if let Err(error) = auth::sweep(&app).await {
                tracing::warn!(%error, "the janitor could not sweep sessions, tokens and mail");
            }
        }
    });
    let trash = app.clone();
    background.every(PAUSE, move || {
        let app = trash.clone();
        async move {
            match task::purge_expired(&app).await {
                Ok(0) => {}
                Ok(tasks) => tracing::info!(tasks, "the janitor emptied the trash of what was due"),
                Err(error) => tracing::warn!(%error, "the janitor could not empty the trash"),
            }
        }
    });
    let app = app.clone();
    background.every(PAUSE, move || {
        let app = app.clone();
        async move {
            if let Err(error) = forget_answers(&app).await {
                tracing::warn!(%error, "the janitor could not forget old answers");
            }
        }
    });
}

async fn forget_answers(app: &App) -> Result<()> {
    let before = app.clock.now().plus_ms(-ANSWERS_MS);
    loop {
        let (gone, _) = app
            .db
            .write(Uuid::nil(), move |tx| event::forget_answers_before(tx, before, BATCH))
            .await?;
        if gone < BATCH as u64 {
            return Ok(());
        }
    }
}
