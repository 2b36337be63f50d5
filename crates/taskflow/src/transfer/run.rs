//! Carries imports out: first the project with its statuses and tags, then the cards, batch by batch.
//!
//! What a thing became is remembered in the transaction that made it, and each batch says in its own transaction that
//! the job still has this holder. So a job that breaks off, or a batch that the database runs again, leaves nothing
//! half done; whoever takes the job up next goes on from there, and who lost it, or was cancelled, writes nothing more.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use uuid::Uuid;

use super::bundle::{Bundle, Card};
use super::format::{File, Format, Upload};
use super::frame::{self, Frame};
use super::model::ImportJob;
use super::plan::Plan;
use super::store::Claimed;
use super::{Note, Report, cards, preview, store};
use crate::auth::Caller;
use crate::base::{Actor, Error, Result, ids};
use crate::event::Cx;
use crate::http::App;
use crate::workspace::WorkspaceRef;

/// Cards taken in one transaction: others' changes come in between.
const BATCH: usize = 20;
/// How long a job is left to a holder of whom nothing is heard.
const LEASE_MS: i64 = 10_000;
/// How often a job is taken up before it counts as failed.
const MOST_ATTEMPTS: i64 = 10;

/// A job in the hands of this process.
struct Run {
    app: App,
    job: ImportJob,
    /// The job's id, and who holds it: a new id each time it is taken up.
    held: (Uuid, Uuid),
    /// Cards behind us, and all.
    done: i64,
    total: i64,
}

/// Carries a running job out, or goes on with it, unless somebody else does.
pub async fn run(app: &App, id: Uuid) {
    let holder = ids::new_id();
    let now = app.clock.now();
    let claimed = app
        .db
        .write(id, move |tx| store::claim(tx, id, holder, now, now.plus_ms(LEASE_MS)));
    let Claimed { job, attempts } = match claimed.await {
        Ok((Some(claimed), _)) => claimed,
        Ok((None, _)) => return,
        Err(error) => return tracing::warn!(%error, job = %id, "an import could not be taken up"),
    };
    let mut run = Run { app: app.clone(), job, held: (id, holder), done: 0, total: 0 };
    let error = match run.carry_out(attempts == 1).await {
        Ok(()) => return,
        Err(error) => error,
    };
    // Trouble of ours passes: the lease runs out, and the job is taken up again.
    let own = matches!(error, Error::Db(_) | Error::Internal(_) | Error::Unavailable { .. });
    tracing::warn!(%error, job = %id, attempts, "an import broke off");
    if own && attempts < MOST_ATTEMPTS {
        return;
    }
    let (held, why, now) = (run.held, told(&error), app.clock.now());
    let failed = app.db.write(id, move |tx| {
        if store::fail(tx, held, &why, now)? {
            store::drop_parts(tx, held.0)?;
        }
        Ok::<_, Error>(())
    });
    if let Err(error) = failed.await {
        tracing::warn!(%error, job = %id, "an import could not be marked as failed");
    }
}

/// Goes on with jobs whose process died, and forgets uploads that nobody started within a day.
///
/// # Errors
/// Those of the database.
pub async fn sweep(app: &App) -> Result<u64> {
    const DAY_MS: i64 = 24 * 3_600_000;
    let now = app.clock.now();
    for id in app.db.read(move |tx| store::orphans(tx, now, 10)).await? {
        run(app, id).await;
    }
    let (gone, _) = app
        .db
        .write(Uuid::nil(), move |tx| store::expire(tx, now.plus_ms(-DAY_MS), 100))
        .await?;
    Ok(gone)
}

/// What a person reads of an error.
pub fn told(error: &Error) -> String {
    match error {
        Error::Invalid(faults) => {
            faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join(" ")
        }
        Error::Db(_) | Error::Internal(_) => {
            "Something went wrong on the server; its log says what.".to_owned()
        }
        other => other.to_string(),
    }
}

/// The files of a job, put together again.
///
/// # Errors
/// Those of the database; `Internal` when what is kept cannot be read.
pub async fn upload_of(app: &App, job: &ImportJob) -> Result<Upload> {
    let id = job.id;
    let parts = app.db.read(move |tx| store::parts(tx, id)).await?;
    let mut packed: Vec<(i64, String, Vec<u8>)> = Vec::new();
    for (file, name, bytes) in parts {
        match packed.last_mut() {
            Some((last, _, whole)) if *last == file => whole.extend_from_slice(&bytes),
            _ => packed.push((file, name, bytes)),
        }
    }
    let mut files = Vec::new();
    for (_, name, bytes) in packed {
        let bytes = zstd::decode_all(&bytes[..]).map_err(Error::internal)?;
        files.push(File { name, bytes: bytes.into() });
    }
    Ok(Upload {
        files,
        name: job.name.clone(),
        mapping: job.mapping.clone(),
        today: job.created_at.date(),
    })
}

/// Reads files on a thread that nobody waits for.
///
/// # Errors
/// `unreadable_export`.
pub async fn read(format: Format, upload: Upload) -> Result<Vec<Bundle>> {
    tokio::task::spawn_blocking(move || format.read(&upload))
        .await
        .map_err(Error::internal)?
}

