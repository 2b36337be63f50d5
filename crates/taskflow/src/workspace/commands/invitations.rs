//! Inviting people by mail.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use uuid::Uuid;

use super::super::model::{Invitation, Invited, NewInvitations, Outcome, Workspace};
use super::super::rules::{self, Address};
use super::super::{Action, Role, WorkspaceRef, events, store};
use super::enter;
use crate::auth::{self, email_key, mail_link, queue_mail};
use crate::base::{Actor, Error, Result, Sealer, secret};
use crate::event::{Cx, matching};
use crate::mail::{Draft, Mailer};

/// How long a token is good for: a week.
const LIFE_SECS: i64 = 7 * 24 * 60 * 60;
/// Invitations of a workspace that may wait for an answer at once.
const MOST_OPEN: i64 = 1000;

/// What it takes to send mail with a link.
#[derive(Clone, Debug)]
pub struct Post {
    pub sealer: Sealer,
    pub mailer: Mailer,
}

/// Invites people, or sends those already invited another mail. Says nothing about who has an account.
///
/// # Errors
/// `Invalid`, `too_many_invitations`.
pub fn invite(
    cx: &mut Cx<'_, '_>,
    post: &Post,
    actor: &Actor,
    workspace: &WorkspaceRef,
    new: &NewInvitations,
) -> Result<Vec<Invited>> {
    let (_, workspace) = enter(cx, actor, workspace, Action::ManageMembers)?;
    if new.role == Role::Owner {
        let message = "Invite as admin, member or guest. Owners are made of members.";
        return Err(Error::invalid("/role", "invalid_value", message));
    }
    let addresses = rules::addresses(&new.emails)?;
    let keys: Vec<String> = addresses.iter().map(|address| address.key.clone()).collect();
    let members: HashSet<String> = store::members_by_email(cx, workspace.id, &keys)?.into_iter().collect();
    let open = store::open_invitations_to(cx, workspace.id, &keys)?;
    let mut open: HashMap<String, Invitation> = open
        .into_iter()
        .map(|invitation| (email_key(&invitation.email), invitation))
        .collect();
    require_room(cx, workspace.id, addresses.len())?;
    let letter = Letter::new(cx, post, actor, &workspace)?;
    let mut invited = Vec::with_capacity(addresses.len());
    for address in addresses {
        let (outcome, invitation) = match open.remove(&address.key) {
            _ if members.contains(&address.key) => (Outcome::AlreadyMember, None),
            Some(found) => (Outcome::Renewed, Some(letter.renew(cx, found, Some(new.role))?)),
            None => (Outcome::Invited, Some(letter.first(cx, &address, new.role)?)),
        };
        invited.push(Invited { email: address.email, outcome, invitation });
    }
    cx.in_stream(crate::event::Stream::Workspace(workspace.id));
    Ok(invited)
}

fn require_room(cx: &mut Cx<'_, '_>, workspace: Uuid, more: usize) -> Result<()> {
    let more = i64::try_from(more).unwrap_or(i64::MAX);
    if store::count_open_invitations(cx, workspace)?.saturating_add(more) > MOST_OPEN {
        let detail = format!("At most {MOST_OPEN} invitations may wait for an answer. Take some back first.");
        return Err(Error::conflict("too_many_invitations", detail));
    }
    Ok(())
}

/// Sends an open invitation again, with a new token and a new week; the token before is void.
///
/// # Errors
/// `invitation_closed`.
pub fn resend(
    cx: &mut Cx<'_, '_>,
    post: &Post,
    actor: &Actor,
    workspace: &WorkspaceRef,
    id: Uuid,
) -> Result<Invitation> {
    let (_, workspace) = enter(cx, actor, workspace, Action::ManageMembers)?;
    let found = store::invitation(cx, workspace.id, id)?.ok_or(Error::NotFound("invitation"))?;
    if !found.is_open() {
        return Err(closed());
    }
    Letter::new(cx, post, actor, &workspace)?.renew(cx, found, None)
}

