//! Reading about imports.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::ImportRun;
use super::store;
use crate::auth::Caller;
use crate::base::{Actor, Cursor, Page, Result};
use crate::http::ListQuery;
use crate::workspace::{Action, WorkspaceRef, member_of};

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

/// Imports made into a workspace, newest first.
///
/// # Errors
/// `NotFound`, `Forbidden`, `invalid_cursor`.
pub fn imports(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    query: &ListQuery,
) -> Result<Page<ImportRun>> {
    let member = member_of(tx, actor, workspace, Action::Import)?;
    let limit = query.limit()?;
    let before = match &query.cursor {
        Some(text) => Cursor::decode(text, ORDER, 1)?.id(0)?,
        None => Uuid::max(),
    };
    let rows = store::runs(tx, member.workspace_id(), before, limit + 1)?;
    Ok(Page::cut(rows, limit, |run| Cursor::new(ORDER, vec![run.id.to_string().into()])))
}
