//! Teams and who is in them.

use uuid::Uuid;

use super::super::departure::{self, Departure};
use super::super::model::{NewTeam, Team, TeamPatch};
use super::super::{Action, WorkspaceRef, directory, events, rules, store};
use super::enter;
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, matching};

/// Makes a team; tells whether it is new, or the first answer to the same id.
///
/// # Errors
/// `Invalid`, `id_taken`, `name_taken`.
pub fn create_team(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    new: &NewTeam,
) -> Result<(Team, bool)> {
    let (_, workspace) = enter(cx, actor, workspace, Action::ManageTeams)?;
    let id = new.id.unwrap_or_else(|| cx.new_id());
    let team = rules::checked_team(new, id, workspace.id, cx.now())?;
    if let Some(found) = store::team(cx, workspace.id, id)? {
        return Ok((found, false));
    }
    if store::team_workspace(cx, id)?.is_some() {
        return Err(Error::id_taken());
    }
    require_free_name(cx, &team)?;
    let members = directory::members_by_id(cx, workspace.id, &team.member_ids)?;
    if let Some(at) = new.member_ids.iter().position(|id| !members.contains_key(id)) {
        return Err(Error::invalid(
            format!("/member_ids/{at}"),
            "not_a_member",
            "Give active members of the workspace.",
        ));
    }
    store::insert_team(cx, &team, &rules::team_key(&team.name))?;
    for user in &team.member_ids {
        store::add_team_member(cx, &team, *user)?;
    }
    cx.emit(events::team("team.created", None, &team))?;
    Ok((team, true))
}

/// # Errors
/// `Invalid`, `Stale`, `name_taken`.
pub fn patch_team(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    id: Uuid,
    patch: &TeamPatch,
    if_match: Option<i64>,
) -> Result<Team> {
    let before = find(cx, actor, workspace, id)?;
    matching(&before, if_match)?;
    let after = rules::patched_team(&before, patch)?;
    if after == before {
        return Ok(before);
    }
    require_free_name(cx, &after)?;
    save(cx, &before, after)
}

/// Deletes a team, and with it what it was given.
///
/// # Errors
/// `Stale`.
pub fn delete_team(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    id: Uuid,
    if_match: Option<i64>,
) -> Result<()> {
    let team = find(cx, actor, workspace, id)?;
    matching(&team, if_match)?;
    store::lock_team(cx, team.workspace_id, id)?;
    cx.emit(events::team_deleted(team.workspace_id, &team))?;
    departure::announce(cx, Departure::Team { workspace_id: team.workspace_id, team_id: id })?;
    store::delete_team(cx, team.workspace_id, id)
}

/// # Errors
/// `NotFound` when they are no active member.
pub fn add_to_team(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    id: Uuid,
    user: Uuid,
    if_match: Option<i64>,
) -> Result<Team> {
    let before = find(cx, actor, workspace, id)?;
    matching(&before, if_match)?;
    if !directory::is_member(cx, before.workspace_id, user)? {
        return Err(Error::NotFound("member"));
    }
    let mut after = before.clone();
    let Err(place) = after.member_ids.binary_search(&user) else {
        return Ok(before);
    };
    after.member_ids.insert(place, user);
    store::add_team_member(cx, &before, user)?;
    save(cx, &before, after)
}

/// # Errors
/// `NotFound` for the team; somebody who is not in it is not missed.
pub fn take_from_team(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    id: Uuid,
    user: Uuid,
    if_match: Option<i64>,
) -> Result<Team> {
    let before = find(cx, actor, workspace, id)?;
    matching(&before, if_match)?;
    let mut after = before.clone();
    let Ok(place) = after.member_ids.binary_search(&user) else {
        return Ok(before);
    };
    after.member_ids.remove(place);
    store::remove_team_member(cx, &before, user)?;
    save(cx, &before, after)
}

fn find(cx: &mut Cx<'_, '_>, actor: &Actor, workspace: &WorkspaceRef, id: Uuid) -> Result<Team> {
    let (_, workspace) = enter(cx, actor, workspace, Action::ManageTeams)?;
    store::team(cx, workspace.id, id)?.ok_or(Error::NotFound("team"))
}

fn require_free_name(cx: &mut Cx<'_, '_>, team: &Team) -> Result<()> {
    let owner = store::team_by_name(cx, team.workspace_id, &rules::team_key(&team.name))?;
    if owner.is_some_and(|id| id != team.id) {
        return Err(Error::conflict("name_taken", "The workspace has a team of this name. Choose another."));
    }
    Ok(())
}

/// Writes a team whose text or people changed.
pub(super) fn save(cx: &mut Cx<'_, '_>, before: &Team, after: Team) -> Result<Team> {
    let after = Team { version: before.version + 1, updated_at: cx.now(), ..after };
    store::update_team(cx, &after, &rules::team_key(&after.name))?;
    cx.emit(events::team("team.updated", Some(before), &after))?;
    Ok(after)
}
