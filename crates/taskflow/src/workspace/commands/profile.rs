//! People and the workspaces they are in: what they change of themselves shows in each, and they can be forgotten.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::super::model::{Invitation, Member, MemberState};
use super::super::{Role, events, store};
use super::{members, workspaces};
use crate::auth::{self, Confirmed, ProfilePatch, User};
use crate::base::{Actor, Error, Result};
use crate::event::{self, Cx, Entity, Stream};

/// Changes the caller's profile, and with it how every workspace they are in shows them.
///
/// # Errors
/// `Invalid`, `Stale`, `sign_in_required`.
pub fn update_person(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    patch: &ProfilePatch,
    if_match: Option<i64>,
) -> Result<User> {
    require_sign_in(actor)?;
    store::lock_person(cx, actor.user_id)?.ok_or(Error::NotFound("user"))?;
    let before = store::members_of_person(cx, actor.user_id)?;
    let user = auth::update_profile(cx, actor.user_id, patch, if_match)?;
    let shown = |member: &Member| member.name != user.name || member.avatar_url != user.avatar_url;
    if before.iter().any(shown) {
        show_again(cx, user.id, &before)?;
    }
    Ok(user)
}

/// Tells every workspace's log what a person is like now.
pub(super) fn show_again(cx: &mut Cx<'_, '_>, user: Uuid, before: &[Member]) -> Result<()> {
    let now = cx.now();
    store::touch_members(cx, user, now)?;
    let own: BTreeSet<Uuid> = store::belongings(cx, user)?.into_iter().map(|b| b.workspace_id).collect();
    for after in store::members_of_person(cx, user)? {
        let before = before.iter().find(|member| member.workspace_id == after.workspace_id);
        cx.emit(events::member("member.updated", before, &after))?;
        if own.contains(&after.workspace_id) {
            cx.emit(events::belonging("membership.updated", &after))?;
        }
    }
    Ok(())
}

/// Forgets a person: they leave every workspace (those that are theirs alone are deleted), their account says nothing
/// of them any more, and neither does the log of any workspace they are or were in. What they wrote stays.
///
/// # Errors
/// `last_owner` while a workspace with other people has no other owner; `wrong_password`, `memberships_changed`.
pub fn erase_person(cx: &mut Cx<'_, '_>, actor: &Actor, confirmed: &Confirmed) -> Result<()> {
    require_sign_in(actor)?;
    confirmed.require(cx, actor)?;
    let user = actor.user_id;
    cx.in_stream(Stream::Person(user));
    let entered = store::members_of_person(cx, user)?;
    let mut held = Vec::new();
    for member in &entered {
        held.extend(store::lock_workspace(cx, member.workspace_id)?);
    }
    let person = store::lock_person(cx, user)?.ok_or(Error::NotFound("user"))?;
    let members = store::members_of_person(cx, user)?;
    if !members
        .iter()
        .map(|m| m.workspace_id)
        .eq(entered.iter().map(|m| m.workspace_id))
    {
        let detail = "Your workspaces changed at this very moment. Try again.";
        return Err(Error::conflict("memberships_changed", detail));
    }
    let mut orphaned = Vec::new();
    for (member, workspace) in members.iter().zip(&held) {
        if workspace.deleted_at.is_none()
            && is_last_owner(cx, member)?
            && store::count_others(cx, workspace.id, user)? > 0
        {
            orphaned.push(workspace.name.as_str());
        }
    }
    if !orphaned.is_empty() {
        let names = orphaned.join(", ");
        let detail =
            format!("You are the last owner of: {names}. Make somebody else an owner, or delete it, first.");
        return Err(Error::conflict("last_owner", detail));
    }
    for (member, workspace) in members.iter().zip(held) {
        if workspace.deleted_at.is_none() {
            if is_last_owner(cx, member)? {
                workspaces::end(cx, workspace)?;
            } else {
                cx.emit(events::belonging_removed(member))?;
            }
        }
        members::depart(cx, member)?;
    }
    forget(cx, user, &person.email_key, &members)?;
    auth::erase(cx, user)?;
    Ok(())
}

/// Redacts what workspaces' logs say of a person, in those they left long ago, too.
fn forget(cx: &mut Cx<'_, '_>, user: Uuid, email_key: &str, members: &[Member]) -> Result<()> {
    let mut workspaces: BTreeSet<Uuid> =
        event::ever(cx, user, super::super::Belonging::NAME)?.into_iter().collect();
    workspaces.extend(members.iter().map(|member| member.workspace_id));
    for workspace in workspaces {
        cx.redact(Stream::Workspace(workspace), Member::NAME, user)?;
    }
    for invitation in store::invitations_of_person(cx, email_key, user)? {
        store::delete_invitation(cx, &invitation)?;
        cx.emit(events::invitation_forgotten(&invitation))?;
        cx.redact(Stream::Workspace(invitation.workspace_id), Invitation::NAME, invitation.id)?;
    }
    Ok(())
}

fn is_last_owner(cx: &mut Cx<'_, '_>, member: &Member) -> Result<bool> {
    let acting = member.role == Role::Owner && member.state == MemberState::Active;
    Ok(acting && store::other_owners(cx, member.workspace_id, member.user_id)? == 0)
}

fn require_sign_in(actor: &Actor) -> Result<()> {
    if actor.is_signed_in() {
        return Ok(());
    }
    Err(Error::forbidden(
        "sign_in_required",
        "Sign in for this: API tokens do not change accounts.",
    ))
}
