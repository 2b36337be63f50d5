//! Reading about exports.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::ExportJob;
use super::store;
use crate::base::{Actor, Cursor, Error, Page, Result};
use crate::http::ListQuery;
use crate::transfer::model::JobState;
use crate::workspace::{Action, WorkspaceRef, member_of};

const ORDER: &str = "exports";

/// Exports of a workspace, newest first.
///
/// # Errors
/// `NotFound`, `Forbidden`, `invalid_cursor`.
pub fn exports(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    query: &ListQuery,
) -> Result<Page<ExportJob>> {
    let member = member_of(tx, actor, workspace, Action::Export)?;
    let limit = query.limit()?;
    let before = match &query.cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.id(0)?,
        None => Uuid::max(),
    };
    let rows = store::page(tx, member.workspace_id(), before, limit + 1)?;
    Ok(Page::cut(rows, limit, |job| Cursor::new(ORDER, vec![job.id.to_string().into()])))
}

/// One export, for those who may export its workspace.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<ExportJob> {
    let job = store::find(tx, id)?.ok_or(Error::NotFound("export"))?;
    proven(tx, actor, &job)?;
    Ok(job)
}

/// A piece of the file, as long as the reader may have it.
///
/// # Errors
/// `NotFound`, `Forbidden`; `export_not_ready`.
pub fn part(tx: &mut Tx<'_>, actor: &Actor, id: Uuid, part: i64) -> Result<(ExportJob, Option<Vec<u8>>)> {
    let job = find(tx, actor, id)?;
    if job.state != JobState::Done {
        return Err(Error::conflict("export_not_ready", "The file is not there yet, or could not be made."));
    }
    Ok((job, store::part(tx, id, part)?))
}

/// Refuses those who may not export the job's workspace; to those outside, there is no such export.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn proven(tx: &mut Tx<'_>, actor: &Actor, job: &ExportJob) -> Result<()> {
    match member_of(tx, actor, &WorkspaceRef::Id(job.workspace_id), Action::Export) {
        Ok(_) => Ok(()),
        Err(Error::NotFound(_)) => Err(Error::NotFound("export")),
        Err(error) => Err(error),
    }
}
