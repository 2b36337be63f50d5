//! Archive and trash. Both hold for everything below, too, without touching it: restoring the project brings all of
//! it back as it was.

use uuid::Uuid;

use super::current;
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::access::open_any;
use crate::project::{Project, ProjectAccess, events, store};
use crate::workspace::{self, Action};

/// Something to do when a project, and with it what is below it, came back from the archive or the trash, with the workspace's
/// id: `inventory::submit! { OnReturn(set_anew) }`. It must not depend on how much there is.
pub struct OnReturn(pub fn(&mut Cx<'_, '_>, Uuid) -> Result<()>);

inventory::collect!(OnReturn);

/// Archives a project: from now on it is only looked at.
///
/// # Errors
/// `Stale`.
pub fn archive(cx: &mut Cx<'_, '_>, access: &ProjectAccess, seen: Option<i64>) -> Result<Project> {
    let before = current(cx, access.workspace_id(), access.project_id(), seen)?;
    if before.archived_at.is_some() {
        return Ok(before);
    }
    let now = cx.now();
    let after = Project { archived_at: Some(now), ..next(&before, cx) };
    store::projects::update(cx, &after)?;
    cx.emit(events::archived(&before, &after))?;
    Ok(after)
}

/// Takes a project out of the trash, as it was; else out of the archive.
///
/// # Errors
/// `parent_in_trash`, `parent_archived`: then the project above is to be restored.
pub fn restore(cx: &mut Cx<'_, '_>, access: &ProjectAccess, seen: Option<i64>) -> Result<Project> {
    // Its parent must not be deleted meanwhile.
    workspace::lock(cx, access.workspace_id())?;
    let before = current(cx, access.workspace_id(), access.project_id(), seen)?;
    let above = match before.parent_id {
        Some(parent) => store::access::access(cx, parent, access.user_id())?,
        None => None,
    };
    if above.as_ref().is_some_and(|above| above.deleted) {
        let text = "The project above it is in the trash. Restore that first.";
        return Err(Error::conflict("parent_in_trash", text));
    }
    let after = if before.deleted_at.is_some() {
        Project { deleted_at: None, ..next(&before, cx) }
    } else if above.is_some_and(|above| above.archived) {
        let text = "The project above it is archived. Restore that first.";
        return Err(Error::conflict("parent_archived", text));
    } else if before.archived_at.is_some() {
        Project { archived_at: None, ..next(&before, cx) }
    } else {
        return Ok(before);
    };
    store::projects::update(cx, &after)?;
    cx.emit(events::restored(&before, &after))?;
    inventory::iter::<OnReturn>().try_for_each(|registered| (registered.0)(cx, after.workspace_id))?;
    Ok(after)
}

/// Moves a project to the trash, and with `cascade` everything below it.
///
/// # Errors
/// `has_children` when there are projects below it and `cascade` was not asked for.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    seen: Option<i64>,
    cascade: bool,
) -> Result<()> {
    // Nobody puts a child below it meanwhile.
    workspace::lock(cx, access.workspace_id())?;
    let (_, gone) = open_any(cx, actor, access.project_id(), Action::ManageProject)?;
    if gone {
        return Err(Error::NotFound("project"));
    }
    let before = current(cx, access.workspace_id(), access.project_id(), seen)?;
    if !cascade && store::projects::has_children(cx, before.id)? {
        let text = "There are projects below it. Move them first, or delete them with it: repeat with `cascade=true`.";
        return Err(Error::conflict("has_children", text));
    }
    let now = cx.now();
    let after = Project { deleted_at: Some(now), ..next(&before, cx) };
    store::projects::update(cx, &after)?;
    cx.emit(events::deleted(&before, &after))
}

fn next(before: &Project, cx: &Cx<'_, '_>) -> Project {
    Project { version: before.version + 1, updated_at: cx.now(), ..before.clone() }
}
