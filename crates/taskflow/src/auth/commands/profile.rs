//! A person's own row: changed by them, and erased.

use uuid::Uuid;

use crate::auth::rules;
use crate::auth::{ProfilePatch, User, UserStatus, events, store};
use crate::base::{Error, Result};
use crate::event::{Cx, Stream, matching};
use crate::mail;

/// Changes a person's profile in their own stream. Whoever shows the profile elsewhere follows with entries of
/// their own; the version tells whether there is something to follow.
///
/// # Errors
/// `Invalid`, `Stale`, `NotFound`.
pub fn update_profile(
    cx: &mut Cx<'_, '_>,
    user_id: Uuid,
    patch: &ProfilePatch,
    if_match: Option<i64>,
) -> Result<User> {
    cx.in_stream(Stream::Person(user_id));
    let before = locked(cx, user_id)?;
    matching(&before, if_match)?;
    let mut after = patch.over(&before)?;
    if after == before {
        return Ok(before);
    }
    touch(cx, &mut after)?;
    cx.emit(events::updated(&before, &after))?;
    Ok(after)
}

/// The user's row, kept from other writers until the commit.
///
/// # Errors
/// `NotFound` for somebody who is not there or was erased.
pub fn locked(cx: &mut Cx<'_, '_>, user_id: Uuid) -> Result<User> {
    let user = store::lock_user(cx, user_id)?.filter(|user| user.status != UserStatus::Deleted);
    user.ok_or(Error::NotFound("user"))
}

/// Raises the version and writes the row.
pub fn touch(cx: &mut Cx<'_, '_>, user: &mut User) -> Result<()> {
    user.version += 1;
    user.updated_at = cx.now();
    store::update_user(cx, user, &rules::email_key(&user.email))
}

/// Forgets who somebody was: the row stays, for what they did points to it, and says nothing of them. Their password,
/// sessions and tokens go, and what earlier entries of their stream said. What workspaces say of them is the
/// business of whoever calls this.
///
/// # Errors
/// `NotFound`.
pub fn erase(cx: &mut Cx<'_, '_>, user_id: Uuid) -> Result<User> {
    let mut user = locked(cx, user_id)?;
    let (sessions, tokens) = (store::sessions_of(cx, user_id)?, store::tokens_of(cx, user_id)?);
    store::delete_credential(cx, user_id)?;
    store::delete_one_time(cx, user_id)?;
    store::delete_sessions(cx, &sessions.iter().map(|session| session.id).collect::<Vec<_>>())?;
    store::delete_tokens(cx, &tokens.iter().map(|token| token.id).collect::<Vec<_>>())?;
    mail::forget_address(cx, &user.email)?;
    user.status = UserStatus::Deleted;
    "Deleted user".clone_into(&mut user.name);
    // RFC 2606 reserves .invalid: no mail ever goes there, and nobody can register it.
    user.email = format!("{}@deleted.invalid", user.id);
    user.avatar_url = None;
    "en".clone_into(&mut user.locale);
    "UTC".clone_into(&mut user.timezone);
    user.email_verified = false;
    user.server_admin = false;
    touch(cx, &mut user)?;
    // Everything those entries say is said again or taken back by the one below: the fold stays the tables.
    cx.redact_kinds(Stream::Person(user_id), events::KINDS)?;
    cx.forget_origins(user_id)?;
    cx.emit(events::erased(&user, &sessions, &tokens))?;
    Ok(user)
}
