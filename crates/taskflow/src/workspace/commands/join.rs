//! Coming into a workspace.

use uuid::Uuid;

use super::super::model::{Joined, Member, MemberState};
use super::super::permission::require_scope;
use super::super::{Role, directory, events, store};
use crate::auth;
use crate::base::{Actor, Error, Result, Scope, secret};
use crate::event::{self, Cx, Stream};

/// Makes somebody a member without an invitation: for set-up and tools, whose caller answers for it. Somebody who is
/// one already stays as they are.
///
/// # Errors
/// `NotFound` for the workspace or the person.
pub fn admit(cx: &mut Cx<'_, '_>, workspace: Uuid, user: Uuid, role: Role) -> Result<Member> {
    directory::lock(cx, workspace)?;
    match store::member(cx, workspace, user)? {
        Some(member) => Ok(member),
        None => add(cx, workspace, user, role),
    }
}

/// Makes somebody an active member. The workspace is locked, and they are no member yet.
pub(super) fn add(cx: &mut Cx<'_, '_>, workspace: Uuid, user: Uuid, role: Role) -> Result<Member> {
    // Their name must not change between being read here and being logged.
    store::hold_person(cx, user)?.ok_or(Error::NotFound("user"))?;
    // Somebody who comes back goes on counting: to readers of the log an older version never wins.
    let last = event::activity(cx, workspace, user, i64::MAX, 1)?.pop();
    let version = last.map_or(1, |entry| entry.entity_version + 1);
    let now = cx.now();
    store::insert_member(cx, workspace, user, role, version, now)?;
    let member = store::member(cx, workspace, user)?.ok_or(Error::NotFound("member"))?;
    cx.emit(events::member("member.added", None, &member))?;
    cx.emit(events::belonging("membership.added", &member))?;
    Ok(member)
}

/// Takes up an invitation. Whoever holds the token read the mail, so the address is theirs; they must also be signed in as the
/// one invited.
///
/// # Errors
/// `NotFound` for a token that is none (any more), `wrong_account`, `invitation_expired`, `member_suspended`.
pub fn accept(cx: &mut Cx<'_, '_>, actor: &Actor, token: &str) -> Result<Joined> {
    require_scope(actor, Scope::Admin)?;
    let missing = || Error::NotFound("invitation");
    let found = store::invitation_by_token(cx, &secret::hash(token))?.ok_or_else(missing)?;
    let workspace = directory::lock(cx, found.workspace_id).map_err(|_| missing())?;
    // As it is now that others who change it are done.
    let mut invitation = store::invitation(cx, workspace.id, found.id)?.ok_or_else(missing)?;
    let person = store::hold_person(cx, actor.user_id)?.ok_or(Error::NotFound("user"))?;
    if invitation.revoked_at.is_some() || invitation.accepted_by.is_some_and(|by| by != actor.user_id) {
        return Err(missing());
    }
    if person.email_key != auth::email_key(&invitation.email) {
        let detail = "This invitation was sent to another address. Sign in with the account of that address.";
        return Err(Error::forbidden("wrong_account", detail));
    }
    let now = cx.now();
    let member = store::member(cx, workspace.id, actor.user_id)?;
    match &member {
        Some(member) if member.state == MemberState::Suspended => {
            let detail = "You are suspended in this workspace. Ask one of its admins.";
            return Err(Error::conflict("member_suspended", detail));
        }
        // Accepted, and left since: the invitation was good for one time.
        None if invitation.accepted_at.is_some() => return Err(missing()),
        None if invitation.expires_at <= now => {
            let detail = "This invitation has expired. Ask for another.";
            return Err(Error::conflict("invitation_expired", detail));
        }
        _ => {}
    }
    cx.in_stream(Stream::Workspace(workspace.id));
    let member = match member {
        Some(member) => member,
        None => add(cx, workspace.id, actor.user_id, invitation.role)?,
    };
    if invitation.accepted_at.is_none() {
        invitation.accepted_at = Some(now);
        invitation.accepted_by = Some(actor.user_id);
        invitation.version += 1;
        invitation.updated_at = now;
        store::update_invitation(cx, &invitation)?;
        cx.emit(events::invitation("invitation.accepted", &invitation))?;
        auth::prove_address(cx, actor.user_id)?;
    }
    Ok(Joined { workspace, member })
}
