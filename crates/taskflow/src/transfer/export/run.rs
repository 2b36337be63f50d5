//! Carries exports out.

use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use uuid::Uuid;

use super::model::{ExportFormat, ExportJob};
use super::store;
use crate::base::{Error, Result, ids};
use crate::http::App;
use crate::transfer::archive::{self, Progress};
use crate::transfer::{csv_tasks, run::told};

/// Bytes of a file in one row.
pub const PART: usize = 1 << 20;
/// How long a job is left to a holder of whom nothing is heard, and how often it is heard of.
const LEASE_MS: i64 = 10_000;
const BEAT: Duration = Duration::from_millis(500);
/// How often a job is taken up before it counts as failed.
const MOST_ATTEMPTS: i64 = 5;

/// Carries a job out, unless somebody else does.
pub async fn run(app: &App, id: Uuid) {
    let holder = ids::new_id();
    let now = app.clock.now();
    let claimed = app
        .db
        .write(id, move |tx| store::claim(tx, id, holder, now, now.plus_ms(LEASE_MS)));
    let (job, attempts) = match claimed.await {
        Ok((Some(claimed), _)) => claimed,
        Ok((None, _)) => return,
        Err(error) => return tracing::warn!(%error, job = %id, "an export could not be taken up"),
    };
    let file = Unfinished(app.config.data_dir.join(format!("export-{holder}.tmp")));
    let Err(error) = carry_out(app, &job, (id, holder), &file).await else {
        return;
    };
    tracing::warn!(%error, job = %id, attempts, "an export broke off");
    let own = matches!(error, Error::Db(_) | Error::Internal(_) | Error::Unavailable { .. });
    if own && attempts < MOST_ATTEMPTS {
        return;
    }
    let (why, now) = (told(&error), app.clock.now());
    let failed = app.db.write(id, move |tx| store::fail(tx, (id, holder), &why, now));
    if let Err(error) = failed.await {
        tracing::warn!(%error, job = %id, "an export could not be marked as failed");
    }
}

/// Goes on with jobs whose process died, and forgets those that are past their time.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    let now = app.clock.now();
    for id in app.db.read(move |tx| store::orphans(tx, now, 10)).await? {
        run(app, id).await;
    }
    let (gone, _) = app.db.write(Uuid::nil(), move |tx| store::expire(tx, now, 100)).await?;
    Ok(gone)
}

/// A file that goes with its job's end, however that comes.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn carry_out(app: &App, job: &ExportJob, held: (Uuid, Uuid), file: &Unfinished) -> Result<()> {
    let progress = Arc::new(Progress::default());
    let (seen, path) = (Arc::clone(&progress), file.0.clone());
    let (workspace, format, now) = (job.workspace_id, job.format, app.clock.now());
    let write = app.db.snapshot(move |tx| {
        let out = BufWriter::new(File::create(&path).map_err(Error::internal)?);
        let out = match format {
            ExportFormat::Archive => archive::write(tx, workspace, out, now, &seen)?,
            ExportFormat::Csv => csv_tasks::write(tx, workspace, out, &seen)?,
        };
        out.into_inner().map_err(Error::internal)?.flush().map_err(Error::internal)
    });
    let mut write = std::pin::pin!(write);
    loop {
        tokio::select! {
            written = &mut write => { written?; break; }
            () = tokio::time::sleep(BEAT) => {}
        }
        if !beat(app, held, &progress).await? {
            // The writer sees it and ends; nothing is kept.
            progress.stopped.store(true, Ordering::Relaxed);
            let _ = (&mut write).await;
            return Ok(());
        }
    }
    keep(app, held, file, &progress).await
}

/// Says how far it is; `false` when the job is no longer ours.
async fn beat(app: &App, held: (Uuid, Uuid), progress: &Progress) -> Result<bool> {
    let (done, until) = (progress.done.load(Ordering::Relaxed), app.clock.now().plus_ms(LEASE_MS));
    Ok(app.db.write(held.0, move |tx| store::progress(tx, held, done, until)).await?.0)
}

/// Puts the file into the database, piece by piece, and ends the job.
async fn keep(app: &App, held: (Uuid, Uuid), file: &Unfinished, progress: &Progress) -> Result<()> {
    app.db.write(held.0, move |tx| store::clear_parts(tx, held.0)).await?;
    let input = File::open(&file.0).map_err(Error::internal)?;
    let (mut part, mut size) = (0_i64, 0_i64);
    loop {
        let mut bytes = Vec::with_capacity(PART);
        let count = (&input).take(PART as u64).read_to_end(&mut bytes).map_err(Error::internal)?;
        if count == 0 {
            break;
        }
        size += i64::try_from(count).unwrap_or(0);
        let place = part;
        part += 1;
        app.db
            .write(held.0, move |tx| store::put_part(tx, held.0, place, &bytes))
            .await?;
        if !beat(app, held, progress).await? {
            return Ok(());
        }
    }
    let now = app.clock.now();
    app.db.write(held.0, move |tx| store::finish(tx, held, size, now)).await?;
    Ok(())
}
