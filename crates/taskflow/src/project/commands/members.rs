//! Who was given which role in a project.

use uuid::Uuid;

use super::{current, require_member};
use crate::base::error::Faults;
use crate::base::{Error, Result};
use crate::event::{Cx, matching};
use crate::project::model::{NewProjectMember, PatchProjectMember};
use crate::project::rules::fields;
use crate::project::{ProjectAccess, ProjectMember, events, store};
use crate::workspace;

/// Gives a user or a team a role in a project and all below it.
///
/// # Errors
/// `Invalid`; `already_member` when they have one there; `id_taken`.
pub fn add_member(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    new: &NewProjectMember,
) -> Result<ProjectMember> {
    let workspace = access.workspace_id();
    // Locked, so that the same holder is not added twice at once.
    let project = current(cx, workspace, access.project_id(), None)?;
    if let Some(id) = new.id
        && let Some(first) = store::grants::anywhere(cx, id)?
    {
        let own = first.project_id == project.id && first.creator_id == access.user_id();
        return if own { Ok(first) } else { Err(Error::id_taken()) };
    }
    match (new.user_id, new.team_id) {
        (Some(user), None) => require_member(cx, workspace, user, "/user_id")?,
        (None, Some(team)) => {
            if !workspace::team_exists(cx, workspace, team)? {
                return Err(Error::invalid("/team_id", "unknown_team", "Choose a team of the workspace."));
            }
        }
        _ => return Err(Error::invalid("", "one_holder", "Give either user_id or team_id.")),
    }
    if store::grants::held(cx, project.id, new.user_id, new.team_id)? {
        let text = "They have a role in this project. Change that one.";
        return Err(Error::conflict("already_member", text));
    }
    let grant = ProjectMember {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: workspace,
        project_id: project.id,
        user_id: new.user_id,
        team_id: new.team_id,
        role: new.role,
        creator_id: access.user_id(),
        version: 1,
        created_at: cx.now(),
        updated_at: cx.now(),
    };
    store::grants::insert(cx, &grant).map_err(|error| match error {
        Error::Db(error) if error.is_unique("project_grant(id)") => Error::id_taken(),
        error => error,
    })?;
    cx.emit(events::member_added(&project, &grant))?;
    Ok(grant)
}

/// Gives another role.
///
/// # Errors
/// `NotFound` unless the role was given in this very project.
pub fn change_member(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    grant: Uuid,
    seen: Option<i64>,
    patch: &PatchProjectMember,
) -> Result<ProjectMember> {
    let project = current(cx, access.workspace_id(), access.project_id(), None)?;
    let before = given_here(cx, project.id, grant, seen)?;
    let mut faults = Faults::default();
    let role = fields::kept(&mut faults, "/role", &patch.role).copied();
    faults.check()?;
    let Some(role) = role.filter(|role| *role != before.role) else {
        return Ok(before);
    };
    let after = ProjectMember {
        role,
        version: before.version + 1,
        updated_at: cx.now(),
        ..before.clone()
    };
    store::grants::update(cx, &after)?;
    cx.emit(events::member_changed(&project, &before, &after))?;
    Ok(after)
}

/// Takes a role away. The last manager may go: owners and admins manage every project.
///
/// # Errors
/// `NotFound` unless the role was given in this very project.
pub fn remove_member(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    grant: Uuid,
    seen: Option<i64>,
) -> Result<()> {
    let project = current(cx, access.workspace_id(), access.project_id(), None)?;
    let grant = given_here(cx, project.id, grant, seen)?;
    store::grants::delete(cx, grant.id)?;
    cx.emit(events::member_removed(&grant))
}

fn given_here(cx: &mut Cx<'_, '_>, project: Uuid, id: Uuid, seen: Option<i64>) -> Result<ProjectMember> {
    let grant = store::grants::find_for_update(cx, project, id)?.ok_or(Error::NotFound("project member"))?;
    matching(&grant, seen)?;
    Ok(grant)
}
