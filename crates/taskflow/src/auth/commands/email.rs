//! Proving that an address is somebody's own.

use uuid::Uuid;

use super::{carry_out, lane_of, profile};
use crate::auth::mail::{self, letters};
use crate::auth::store::Purpose;
use crate::auth::throttle::{self, Keys};
use crate::auth::{User, UserStatus, events, rules, store};
use crate::base::{Actor, Error, Result, secret};
use crate::event::{Cx, Meta, Position};
use crate::http::App;
use crate::mail::Mail;

/// Seconds a link to verify an address works.
const VERIFY_SECS: i64 = 24 * 3600;
/// Mails somebody may ask for again before they have to wait.
const FREE_RESENDS: i64 = 3;
/// Tokens that were none, from one account's worth of tries; ten times as many from one address.
const FREE_GUESSES: i64 = 2;

/// Queues the mail with the link that proves the address.
pub fn send_verification(cx: &mut Cx<'_, '_>, app: &App, user: &User) -> Result<()> {
    let token = secret::new_secret("");
    let now = cx.now();
    let expires_at = now.plus_secs(VERIFY_SECS);
    let hash = secret::hash(&token);
    store::insert_one_time(cx, &hash, Purpose::VerifyEmail, user.id, &user.email, now, expires_at)?;
    mail::queue_mail(cx, &app.sealer, letters::verify_email(&app.mailer, user, &token)?)
}

pub fn invalid_token() -> Error {
    let message = "This link is not valid any more. Ask for a new one.";
    Error::invalid("/token", "invalid_token", message)
}

/// Marks the address that a token was sent to as verified. Doing so twice is no fault: people press links twice.
///
/// # Errors
/// `invalid_token`, `too_many_attempts`.
pub async fn verify_email(app: &App, meta: &Meta, token: &str) -> Result<Option<Position>> {
    let keys = Keys::new("verify", None, meta.address.as_deref(), FREE_GUESSES);
    let hash = secret::hash(token);
    let (check, now, key) = (keys.clone(), meta.at, hash.clone());
    let owner = app.db.read(move |tx| {
        throttle::check(tx, &check, now)?;
        Ok::<_, Error>(store::one_time(tx, &key, Purpose::VerifyEmail, false)?.map(|row| row.user_id))
    });
    let own = Meta { actor_id: owner.await?, ..meta.clone() };
    let outcome = carry_out(app, lane_of(&hash), own, move |cx| match verify(cx, &hash)? {
        true => Ok(Ok(())),
        false => Ok(throttle::fail(cx, &keys)?.and(Err(invalid_token()))),
    });
    let (verified, position) = outcome.await?;
    verified.map(|()| position)
}

fn verify(cx: &mut Cx<'_, '_>, hash: &[u8]) -> Result<bool> {
    let Some(token) = store::one_time(cx, hash, Purpose::VerifyEmail, true)? else {
        return Ok(false);
    };
    let now = cx.now();
    let Some(mut user) = store::lock_user(cx, token.user_id)? else {
        return Ok(false);
    };
    let same_address = rules::email_key(&user.email) == rules::email_key(&token.email);
    if user.status != UserStatus::Active || !same_address || token.expires_at <= now {
        return Ok(false);
    }
    cx.in_stream(crate::event::Stream::Person(user.id));
    if user.email_verified {
        return Ok(true);
    }
    if token.used_at.is_some() {
        return Ok(false);
    }
    proved(cx, &mut user)?;
    Ok(true)
}

fn proved(cx: &mut Cx<'_, '_>, user: &mut User) -> Result<()> {
    let now = cx.now();
    store::use_one_time(cx, user.id, Purpose::VerifyEmail, now)?;
    user.email_verified = true;
    profile::touch(cx, user)?;
    cx.emit(events::account("user.email_verified", user))
}

/// Marks somebody's address as verified, for a service to which they showed a secret that only its mailbox got. Nothing when
/// it is already.
///
/// # Errors
/// `NotFound`.
pub fn prove_address(cx: &mut Cx<'_, '_>, user_id: Uuid) -> Result<()> {
    let mut user = profile::locked(cx, user_id)?;
    if user.email_verified {
        return Ok(());
    }
    proved(cx, &mut user)
}

/// Sends the caller another link; nothing when their address is verified.
///
/// # Errors
/// `too_many_attempts`.
pub fn resend_verification(cx: &mut Cx<'_, '_>, app: &App, actor: &Actor) -> Result<()> {
    cx.in_stream(crate::event::Stream::Person(actor.user_id));
    let user = profile::locked(cx, actor.user_id)?;
    if user.email_verified {
        return Ok(());
    }
    let account: Uuid = user.id;
    let keys = Keys::new("resend", Some(&account.to_string()), None, FREE_RESENDS);
    // Each mail counts; a refused one need not.
    throttle::fail(cx, &keys)??;
    send_verification(cx, app, &user)
}

/// Seconds a link to replace a password works.
const RESET_SECS: i64 = 3600;

/// Turns a request to replace the password of an address into the mail for it; `None` when it is nobody's.
///
/// # Errors
/// Those of the database.
pub fn send_reset(cx: &mut Cx<'_, '_>, app: &App, email: &str) -> Result<Option<Mail>> {
    let user = store::user_by_email_key(cx, &rules::email_key(email))?;
    let Some(user) = user.filter(|user| user.status == UserStatus::Active) else {
        return Ok(None);
    };
    let token = secret::new_secret("");
    let now = cx.now();
    let (hash, expires_at) = (secret::hash(&token), now.plus_secs(RESET_SECS));
    store::insert_one_time(cx, &hash, Purpose::ResetPassword, user.id, &user.email, now, expires_at)?;
    letters::reset_password(&app.mailer, &user, &token).map(Some)
}
