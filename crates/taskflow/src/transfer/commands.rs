//! Uploading, changing, starting and cancelling imports; reading archives in.

use std::collections::{BTreeMap, HashMap};

use taskflow_db::Tx;
use uuid::Uuid;

use super::archive::{self, Restore};
use super::format::{Format, Upload};
use super::model::{ImportJob, ImportPatch, JobState};
use super::{preview, run, store};
use crate::auth::Caller;
use crate::base::{Actor, Error, Patch, Result, ids};
use crate::event::{Cx, Imager, Meta};
use crate::http::App;
use crate::task;
use crate::workspace::{Action, WorkspaceRef, member_of};

/// Imports of a workspace that wait or run.
const MOST_OPEN: i64 = 50;
/// People whom one import names.
const MOST_PEOPLE: usize = 1_000;
/// Bytes of a file in one row.
const PART: usize = 1 << 20;

/// An upload that was read.
pub struct Prepared {
    workspace: WorkspaceRef,
    job: ImportJob,
    packed: Packed,
}

/// Reads what was sent, looks what would be made of it, and keeps it until it is started.
///
/// # Errors
/// As [`prepare`] and [`keep`].
pub async fn create(
    caller: &Caller,
    workspace: &WorkspaceRef,
    format: Format,
    upload: Upload,
    people: BTreeMap<String, String>,
) -> Result<ImportJob> {
    let prepared = prepare(caller, workspace, format, upload, people).await?;
    caller.step(Uuid::nil(), move |cx, actor| keep(cx, actor, &prepared)).await
}

/// Reads what was sent and looks what would be made of it.
///
/// # Errors
/// `NotFound`, `Forbidden`; `unreadable_export`.
pub async fn prepare(
    caller: &Caller,
    workspace: &WorkspaceRef,
    format: Format,
    upload: Upload,
    people: BTreeMap<String, String>,
) -> Result<Prepared> {
    let mut job = ImportJob {
        id: ids::new_id(),
        workspace_id: Uuid::nil(),
        user_id: Uuid::nil(),
        format: format.name().to_owned(),
        state: JobState::Ready,
        done: 0,
        total: 0,
        people,
        name: upload.name.clone(),
        mapping: upload.mapping.clone(),
        proposal: None,
        report: super::Report::default(),
        error: None,
        created_at: caller.meta().at,
        finished_at: None,
    };
    let packed = look(caller, workspace, format, upload, &mut job).await?;
    Ok(Prepared { workspace: workspace.clone(), job, packed })
}

/// Keeps an upload until it is started.
///
/// # Errors
/// `NotFound`, `Forbidden`; `too_many_imports`.
pub fn keep(cx: &mut Cx<'_, '_>, actor: &Actor, prepared: &Prepared) -> Result<ImportJob> {
    let member = member_of(cx, actor, &prepared.workspace, Action::Import)?;
    if store::count_open(cx, member.workspace_id())? >= MOST_OPEN {
        let detail =
            format!("A workspace has at most {MOST_OPEN} imports that wait or run. Cancel some first.");
        return Err(Error::conflict("too_many_imports", detail));
    }
    let job = ImportJob {
        workspace_id: member.workspace_id(),
        user_id: actor.user_id,
        ..prepared.job.clone()
    };
    store::insert(cx, &job)?;
    for (file, (name, bytes)) in prepared.packed.iter().enumerate() {
        // A file of no bytes has one part all the same.
        for (part, bytes) in bytes.chunks(PART).enumerate() {
            let place = (i64::try_from(file).unwrap_or(0), i64::try_from(part).unwrap_or(0));
            store::put_part(cx, job.id, place, name, bytes)?;
        }
    }
    Ok(job)
}

type Packed = Vec<(String, Vec<u8>)>;

/// Fills in what the files hold and what would be made; answers the files, packed.
async fn look(
    caller: &Caller,
    workspace: &WorkspaceRef,
    format: Format,
    upload: Upload,
    job: &mut ImportJob,
) -> Result<Packed> {
    // A large file takes a while to read: not on a thread that others wait for.
    let work = move || {
        let bundles = format.read(&upload)?;
        let mut packed = Packed::new();
        for file in &upload.files {
            packed.push((file.name.clone(), zstd::encode_all(&file.bytes[..], 3).map_err(Error::internal)?));
        }
        Ok::<_, Error>((bundles, format.proposal(&upload), packed))
    };
    let (bundles, proposal, packed) = tokio::task::spawn_blocking(work).await.map_err(Error::internal)??;
    let total: usize = bundles.iter().map(|bundle| bundle.cards.len()).sum();
    job.total = i64::try_from(total).unwrap_or(i64::MAX);
    job.proposal = proposal;
    let named: HashMap<String, String> = job.people.clone().into_iter().collect();
    job.report = preview::preview(caller, workspace, bundles, named).await?;
    Ok(packed)
}

