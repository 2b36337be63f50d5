//! Roles, suspension and leaving.

use uuid::Uuid;

use super::super::departure::{self, Departure};
use super::super::model::{Member, MemberPatch, MemberState, Team};
use super::super::{Action, Role, WorkspaceRef, events, rules, store};
use super::enter;
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, matching};

/// # Errors
/// `Invalid`, `Stale`, `owner_required`, `last_owner`.
pub fn patch_member(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    user: Uuid,
    patch: &MemberPatch,
    if_match: Option<i64>,
) -> Result<Member> {
    let (membership, workspace) = enter(cx, actor, workspace, Action::ManageMembers)?;
    let before = store::member(cx, workspace.id, user)?.ok_or(Error::NotFound("member"))?;
    matching(&before, if_match)?;
    let (role, state) = rules::changed_member(&before, patch)?;
    if (role, state) == (before.role, before.state) {
        return Ok(before);
    }
    rules::may_manage(membership.role(), before.role, role)?;
    if role != Role::Owner || state != MemberState::Active {
        keep_an_owner(cx, &before)?;
    }
    change(cx, &before, role, state)
}

/// Takes a member out, or oneself.
///
/// # Errors
/// `Stale`, `owner_required`, `last_owner`.
pub fn remove_member(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    user: Uuid,
    if_match: Option<i64>,
) -> Result<()> {
    let action = if user == actor.user_id {
        Action::LeaveWorkspace
    } else {
        Action::ManageMembers
    };
    let (membership, workspace) = enter(cx, actor, workspace, action)?;
    let member = store::member(cx, workspace.id, user)?.ok_or(Error::NotFound("member"))?;
    matching(&member, if_match)?;
    rules::may_manage(membership.role(), member.role, member.role)?;
    keep_an_owner(cx, &member)?;
    cx.emit(events::belonging_removed(&member))?;
    depart(cx, &member)
}

/// Makes another member an owner and oneself an admin, at once. Answers the new owner.
///
/// # Errors
/// `Invalid` when the other is no active member.
pub fn transfer_ownership(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    user: Uuid,
) -> Result<Member> {
    let (_, workspace) = enter(cx, actor, workspace, Action::TransferOwnership)?;
    let other = store::member(cx, workspace.id, user)?.filter(|member| member.state == MemberState::Active);
    let Some(other) = other else {
        return Err(Error::invalid("/user_id", "not_a_member", "Give an active member of the workspace."));
    };
    if user == actor.user_id {
        return Ok(other);
    }
    let own = store::member(cx, workspace.id, actor.user_id)?.ok_or(Error::NotFound("member"))?;
    let owner = if other.role == Role::Owner {
        other
    } else {
        change(cx, &other, Role::Owner, MemberState::Active)?
    };
    change(cx, &own, Role::Admin, MemberState::Active)?;
    Ok(owner)
}

/// Writes role and state, in the workspace's log and in the person's.
fn change(cx: &mut Cx<'_, '_>, before: &Member, role: Role, state: MemberState) -> Result<Member> {
    let (workspace, user) = (before.workspace_id, before.user_id);
    let now = cx.now();
    store::update_member(cx, workspace, user, role, state, now)?;
    let after = store::member(cx, workspace, user)?.ok_or(Error::NotFound("member"))?;
    cx.emit(events::member("member.updated", Some(before), &after))?;
    cx.emit(events::belonging("membership.updated", &after))?;
    Ok(after)
}

/// Refuses to lose a workspace's last owner. The workspace is locked, so nobody else is just losing another.
fn keep_an_owner(cx: &mut Cx<'_, '_>, member: &Member) -> Result<()> {
    let acting = member.role == Role::Owner && member.state == MemberState::Active;
    if acting && store::other_owners(cx, member.workspace_id, member.user_id)? == 0 {
        let detail =
            "A workspace needs an owner. Make somebody else an owner first, or delete the workspace.";
        return Err(Error::conflict("last_owner", detail));
    }
    Ok(())
}

/// Takes a member out of the workspace and of all they were given there.
pub(super) fn depart(cx: &mut Cx<'_, '_>, member: &Member) -> Result<()> {
    let (workspace_id, user_id) = (member.workspace_id, member.user_id);
    store::lock_member(cx, workspace_id, user_id)?;
    cx.emit(events::member_removed(member))?;
    let teams = store::teams_of_member(cx, workspace_id, user_id)?;
    store::leave_teams(cx, workspace_id, user_id)?;
    for team in &teams {
        let after = Team {
            member_ids: team.member_ids.iter().copied().filter(|id| *id != user_id).collect(),
            ..team.clone()
        };
        super::teams::save(cx, team, after)?;
    }
    departure::announce(cx, Departure::Member { workspace_id, user_id })?;
    store::delete_member(cx, workspace_id, user_id)
}
