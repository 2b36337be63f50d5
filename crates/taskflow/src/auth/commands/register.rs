//! Registering: a user, their password, and their first session.

use uuid::Uuid;

use super::sessions::{self, SignedIn};
use super::{carry_out, email, login};
use crate::auth::throttle::{self, Keys};
use crate::auth::{User, UserStatus, events, passwords, rules, store};
use crate::base::error::Faults;
use crate::base::{Error, Result, ids, secret};
use crate::config;
use crate::event::{self, Cx, Meta};
use crate::http::App;

/// Addresses that were taken, or not invited, that somebody may try before tries are slowed down.
const FREE_REFUSALS: i64 = 1;

/// Who registers.
#[derive(Clone, Debug)]
pub struct Registration {
    pub id: Option<Uuid>,
    pub email: String,
    /// The token of the invitation that was mailed to `email`, which is confirmed by it.
    pub invitation: Option<String>,
    pub name: String,
    pub password: String,
    pub locale: Option<String>,
    pub timezone: Option<String>,
}

impl Registration {
    /// The same with everything trimmed and defaults filled in.
    ///
    /// # Errors
    /// `Invalid` with everything that is wrong.
    pub fn checked(mut self) -> Result<Self> {
        let mut faults = Faults::default();
        faults.require(
            self.id != Some(Uuid::nil()),
            "/id",
            "invalid_id",
            "Choose another id: this one is nobody's.",
        );
        self.email = rules::check_email(&mut faults, "/email", &self.email);
        self.name = rules::check_person_name(&mut faults, &self.name);
        rules::check_password(&mut faults, "/password", &self.password, &[&self.email, &self.name]);
        let locale = self.locale.get_or_insert_with(|| "en".to_owned());
        rules::check_locale(&mut faults, locale);
        let timezone = self.timezone.get_or_insert_with(|| "UTC".to_owned());
        rules::check_timezone(&mut faults, timezone);
        faults.check()?;
        Ok(self)
    }

    /// The user to be.
    pub fn user(&self, id: Uuid, now: crate::base::Stamp, server_admin: bool) -> User {
        User {
            id,
            email: self.email.clone(),
            name: self.name.clone(),
            avatar_url: None,
            locale: self.locale.clone().unwrap_or_default(),
            timezone: self.timezone.clone().unwrap_or_default(),
            status: UserStatus::Active,
            email_verified: false,
            server_admin,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

/// The address of whoever registers: what they give, or what their invitation was mailed to.
///
/// # Errors
/// `Invalid` for none and for both; `NotFound` for an invitation that is none, or no longer.
pub async fn address(
    app: &App,
    meta: &Meta,
    given: Option<String>,
    invitation: Option<&str>,
) -> Result<String> {
    match (given, invitation) {
        (Some(_), Some(_)) => {
            let why = "Leave it out: the account has the address that was invited.";
            Err(Error::invalid("/email", "not_asked_for", why))
        }
        (None, Some(token)) => {
            let (hash, now) = (secret::hash(token), meta.at);
            let found = app.db.read(move |tx| store::invited_address(tx, &hash, now)).await?;
            found.ok_or(Error::NotFound("invitation"))
        }
        (given, None) => {
            given.ok_or_else(|| Error::invalid("/email", "required", "Give your e-mail address."))
        }
    }
}

/// Registers somebody and signs them in. The same `id`, address and password again sign in to what the first made.
///
/// # Errors
/// `Invalid`; `NotFound` for an invitation that is no longer open; `email_taken`, `id_taken`;
/// `registration_closed`; `too_many_attempts` for an address that was told
/// too often which accounts exist.
pub async fn register(app: &App, meta: &Meta, new: Registration) -> Result<SignedIn> {
    let new = new.checked()?;
    let keys = Keys::new("register", None, meta.address.as_deref(), FREE_REFUSALS);
    let (check, now) = (keys.clone(), meta.at);
    app.db.read(move |tx| throttle::check(tx, &check, now)).await?;
    // Before anybody looks whether the address is taken: the answer takes as long either way.
    let hash = passwords::hash(app, &new.password).await?;

    let id = new.id.unwrap_or_else(ids::new_id);
    let own = Meta { actor_id: Some(id), ..meta.clone() };
    let (command, wanted) = (app.clone(), new.clone());
    let made = carry_out(app, id, own, move |cx| match create(cx, &command, &wanted, id, &hash)? {
        Ok(begun) => Ok(Ok(begun)),
        Err(refused) => Ok(throttle::fail(cx, &keys)?.and(Err(refused))),
    });
    let refused = match made.await {
        Ok((Ok(begun), position)) => {
            app.mail.notify_one();
            return sessions::issue(app, begun, meta.at, position);
        }
        Ok((Err(refused), _)) => refused,
        // Two of one address at the same moment, in two processes.
        Err(Error::Db(error)) if error.is_unique("users(email_key)") => email_taken(),
        Err(error) => return Err(error),
    };
    if new.id.is_some() && matches!(refused, Error::Conflict { .. }) {
        return again(app, meta, &new, refused).await;
    }
    Err(refused)
}

fn email_taken() -> Error {
    let detail = "There is an account with this e-mail address. Sign in, or reset its password.";
    Error::conflict("email_taken", detail)
}

fn create(
    cx: &mut Cx<'_, '_>,
    app: &App,
    new: &Registration,
    id: Uuid,
    hash: &str,
) -> Result<Result<sessions::Begun>> {
    let email_key = rules::email_key(&new.email);
    let now = cx.now();
    let first = store::is_first_user(cx)?;
    let closed = app.config.auth.registration == config::Registration::Invited;
    if closed && !first && !store::is_invited(cx, &email_key, now)? {
        let detail = "Only people who were invited can register here. Ask a member for an invitation.";
        return Ok(Err(Error::forbidden("registration_closed", detail)));
    }
    if store::user_by_email_key(cx, &email_key)?.is_some() {
        return Ok(Err(email_taken()));
    }
    if new.id.is_some() && is_taken(cx, id)? {
        return Ok(Err(Error::id_taken()));
    }
    let mut user = new.user(id, now, first);
    if let Some(token) = &new.invitation {
        // Read again: it may have been taken back since it gave the address.
        let invited = store::invited_address(cx, &secret::hash(token), now)?;
        user.email_verified = invited.is_some_and(|address| rules::email_key(&address) == email_key);
        if !user.email_verified {
            return Err(Error::NotFound("invitation"));
        }
    }
    store::insert_user(cx, &user, &email_key)?;
    store::set_password_hash(cx, id, hash, now)?;
    if !user.email_verified {
        email::send_verification(cx, app, &user)?;
    }
    let (session, begun) = sessions::begin(cx, app, &user)?;
    cx.emit(events::registered(&user).also(&session))?;
    Ok(Ok(begun))
}

/// A person's id also names their stream: it must not be another stream's.
pub fn is_taken(cx: &mut Cx<'_, '_>, id: Uuid) -> Result<bool> {
    Ok(store::user(cx, id)?.is_some() || event::head(cx, id)?.seq > 0)
}

/// The answer to a first request may have been lost: who shows the same id and password gets in.
async fn again(app: &App, meta: &Meta, new: &Registration, refused: Error) -> Result<SignedIn> {
    match login(app, meta, &new.email, &new.password).await {
        Ok(signed_in) if Some(signed_in.user.id) == new.id => Ok(signed_in),
        Err(limited @ Error::RateLimited { .. }) => Err(limited),
        _ => Err(refused),
    }
}