/// Takes an invitation back. Doing it twice is no fault.
///
/// # Errors
/// `Stale`, `invitation_closed` once it was accepted.
pub fn revoke(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    id: Uuid,
    if_match: Option<i64>,
) -> Result<()> {
    let (_, workspace) = enter(cx, actor, workspace, Action::ManageMembers)?;
    let mut invitation = store::invitation(cx, workspace.id, id)?.ok_or(Error::NotFound("invitation"))?;
    matching(&invitation, if_match)?;
    if invitation.accepted_at.is_some() {
        return Err(closed());
    }
    if invitation.revoked_at.is_some() {
        return Ok(());
    }
    invitation.revoked_at = Some(cx.now());
    save(cx, "invitation.revoked", &mut invitation)
}

fn closed() -> Error {
    Error::conflict("invitation_closed", "This invitation was accepted or taken back. Invite again instead.")
}

fn save(cx: &mut Cx<'_, '_>, kind: &'static str, invitation: &mut Invitation) -> Result<()> {
    invitation.version += 1;
    invitation.updated_at = cx.now();
    store::update_invitation(cx, invitation)?;
    cx.emit(events::invitation(kind, invitation))
}

/// What all mails of one request have in common.
struct Letter<'a> {
    post: &'a Post,
    workspace: &'a Workspace,
    inviter: Uuid,
    inviter_name: String,
    locale: String,
}

impl<'a> Letter<'a> {
    fn new(cx: &mut Cx<'_, '_>, post: &'a Post, actor: &Actor, workspace: &'a Workspace) -> Result<Self> {
        let inviter = store::hold_person(cx, actor.user_id)?.ok_or(Error::NotFound("user"))?;
        let locale = auth::users_by_id(cx, &[actor.user_id])?
            .remove(&actor.user_id)
            .map(|user| user.locale);
        Ok(Self {
            post,
            workspace,
            inviter: actor.user_id,
            inviter_name: inviter.name,
            locale: locale.unwrap_or_default(),
        })
    }

    fn first(&self, cx: &mut Cx<'_, '_>, address: &Address, role: Role) -> Result<Invitation> {
        let now = cx.now();
        let invitation = Invitation {
            id: cx.new_id(),
            workspace_id: self.workspace.id,
            email: address.email.clone(),
            role,
            invited_by: self.inviter,
            expires_at: now.plus_secs(LIFE_SECS),
            accepted_at: None,
            accepted_by: None,
            revoked_at: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let token = secret::new_secret("");
        store::insert_invitation(cx, &invitation, &address.key, &secret::hash(&token))?;
        cx.emit(events::invitation("invitation.created", &invitation))?;
        self.send(cx, &invitation, &token)?;
        Ok(invitation)
    }

    fn renew(
        &self,
        cx: &mut Cx<'_, '_>,
        mut invitation: Invitation,
        role: Option<Role>,
    ) -> Result<Invitation> {
        let token = secret::new_secret("");
        invitation.role = role.unwrap_or(invitation.role);
        invitation.invited_by = self.inviter;
        invitation.expires_at = cx.now().plus_secs(LIFE_SECS);
        store::new_token(cx, &invitation, &secret::hash(&token))?;
        save(cx, "invitation.renewed", &mut invitation)?;
        self.send(cx, &invitation, &token)?;
        Ok(invitation)
    }

    fn send(&self, cx: &mut Cx<'_, '_>, invitation: &Invitation, token: &str) -> Result<()> {
        let mail = self.post.mailer.write(&Draft {
            kind: "invitation",
            to: &invitation.email,
            // Whoever is invited reads most likely what the other does.
            locale: &self.locale,
            link: Some(mail_link(self.post.mailer.base_url(), "invitations", token)),
            values: json!({ "inviter": self.inviter_name, "workspace": self.workspace.name }),
        })?;
        queue_mail(cx, &self.post.sealer, mail)
    }
}