/// A job that the actor may carry on with, locked.
fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<ImportJob> {
    let job = store::lock(cx, id)?.ok_or(Error::NotFound("import"))?;
    super::queries::proven(cx, actor, &job)?;
    Ok(job)
}

fn not_ready() -> Error {
    Error::conflict(
        "import_not_ready",
        "This import was started or cancelled. Upload the files again for another one.",
    )
}

/// A job with what is said otherwise of people or columns, and what would be made of it now; [`set`] keeps it.
///
/// # Errors
/// `NotFound`; `import_not_ready`; what is wrong with the mapping; `unreadable_export`.
pub async fn changed(caller: &Caller, id: Uuid, patch: ImportPatch) -> Result<ImportJob> {
    let read = caller.read(move |tx, actor| super::queries::find(tx, actor, id));
    let mut job = read.await?;
    if job.state != JobState::Ready {
        return Err(not_ready());
    }
    if let Some(people) = patch.people.change() {
        job.people = people.unwrap_or_default();
        if job.people.len() > MOST_PEOPLE {
            return Err(Error::invalid("/people", "too_many", format!("Name at most {MOST_PEOPLE}.")));
        }
    }
    if let Some(name) = patch.name.change() {
        job.name = name.map(|name| name.chars().take(100).collect());
    }
    if let Patch::Set(mapping) = &patch.mapping {
        let mut faults = crate::base::error::Faults::default();
        mapping.check(&mut faults, None);
        faults.check()?;
    }
    if let Some(mapping) = patch.mapping.change() {
        job.mapping = mapping;
    }
    let format = Format::named(&job.format)?;
    let upload = run::upload_of(caller.app(), &job).await?;
    look(caller, &WorkspaceRef::Id(job.workspace_id), format, upload, &mut job).await?;
    Ok(job)
}

/// Keeps what was said otherwise.
///
/// # Errors
/// `NotFound`; `import_not_ready`.
pub fn set(cx: &mut Cx<'_, '_>, actor: &Actor, job: &ImportJob) -> Result<()> {
    if open(cx, actor, job.id)?.state != JobState::Ready {
        return Err(not_ready());
    }
    store::set_options(cx, job)
}

/// Lets a job run, with the rights of whoever starts it. [`run::run`] carries it out.
///
/// # Errors
/// `NotFound`; `import_not_ready`.
pub async fn start(caller: &Caller, id: Uuid) -> Result<ImportJob> {
    caller.step(id, move |cx, actor| begin(cx, actor, id)).await
}

/// As [`start`], in a transaction.
///
/// # Errors
/// As [`start`].
pub fn begin(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<ImportJob> {
    if open(cx, actor, id)?.state != JobState::Ready {
        return Err(not_ready());
    }
    store::start(cx, id, actor.user_id)?;
    store::find(cx, id)?.ok_or(Error::NotFound("import"))
}

/// Stops a job. What it has taken in stays, and importing the same again goes on from there.
///
/// # Errors
/// `NotFound`; `import_finished`.
pub fn cancel(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<ImportJob> {
    let job = open(cx, actor, id)?;
    match job.state {
        JobState::Ready | JobState::Running => {
            let now = cx.now();
            store::cancel(cx, id, now)?;
            store::drop_parts(cx, id)?;
            store::find(cx, id)?.ok_or(Error::NotFound("import"))
        }
        JobState::Cancelled => Ok(job),
        JobState::Done | JobState::Failed => {
            Err(Error::conflict("import_finished", "This import has ended already."))
        }
    }
}

/// Reads an archive in, all of it or nothing, for whoever runs the server. `open` may be called again when the database
/// runs the transaction again.
///
/// # Errors
/// `archive_damaged`, `archive_too_new`, `workspace_exists`, `slug_taken`; those of the database.
pub async fn restore_archive<R: std::io::Read>(
    app: &App,
    imagers: &'static [Imager],
    open: impl Fn() -> std::io::Result<R> + Send + 'static,
) -> Result<Restore> {
    let meta = Meta::system(app.clock.now(), "archive");
    let read = move |tx: &mut Tx<'_>| {
        let input = open().map_err(Error::internal)?;
        archive::restore(&mut Cx::new(tx, &meta), imagers, input)
    };
    let (restored, _) = app.db.write(Uuid::nil(), read).await?;
    // Rows that were copied in pass by the commands that keep it.
    task::rebuild_search(app).await?;
    Ok(restored)
}
