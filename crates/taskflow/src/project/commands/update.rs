//! Changing a project's fields.

use super::create::require_free_key;
use super::{current, place, require_member};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::model::PatchProject;
use crate::project::rules::project;
use crate::project::{Project, ProjectAccess, events, store};
use crate::workspace;

/// Applies a merge patch. A new parent puts it last there.
///
/// # Errors
/// `Invalid`; `key_in_use`, `key_taken`; for a new parent those of moving.
pub fn update(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    seen: Option<i64>,
    patch: &PatchProject,
) -> Result<Project> {
    let workspace = access.workspace_id();
    // What concerns others, too, waits its turn.
    if !patch.parent_id.is_keep() || !patch.key.is_keep() {
        workspace::lock(cx, workspace)?;
    }
    let before = current(cx, workspace, access.project_id(), seen)?;
    let mut after = project::patched(&before, patch)?;
    if after.lead_id != before.lead_id
        && let Some(lead) = after.lead_id
    {
        require_member(cx, workspace, lead, "/lead_id")?;
    }
    if after.key != before.key {
        require_unused_key(cx, &before)?;
        require_free_key(cx, workspace, &after.key)?;
    }
    after.parent_id = patch.parent_id.clone().over(before.parent_id);
    if after.parent_id != before.parent_id {
        place::may_go(cx, actor, workspace, after.parent_id)?;
        after.position = place::last(cx, workspace, Some(before.id), after.parent_id)?;
    }
    if after == before {
        return Ok(before);
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::projects::update(cx, &after)?;
    cx.emit(events::changed(&before, &after))?;
    Ok(after)
}

/// # Errors
/// `key_in_use` once a task was numbered with it: people have written such keys down.
pub fn require_unused_key(cx: &mut Cx<'_, '_>, project: &Project) -> Result<()> {
    if store::projects::next_number_for_update(cx, project.id)? == 1 {
        return Ok(());
    }
    let text = "The project has tasks with this key, so the key stays. Names can be changed at any time.";
    Err(Error::conflict("key_in_use", text))
}
