//! Putting projects, their statuses and roles back to how they were, for an undo: with the checks of the change that people
//! would make, and the places they had.

use uuid::Uuid;

use super::create::require_free_key;
use super::statuses::{require_free_name, require_unused};
use super::update::require_unused_key;
use super::{current, lifecycle, place, require_member};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::access::open_any;
use crate::project::rules::status;
use crate::project::{Project, ProjectAccess, ProjectMember, Status, events, store};
use crate::workspace::{self, Action};

/// Proves that the actor manages a project, also one in the trash.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn open_to_restore(cx: &mut Cx<'_, '_>, actor: &Actor, project: Uuid) -> Result<ProjectAccess> {
    open_any(cx, actor, project, Action::ManageProject).map(|(access, _)| access)
}

/// The project as it is, locked until the commit.
///
/// # Errors
/// `NotFound` when it went away meanwhile.
pub fn locked(cx: &mut Cx<'_, '_>, access: &ProjectAccess) -> Result<Project> {
    current(cx, access.workspace_id(), access.project_id(), None)
}

/// Puts it into the archive or the trash, or takes it out, as it was.
///
/// # Errors
/// Those of [`lifecycle`].
pub fn set_state(cx: &mut Cx<'_, '_>, actor: &Actor, access: &ProjectAccess, was: &Project) -> Result<()> {
    let now = locked(cx, access)?;
    match (was.deleted_at, now.deleted_at) {
        (None, Some(_)) => drop(lifecycle::restore(cx, access, None)?),
        (Some(_), None) => lifecycle::delete(cx, actor, access, None, false)?,
        _ if was.archived_at.is_some() => drop(lifecycle::archive(cx, access, None)?),
        _ => drop(lifecycle::restore(cx, access, None)?),
    }
    Ok(())
}

/// Puts a project into the trash that has none below it.
///
/// # Errors
/// `has_children`.
pub fn trash(cx: &mut Cx<'_, '_>, actor: &Actor, access: &ProjectAccess) -> Result<()> {
    lifecycle::delete(cx, actor, access, None, false)
}

/// Gives a project these fields and this place; says whether they were others.
///
/// # Errors
/// `Invalid`; `key_in_use`, `key_taken`; those of moving.
pub fn set_back(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    wanted: &Project,
) -> Result<bool> {
    let workspace = access.workspace_id();
    let mut before = locked(cx, access)?;
    if wanted.parent_id != before.parent_id || wanted.key != before.key {
        workspace::lock(cx, workspace)?;
        before = locked(cx, access)?;
    }
    let mut after = Project {
        version: before.version,
        updated_at: before.updated_at,
        ..wanted.clone()
    };
    if after == before {
        return Ok(false);
    }
    if after.lead_id != before.lead_id
        && let Some(lead) = after.lead_id
    {
        require_member(cx, workspace, lead, "/lead_id")?;
    }
    if after.key != before.key {
        require_unused_key(cx, &before)?;
        require_free_key(cx, workspace, &after.key)?;
    }
    if after.parent_id != before.parent_id {
        place::may_go(cx, actor, workspace, after.parent_id)?;
        // Only whether it may stand there: the place is the old one.
        place::last(cx, workspace, Some(before.id), after.parent_id)?;
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::projects::update(cx, &after)?;
    cx.emit(events::changed(&before, &after))?;
    Ok(true)
}

/// A status as it is, locked until the commit.
///
/// # Errors
/// Those of the database.
pub fn locked_status(cx: &mut Cx<'_, '_>, access: &ProjectAccess, id: Uuid) -> Result<Option<Status>> {
    locked(cx, access)?;
    store::statuses::find_for_update(cx, access.project_id(), id)
}

/// Gives a status these fields and this place; says whether they were others.
///
/// # Errors
/// Those of changing it.
pub fn set_status_back(cx: &mut Cx<'_, '_>, access: &ProjectAccess, wanted: &Status) -> Result<bool> {
    let project = locked(cx, access)?;
    let before =
        store::statuses::find_for_update(cx, project.id, wanted.id)?.ok_or(Error::NotFound("status"))?;
    let mut after = Status {
        version: before.version,
        updated_at: before.updated_at,
        ..wanted.clone()
    };
    if after == before {
        return Ok(false);
    }
    let statuses = store::statuses::of_project(cx, project.id)?;
    require_free_name(&statuses, &after)?;
    if after.category != before.category {
        require_unused(cx, &before, "change its category")?;
        status::enough(
            statuses
                .iter()
                .map(|s| if s.id == after.id { after.category } else { s.category }),
        )?;
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::statuses::update(cx, &after)?;
    cx.emit(events::status_changed(&project, &before, &after))?;
    Ok(true)
}

/// Puts a status that made room for another one back to its place, if it is still where it went.
///
/// # Errors
/// Those of the database.
pub fn set_status_place(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    id: Uuid,
    (from, to): (&str, &str),
) -> Result<bool> {
    match locked_status(cx, access, id)? {
        Some(status) if status.position == from => {
            set_status_back(cx, access, &Status { position: to.to_owned(), ..status })
        }
        _ => Ok(false),
    }
}

/// Makes a deleted status again as it was, with a version after its last; says whether it was gone.
///
/// # Errors
/// `name_taken`, `too_many_statuses`.
pub fn put_status_back(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    was: Status,
    version: i64,
) -> Result<bool> {
    let project = locked(cx, access)?;
    if store::statuses::anywhere(cx, was.id)?.is_some() {
        return Ok(false);
    }
    let statuses = store::statuses::of_project(cx, project.id)?;
    if statuses.len() >= status::MAX_STATUSES {
        let text = format!("A project has at most {} statuses.", status::MAX_STATUSES);
        return Err(Error::conflict("too_many_statuses", text));
    }
    require_free_name(&statuses, &was)?;
    let status = Status { version, updated_at: cx.now(), ..was };
    store::statuses::insert(cx, &status)?;
    cx.emit(events::status_created(&project, &status))?;
    Ok(true)
}

/// A role somebody has in this very project, locked until the commit.
///
/// # Errors
/// Those of the database.
pub fn locked_member(cx: &mut Cx<'_, '_>, access: &ProjectAccess, id: Uuid) -> Result<Option<ProjectMember>> {
    locked(cx, access)?;
    store::grants::find_for_update(cx, access.project_id(), id)
}

/// Gives a role again that was taken away.
///
/// # Errors
/// `Invalid` for who left; `already_member`.
pub fn put_member_back(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    was: ProjectMember,
    version: i64,
) -> Result<()> {
    let project = locked(cx, access)?;
    match (was.user_id, was.team_id) {
        (Some(user), _) => require_member(cx, project.workspace_id, user, "/user_id")?,
        (None, Some(team)) if workspace::team_exists(cx, project.workspace_id, team)? => {}
        _ => return Err(Error::invalid("/team_id", "unknown_team", "The team is no more.")),
    }
    if store::grants::held(cx, project.id, was.user_id, was.team_id)? {
        return Err(Error::conflict("already_member", "They have a role in this project. Change that one."));
    }
    let grant = ProjectMember { version, updated_at: cx.now(), ..was };
    store::grants::insert(cx, &grant)?;
    cx.emit(events::member_added(&project, &grant))
}
