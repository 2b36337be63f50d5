//! What the server's administrator does from the command line.

use uuid::Uuid;

use super::register::Registration;
use super::{carry_out, password, profile, sessions};
use crate::auth::{User, UserStatus, events, passwords, rules, store};
use crate::base::error::Faults;
use crate::base::{Error, Result, ids};
use crate::event::Meta;
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
    let changed = carry_out(app, id, meta(app), move |cx| {
        let mut user = profile::locked(cx, id)?;
        if user.status == status {
            return Ok(user);
        }
        user.status = status;
        let (kind, ended) = match status {
            UserStatus::Suspended => ("user.suspended", sessions::end_all(cx, id, None, "suspended")?),
            UserStatus::Active | UserStatus::Deleted => ("user.activated", Vec::new()),
        };
        profile::touch(cx, &mut user)?;
        let event = events::account(kind, &user);
        cx.emit(ended.iter().fold(event, |event, session| event.also(session)))?;
        Ok(user)
    });
    changed.await.map(|(user, _)| user)
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
