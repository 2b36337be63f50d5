//! Asking for exports and deleting them.

use uuid::Uuid;

use super::model::{ExportFormat, ExportJob};
use super::{queries, store};
use crate::base::{Actor, Error, Result, Stamp};
use crate::event::Cx;
use crate::transfer::model::JobState;
use crate::workspace::{self, Action, WorkspaceRef, member_of};

/// Exports that a workspace keeps.
const MOST: i64 = 20;
const KEPT_MS: i64 = 7 * 24 * 3_600_000;

/// Asks for an export. [`super::run::run`] carries it out.
///
/// # Errors
/// `NotFound`, `Forbidden`; `too_many_exports`.
pub fn create(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    format: ExportFormat,
) -> Result<ExportJob> {
    let member = member_of(cx, actor, workspace, Action::Export)?;
    let id = member.workspace_id();
    if store::count(cx, id)? >= MOST {
        let detail = format!("A workspace keeps at most {MOST} exports. Delete some first.");
        return Err(Error::conflict("too_many_exports", detail));
    }
    let slug = workspace::workspace_by_id(cx, id)?.slug;
    let now = cx.now();
    let job = ExportJob {
        id: cx.new_id(),
        workspace_id: id,
        user_id: actor.user_id,
        format,
        state: JobState::Running,
        done: 0,
        size: None,
        file_name: format!("{slug}-{}.{}", now.date(), format.file().0),
        error: None,
        created_at: now,
        finished_at: None,
        expires_at: Stamp(now.0.saturating_add(KEPT_MS)),
    };
    store::insert(cx, &job)?;
    workspace::announce_export(cx, &member, format.name())?;
    Ok(job)
}

/// Deletes an export; one that is being written is stopped.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn delete(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<()> {
    let job = store::lock(cx, id)?.ok_or(Error::NotFound("export"))?;
    queries::proven(cx, actor, &job)?;
    store::clear_parts(cx, id)?;
    store::delete(cx, id)
}