impl Run {
    async fn carry_out(&mut self, first: bool) -> Result<()> {
        let format = Format::named(&self.job.format)?;
        let bundles = read(format, upload_of(&self.app, &self.job).await?).await?;
        let total: usize = bundles.iter().map(|bundle| bundle.cards.len()).sum();
        self.total = i64::try_from(total).unwrap_or(i64::MAX);
        let named: HashMap<String, String> = self.job.people.clone().into_iter().collect();
        let named = Arc::new(named);
        let workspace = WorkspaceRef::Id(self.job.workspace_id);
        let mut plans = Vec::new();
        let mut report = Report::default();
        for bundle in bundles {
            let (workspace, named) = (workspace.clone(), Arc::clone(&named));
            let caller = self.caller();
            let looked = caller.read(move |tx, actor| preview::look(tx, actor, &workspace, bundle, &named));
            let (plan, part) = looked.await?;
            plans.push(Arc::new(plan));
            report.add(part);
        }
        // Taken up again, what was new at first is there already: the first look counts.
        if first {
            let (held, kept, total) = (self.held, report.clone(), self.total);
            self.write(move |tx| store::keep_report(tx, held, &kept, total)).await?;
        } else {
            report = self.job.report.clone();
            report.preview = false;
        }
        for (place, plan) in plans.into_iter().enumerate() {
            if !self.bundle(plan, place, &mut report).await? {
                return Ok(());
            }
        }
        let (held, now) = (self.held, self.app.clock.now());
        self.write(move |tx| {
            let ours = store::finish(tx, held, &report, now)?;
            if ours {
                store::drop_parts(tx, held.0)?;
            }
            Ok(ours)
        })
        .await?;
        Ok(())
    }

    fn caller(&self) -> Caller {
        Caller::acting(&self.app, self.job.user_id, self.app.clock.now(), &format!("import:{}", self.job.id))
    }

    async fn write<F>(&self, f: F) -> Result<bool>
    where
        F: FnMut(&mut taskflow_db::Tx<'_>) -> Result<bool> + Send + 'static,
    {
        Ok(self.app.db.write(self.held.0, f).await?.0)
    }

    /// Takes one bundle in; `false` when the job is no longer ours.
    async fn bundle(&mut self, plan: Arc<Plan>, place: usize, report: &mut Report) -> Result<bool> {
        let first = Arc::clone(&plan);
        let framed = self.step(&plan, move |cx, actor| frame::take(cx, actor, &first)).await?;
        let Some(frame) = framed.map(Arc::new) else {
            return Ok(false);
        };
        if let Some(project) = report.projects.get_mut(place) {
            project.id = Some(frame.project_id);
        }
        if place == 0 {
            report.project_id = Some(frame.project_id);
        }
        // Whoever stops it now finds the project.
        self.keep(report).await?;
        let indexes: Vec<usize> = (0..plan.bundle.cards.len()).collect();
        for batch in indexes.chunks(BATCH) {
            self.done += i64::try_from(batch.len()).unwrap_or(0);
            match self.take(&plan, &frame, batch.to_vec()).await {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(error) if !is_of_a_card(&error) => return Err(error),
                // One card of the batch is at fault: each gets its own try, and the report names it.
                Err(_) => {
                    for &index in batch {
                        match self.take(&plan, &frame, vec![index]).await {
                            Ok(true) => {}
                            Ok(false) => return Ok(false),
                            Err(error) if is_of_a_card(&error) => {
                                refused(&plan.bundle.cards[index], &error, report)
                            }
                            Err(error) => return Err(error),
                        }
                    }
                    self.keep(report).await?;
                }
            }
        }
        self.keep(report).await
    }

    /// Keeps what the report says by now.
    async fn keep(&self, report: &Report) -> Result<bool> {
        let (held, kept, total) = (self.held, report.clone(), self.total);
        self.write(move |tx| store::keep_report(tx, held, &kept, total)).await
    }

    async fn take(&self, plan: &Arc<Plan>, frame: &Arc<Frame>, batch: Vec<usize>) -> Result<bool> {
        let (own, frame) = (Arc::clone(plan), Arc::clone(frame));
        let step = move |cx: &mut Cx<'_, '_>, actor: &Actor| {
            let chosen: Vec<&Card> = batch.iter().filter_map(|&index| own.bundle.cards.get(index)).collect();
            cards::take(cx, actor, &own, &frame, &chosen)
        };
        Ok(self.step(plan, step).await?.is_some())
    }

    /// One transaction of the job; `None` when the job is no longer ours: then nothing is done.
    async fn step<T, F>(&self, plan: &Arc<Plan>, mut f: F) -> Result<Option<T>>
    where
        T: Send + 'static,
        F: FnMut(&mut Cx<'_, '_>, &Actor) -> Result<T> + Send + 'static,
    {
        let (held, done, until) = (self.held, self.done, self.app.clock.now().plus_ms(LEASE_MS));
        let caller = self.caller();
        let stepped = caller.step(plan.workspace_id, move |cx, actor| {
            if !store::progress(cx, held, done, until)? {
                return Ok(None);
            }
            f(cx, actor).map(Some)
        });
        let stepped = stepped.await;
        // Somebody else's turn, also where nobody queues.
        tokio::time::sleep(Duration::from_millis(1)).await;
        stepped
    }
}

/// Whether an error may be the fault of a single card.
fn is_of_a_card(error: &Error) -> bool {
    matches!(error, Error::Invalid(_) | Error::Conflict { .. })
}

/// Notes why a card was left out. Taken up again, a job comes by the same card twice.
fn refused(card: &Card, error: &Error, report: &mut Report) {
    let note = Note::new("card", &card.external_id, &card.title, format!("Left out: {}", told(error)));
    if report.notes.contains(&note) {
        return;
    }
    report.notes.push(note);
    let (task, part) = if card.parent.is_some() { (0, 1) } else { (1, 0) };
    for (kind, refused) in
        [("tasks", task), ("subtasks", part + card.items.len()), ("comments", card.comments.len())]
    {
        let refused = i64::try_from(refused).unwrap_or(i64::MAX);
        let count = report.count(kind);
        count.created = (count.created - refused).max(0);
        count.refused += refused;
    }
}
