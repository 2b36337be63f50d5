//! What who looks after the server does: on its command line, and signed in.

use uuid::Uuid;

use super::register::Registration;
use super::{carry_out, password, profile, sessions};
use crate::auth::mail::{self, Queued, letters};
use crate::auth::model::AccountPatch;
use crate::auth::{User, UserStatus, events, passwords, rules, store};
use crate::base::error::Faults;
use crate::base::{Actor, Error, Patch, Result, ids};
use crate::event::{Cx, Meta, Stream, matching};
use crate::http::App;

/// A user made by the administrator. Their address counts as verified.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub email: String,
    pub name: String,
    pub password: String,
    pub server_admin: bool,
}

fn meta(app: &App) -> Meta {
    Meta::system(app.clock.now(), "cli")
}

/// Makes a user. The very first becomes the server's administrator in any case.
///
/// # Errors
/// `Invalid`, `email_taken`.
pub async fn create_user(app: &App, new: NewUser) -> Result<User> {
    let wanted = Registration {
        id: None,
        email: new.email,
        invitation: None,
        name: new.name,
        password: new.password,
        locale: None,
        timezone: None,
    };
    let wanted = wanted.checked()?;
    let hash = passwords::hash(app, &wanted.password).await?;
    let id = ids::new_id();
    let made = carry_out(app, id, meta(app), move |cx| {
        let email_key = rules::email_key(&wanted.email);
        let first = store::is_first_user(cx)?;
        if store::user_by_email_key(cx, &email_key)?.is_some() {
            return Err(Error::conflict("email_taken", "There is a user with this e-mail address."));
        }
        let now = cx.now();
        let mut user = wanted.user(id, now, first || new.server_admin);
        user.email_verified = true;
        store::insert_user(cx, &user, &email_key)?;
        store::set_password_hash(cx, id, &hash, now)?;
        cx.emit(events::registered(&user))?;
        Ok(user)
    });
    made.await.map(|(user, _)| user)
}

async fn find(app: &App, email: &str) -> Result<User> {
    let email_key = rules::email_key(email);
    let user = app.db.read(move |tx| store::user_by_email_key(tx, &email_key)).await?;
    user.ok_or(Error::NotFound("user"))
}

/// Lets somebody in or shuts them out, which ends their sessions; their API tokens rest meanwhile.
///
/// # Errors
/// `NotFound`; `Conflict` for `Deleted`, which is done otherwise.
pub async fn set_status(app: &App, email: &str, status: UserStatus) -> Result<User> {
    if status == UserStatus::Deleted {
        return Err(Error::conflict("not_a_status_to_set", "Erase the user instead."));
    }
    let id: Uuid = find(app, email).await?.id;
    let changed = carry_out(app, id, meta(app), move |cx| change(cx, id, Some(status), None, None));
    changed.await.map(|(user, _)| user)
}

/// Has somebody look after the server, or no longer.
///
/// # Errors
/// `NotFound`.
pub async fn set_server_admin(app: &App, email: &str, server_admin: bool) -> Result<User> {
    let id: Uuid = find(app, email).await?.id;
    let changed = carry_out(app, id, meta(app), move |cx| change(cx, id, None, Some(server_admin), None));
    changed.await.map(|(user, _)| user)
}

/// Changes somebody's account for an administrator who is signed in. One's own stays as it is, so that there is always
/// one left.
///
/// # Errors
/// `Forbidden`, `NotFound`, `Stale`, `Invalid`; `not_yourself`.
pub fn change_account(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    id: Uuid,
    patch: &AccountPatch,
    if_match: Option<i64>,
) -> Result<User> {
    rules::require_server_admin(actor)?;
    let mut faults = Faults::default();
    let status = not_null(&mut faults, "/status", &patch.status);
    let server_admin = not_null(&mut faults, "/server_admin", &patch.server_admin);
    faults.check()?;
    if id == actor.user_id {
        let detail = "Another administrator has to do this to your account, or the server's command line.";
        return Err(Error::conflict("not_yourself", detail));
    }
    change(cx, id, status.map(UserStatus::from), server_admin, if_match)
}

