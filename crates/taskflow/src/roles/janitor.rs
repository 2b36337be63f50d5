//! Forgets what is old and purges what is due, in small batches so that nobody waits for it.

use std::future::Future;
use std::time::Duration;

use taskflow_db::Tx;
use uuid::Uuid;

use super::background::Background;
use crate::base::{Error, Result};
use crate::http::App;
use crate::{audit, auth, event, notification, realtime, task, transfer, webhook};

/// How often the janitor comes by.
const PAUSE: Duration = Duration::from_secs(60);
/// How often what people typed is written into descriptions.
const TYPING_PAUSE: Duration = Duration::from_secs(1);
/// How often work is looked for that another process left behind.
const SHORT_PAUSE: Duration = Duration::from_secs(5);
/// How often what needs whole tables to be read is done.
const LONG_PAUSE: Duration = Duration::from_secs(3600);
/// Rows a commit.
const BATCH: i64 = 500;
/// What was sent is known this long; whoever keeps a list of it keeps it no longer.
const SENT_MS: i64 = 30 * 86_400_000;
/// What was given up can be looked at, and sent once more, this long.
const GIVEN_UP_MS: i64 = 90 * 86_400_000;
/// Answers of idempotent requests are kept this long.
const ANSWERS_MS: i64 = 72 * 3_600_000;

pub fn start(app: &App, background: &mut Background) {
    chore(app, background, LONG_PAUSE, "accounts", |app| async move { auth::sweep(&app).await });
    chore(
        app,
        background,
        LONG_PAUSE,
        "mail_files",
        |app| async move { auth::sweep_files(&app).await },
    );
    chore(app, background, LONG_PAUSE, "origins", |app| async move { audit::sweep(&app).await });
    chore(app, background, LONG_PAUSE, "webhooks", |app| async move { webhook::sweep(&app).await });
    chore(app, background, LONG_PAUSE, "notifications", |app| async move {
        notification::sweep(&app).await
    });
    chore(app, background, LONG_PAUSE, "deliveries", forget_deliveries);
    chore(app, background, PAUSE, "trash", |app| async move { task::purge_expired(&app).await });
    chore(app, background, PAUSE, "project_trash", |app| async move {
        task::purge_expired_projects(&app).await
    });
    chore(app, background, PAUSE, "search", |app| async move { task::fill_search(&app).await });
    chore(app, background, TYPING_PAUSE, "shared_texts", |app| async move {
        task::settle_texts(&app).await
    });
    chore(app, background, LONG_PAUSE, "idle_texts", |app| async move {
        task::forget_idle_texts(&app).await
    });
    chore(app, background, PAUSE, "answers", forget_answers);
    chore(app, background, SHORT_PAUSE, "exports", |app| async move {
        transfer::sweep_exports(&app).await
    });
    chore(app, background, SHORT_PAUSE, "imports", |app| async move { transfer::sweep(&app).await });
    chore(
        app,
        background,
        PAUSE,
        "tickets",
        |app| async move { realtime::sweep_tickets(&app).await },
    );
}

/// Does something again and again, and notes what it came to; a failure is logged, and tried again the next time.
fn chore<F>(
    app: &App,
    background: &mut Background,
    pause: Duration,
    what: &'static str,
    work: impl Fn(App) -> F + Send + Sync + 'static,
) where
    F: Future<Output = Result<u64>> + Send + 'static,
{
    let app = app.clone();
    background.every(pause, move || {
        let (app, turn) = (app.clone(), work(app.clone()));
        async move {
            let outcome = turn.await;
            app.work.note(what, app.clock.now(), outcome.as_ref().ok().copied());
            if let Err(error) = outcome {
                tracing::warn!(%error, what, "the janitor could not clear away");
            }
        }
    });
}

async fn forget_deliveries(app: App) -> Result<u64> {
    let now = app.clock.now();
    let (sent, given_up) = (now.plus_ms(-SENT_MS), now.plus_ms(-GIVEN_UP_MS));
    let forgotten = in_batches(&app, move |tx| event::forget_sent_before(tx, sent, BATCH)).await?;
    Ok(forgotten + in_batches(&app, move |tx| event::forget_dead_before(tx, given_up, BATCH)).await?)
}

async fn forget_answers(app: App) -> Result<u64> {
    let before = app.clock.now().plus_ms(-ANSWERS_MS);
    in_batches(&app, move |tx| event::forget_answers_before(tx, before, BATCH)).await
}

/// Clears away until less than a batch is left; tells how many rows went.
async fn in_batches(
    app: &App,
    clear: impl Fn(&mut Tx<'_>) -> Result<u64> + Copy + Send + 'static,
) -> Result<u64> {
    let mut cleared = 0;
    loop {
        let (gone, _) = app.db.write::<_, Error, _>(Uuid::nil(), clear).await?;
        cleared += gone;
        if gone < BATCH as u64 {
            return Ok(cleared);
        }
    }
}
