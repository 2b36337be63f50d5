//! Changing a password, and replacing one that was forgotten.

use taskflow_db::Tx;
use uuid::Uuid;

use super::email::invalid_token;
use super::{carry_out, profile, sessions};
use crate::auth::mail::{self, Queued, letters};
use crate::auth::passwords::{self, Verdict};
use crate::auth::store::Purpose;
use crate::auth::throttle::{self, Keys};
use crate::auth::{User, UserStatus, events, rules, store};
use crate::base::error::Faults;
use crate::base::{Actor, Error, Result, secret};
use crate::event::{Cx, Meta, Position};
use crate::http::App;

/// Mails that may be asked for one address before there is a wait.
const FREE_REQUESTS: i64 = 3;
/// Tokens that were none; ten times as many from one address.
const FREE_GUESSES: i64 = 2;

/// Asks for a link to replace the password of an address. Whether it is anybody's is found out when the mail is made:
/// the answer and the work before it are the same.
///
/// # Errors
/// `too_many_attempts`; `Invalid` for what is no address at all.
pub async fn forgot_password(app: &App, meta: &Meta, email: &str) -> Result<()> {
    let mut faults = Faults::default();
    let email = rules::check_email(&mut faults, "/email", email);
    faults.check()?;
    let account = rules::email_key(&email);
    let keys = Keys::new("forgot", Some(&account), meta.address.as_deref(), FREE_REQUESTS);
    let command = app.clone();
    let outcome = carry_out(app, Uuid::nil(), meta.clone(), move |cx| {
        if let Err(blocked) = throttle::fail(cx, &keys)? {
            return Ok(Err(blocked));
        }
        let request = Queued::ResetRequest { email: email.clone() };
        mail::queue(cx, &command.sealer, "reset_request", &request).map(Ok)
    });
    outcome.await?.0?;
    app.mail.notify_one();
    Ok(())
}

/// Replaces a forgotten password, for whoever got the mail: which also proves the address. All sessions end.
///
/// # Errors
/// `invalid_token`, `too_many_attempts`; `Invalid` for a password too weak, and the link still works.
pub async fn reset_password(app: &App, meta: &Meta, token: &str, password: &str) -> Result<Option<Position>> {
    let keys = Keys::new("reset", None, meta.address.as_deref(), FREE_GUESSES);
    let hash = secret::hash(token);
    let (check, now, key) = (keys.clone(), meta.at, hash.clone());
    let owner = app.db.read(move |tx| {
        throttle::check(tx, &check, now)?;
        resettable(tx, &key, now, false)
    });
    let Some(user) = owner.await? else {
        let refuse = move |cx: &mut Cx<'_, '_>| throttle::fail(cx, &keys);
        carry_out(app, Uuid::nil(), meta.clone(), refuse).await?.0?;
        return Err(invalid_token());
    };
    check_new(&user, password)?;
    let new_hash = passwords::hash(app, password).await?;
    let own = Meta { actor_id: Some(user.id), ..meta.clone() };
    let command = app.clone();
    let outcome = carry_out(app, user.id, own, move |cx| {
        // Two people with one link: only one of them gets here with it unused.
        let now = cx.now();
        let mut user = resettable(cx, &hash, now, true)?.ok_or_else(invalid_token)?;
        store::use_one_time(cx, user.id, Purpose::ResetPassword, now)?;
        user.email_verified = true;
        replace(cx, &command, &mut user, &new_hash, None, "user.password_reset")?;
        let account = rules::email_key(&user.email);
        throttle::succeed(cx, &Keys::new("login", Some(&account), None, 0))
    });
    let ((), position) = outcome.await?;
    app.mail.notify_one();
    Ok(position)
}

/// The user whose password this token may replace now.
fn resettable(tx: &mut Tx<'_>, hash: &[u8], now: crate::base::Stamp, lock: bool) -> Result<Option<User>> {
    let token = store::one_time(tx, hash, Purpose::ResetPassword, lock)?;
    let Some(token) = token.filter(|token| token.used_at.is_none() && token.expires_at > now) else {
        return Ok(None);
    };
    let user = if lock {
        store::lock_user(tx, token.user_id)?
    } else {
        store::user(tx, token.user_id)?
    };
    let same_address = |user: &User| rules::email_key(&user.email) == rules::email_key(&token.email);
    Ok(user.filter(|user| user.status == UserStatus::Active && same_address(user)))
}

fn check_new(user: &User, password: &str) -> Result<()> {
    let mut faults = Faults::default();
    rules::check_password(&mut faults, "/password", password, &[&user.email, &user.name]);
    faults.check()
}

/// Keeps a new hash, ends sessions, tells the log and the owner.
pub fn replace(
    cx: &mut Cx<'_, '_>,
    app: &App,
    user: &mut User,
    hash: &str,
    except: Option<Uuid>,
    kind: &'static str,
) -> Result<()> {
    let now = cx.now();
    store::set_password_hash(cx, user.id, hash, now)?;
    let reason = if kind == "user.password_changed" {
        "password_changed"
    } else {
        "password_reset"
    };
    let ended = sessions::end_all(cx, user.id, except, reason)?;
    profile::touch(cx, user)?;
    let event = events::account(kind, user);
    cx.emit(ended.iter().fold(event, |event, session| event.also(session)))?;
    mail::queue_mail(cx, &app.sealer, letters::password_changed(&app.mailer, user, now)?)
}

/// What the caller's try to change their password comes to, once hashed.
#[derive(Clone)]
pub struct Change {
    keys: Keys,
    /// The hash that the current password was compared with, when it was right.
    old_hash: Option<String>,
    new_hash: String,
}

impl Change {
    /// Does the slow part, before the write.
    ///
    /// # Errors
    /// `Invalid` for a weak password, `too_many_attempts`.
    pub async fn prepare(
        app: &App,
        meta: &Meta,
        (user, old_hash): (User, Option<String>),
        current: &str,
        password: &str,
    ) -> Result<Self> {
        check_new(&user, password)?;
        let free = app.config.auth.free_login_failures;
        let keys = Keys::new("change", Some(&user.id.to_string()), None, free);
        let (check, now) = (keys.clone(), meta.at);
        app.db.read(move |tx| throttle::check(tx, &check, now)).await?;
        let verdict = passwords::verify(app, current, old_hash.as_deref()).await?;
        let old_hash = old_hash.filter(|_| !matches!(verdict, Verdict::Wrong));
        Ok(Self { keys, old_hash, new_hash: passwords::hash(app, password).await? })
    }

    /// Whether the current password was right.
    pub fn is_right(&self) -> bool {
        self.old_hash.is_some()
    }

    /// Counts a wrong current password.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn count_failure(&self, app: &App, meta: &Meta) -> Result<()> {
        let keys = self.keys.clone();
        carry_out(app, Uuid::nil(), meta.clone(), move |cx| throttle::fail(cx, &keys))
            .await?
            .0
    }
}

/// Replaces the caller's password and ends their other sessions.
///
/// # Errors
/// `wrong_password`.
pub fn change_password(cx: &mut Cx<'_, '_>, app: &App, actor: &Actor, change: &Change) -> Result<()> {
    let mut user = profile::locked(cx, actor.user_id)?;
    let stored = store::password_hash(cx, user.id)?;
    if change.old_hash.is_none() || stored != change.old_hash {
        let message = "This is not your current password.";
        return Err(Error::invalid("/current_password", "wrong_password", message));
    }
    let now = cx.now();
    throttle::check(cx, &change.keys, now)?;
    throttle::succeed(cx, &change.keys)?;
    replace(cx, app, &mut user, &change.new_hash, actor.session_id, "user.password_changed")
}