fn not_null<T: Copy>(faults: &mut Faults, pointer: &str, patch: &Patch<T>) -> Option<T> {
    match patch {
        Patch::Keep => None,
        Patch::Set(value) => Some(*value),
        Patch::Clear => {
            faults.add(pointer, "not_nullable", "This cannot be cleared. Leave it out to keep it.");
            None
        }
    }
}

fn change(
    cx: &mut Cx<'_, '_>,
    id: Uuid,
    status: Option<UserStatus>,
    server_admin: Option<bool>,
    if_match: Option<i64>,
) -> Result<User> {
    cx.in_stream(Stream::Person(id));
    let mut user = profile::locked(cx, id)?;
    matching(&user, if_match)?;
    let (status, server_admin) = (status.unwrap_or(user.status), server_admin.unwrap_or(user.server_admin));
    let kind = match (status != user.status, status) {
        (true, UserStatus::Suspended) => "user.suspended",
        (true, _) => "user.activated",
        (false, _) if server_admin == user.server_admin => return Ok(user),
        (false, _) => "user.server_admin_changed",
    };
    let ended = if kind == "user.suspended" {
        sessions::end_all(cx, id, None, "suspended")?
    } else {
        Vec::new()
    };
    (user.status, user.server_admin) = (status, server_admin);
    profile::touch(cx, &mut user)?;
    let event = events::account(kind, &user);
    cx.emit(ended.iter().fold(event, |event, session| event.also(session)))?;
    Ok(user)
}

/// Signs somebody out everywhere, but for the session that asks.
///
/// # Errors
/// `Forbidden`, `NotFound`.
pub fn end_sessions_of(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<()> {
    rules::require_server_admin(actor)?;
    cx.in_stream(Stream::Person(id));
    profile::locked(cx, id)?;
    sessions::revoke_all(cx, id, actor.session_id)
}

/// Sends somebody the mail with which they choose a new password.
///
/// # Errors
/// `Forbidden`, `NotFound`; `user_suspended`: they could not sign in with it.
pub fn send_reset_to(cx: &mut Cx<'_, '_>, app: &App, actor: &Actor, id: Uuid) -> Result<()> {
    rules::require_server_admin(actor)?;
    let user = profile::locked(cx, id)?;
    if user.status != UserStatus::Active {
        return Err(Error::conflict("user_suspended", "Activate the account first."));
    }
    mail::queue(cx, &app.sealer, "reset_request", &Queued::ResetRequest { email: user.email })
}

/// Sends the caller a mail, to see whether mail gets through.
///
/// # Errors
/// `Forbidden`.
pub fn send_test(cx: &mut Cx<'_, '_>, app: &App, actor: &Actor) -> Result<()> {
    rules::require_server_admin(actor)?;
    let user = profile::locked(cx, actor.user_id)?;
    mail::queue_mail(cx, &app.sealer, letters::test(&app.mailer, &user)?)
}

/// Gives somebody a new password and ends their sessions.
///
/// # Errors
/// `NotFound`; `Invalid` for a password too weak.
pub async fn reset_password_of(app: &App, email: &str, new: &str) -> Result<User> {
    let user = find(app, email).await?;
    let mut faults = Faults::default();
    rules::check_password(&mut faults, "/password", new, &[&user.email, &user.name]);
    faults.check()?;
    let hash = passwords::hash(app, new).await?;
    let command = app.clone();
    let changed = carry_out(app, user.id, meta(app), move |cx| {
        let mut user = profile::locked(cx, user.id)?;
        password::replace(cx, &command, &mut user, &hash, None, "user.password_reset")?;
        Ok(user)
    });
    changed.await.map(|(user, _)| user)
}
