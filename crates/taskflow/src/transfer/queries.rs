//! Reading about imports.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::ImportJob;
use super::store;
use crate::auth::Caller;
use crate::base::{Actor, Cursor, Error, Page, Result};
use crate::http::ListQuery;
use crate::workspace::{self, Action, WorkspaceRef, member_of};

const ORDER: &str = "imports";

/// Refuses before a large upload is read, not after.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub async fn may_import(caller: &Caller, workspace: WorkspaceRef) -> Result<()> {
    caller
        .read(move |tx, actor| member_of(tx, actor, &workspace, Action::Import).map(|_| ()))
        .await
}

/// Imports into a workspace, newest first.
///
/// # Errors
/// `NotFound`, `Forbidden`, `invalid_cursor`.
pub fn imports(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    query: &ListQuery,
) -> Result<Page<ImportJob>> {
    let member = member_of(tx, actor, workspace, Action::Import)?;
    let limit = query.limit()?;
    let before = match &query.cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.id(0)?,
        None => Uuid::max(),
    };
    let rows = store::page(tx, member.workspace_id(), before, limit + 1)?;
    let rows = rows.into_iter().map(ImportJob::short).collect();
    Ok(Page::cut(rows, limit, |job| Cursor::new(ORDER, vec![job.id.to_string().into()])))
}

/// One import, for those who may import into its workspace.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<ImportJob> {
    let job = store::find(tx, id)?.ok_or(Error::NotFound("import"))?;
    proven(tx, actor, &job)?;
    Ok(job)
}

/// Refuses those who may not import into the job's workspace; to those outside, there is no such import.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn proven(tx: &mut Tx<'_>, actor: &Actor, job: &ImportJob) -> Result<()> {
    let workspace = WorkspaceRef::Id(job.workspace_id);
    match member_of(tx, actor, &workspace, Action::Import) {
        Ok(_) => Ok(()),
        Err(Error::NotFound(_)) => Err(Error::NotFound("import")),
        Err(error) => Err(error),
    }
}

/// The id of a workspace, for whoever runs the server.
///
/// # Errors
/// `NotFound`.
pub fn workspace_id(tx: &mut Tx<'_>, workspace: &WorkspaceRef) -> Result<Uuid> {
    match workspace {
        WorkspaceRef::Id(id) => Ok(workspace::workspace_by_id(tx, *id)?.id),
        WorkspaceRef::Slug(slug) => workspace::id_of_slug(tx, slug)?.ok_or(Error::NotFound("workspace")),
    }
}
