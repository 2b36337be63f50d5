//! Signing in with a password.

use super::sessions::{self, Begun, SignedIn};
use super::{carry_out, uses};
use crate::auth::passwords::{self, Verdict};
use crate::auth::throttle::{self, Keys};
use crate::auth::{UserStatus, events, rules, store};
use crate::base::{Error, Result};
use crate::event::{Cx, Meta};
use crate::http::App;
use uuid::Uuid;

/// Begins a session for whoever knows the password. An unknown account is answered as a wrong password is, after the
/// same work and with the same delays.
///
/// # Errors
/// `invalid_credentials`; `too_many_attempts`; `account_suspended`, to whom the password is right.
pub async fn login(app: &App, meta: &Meta, email: &str, password: &str) -> Result<SignedIn> {
    let email_key = rules::email_key(email);
    let free = app.config.auth.free_login_failures;
    let keys = Keys::new("login", Some(&email_key), meta.address.as_deref(), free);
    let (check, now, key) = (keys.clone(), meta.at, email_key.clone());
    let found = app.db.read(move |tx| {
        throttle::check(tx, &check, now)?;
        store::credential(tx, &key)
    });
    let found = found.await?;
    let hash = found.as_ref().and_then(|(_, hash)| hash.clone());
    let tried = Tried {
        user: found.map(|(user, _)| user),
        verdict: passwords::verify(app, password, hash.as_deref()).await?,
        hash,
    };
    let user = tried.user;
    let lane = user.unwrap_or(Uuid::nil());
    let own = Meta { actor_id: tried.user, ..meta.clone() };
    let command = app.clone();
    let outcome = carry_out(app, lane, own, move |cx| enter(cx, &command, &keys, &tried));
    let (begun, position) = outcome.await?;
    let begun = begun.inspect_err(|error| note(app, meta, user, error))?;
    sessions::issue(app, begun, meta.at, position)
}

/// A try that was refused for what it showed is told to the account's owner.
fn note(app: &App, meta: &Meta, user: Option<Uuid>, error: &Error) {
    let reason = match error {
        Error::Unauthenticated { .. } => "invalid_credentials",
        Error::Forbidden { .. } => "account_suspended",
        _ => return,
    };
    if let Some(user) = user {
        uses::note_refused(app, user, meta, reason);
    }
}

/// What was found out before the write.
struct Tried {
    user: Option<Uuid>,
    /// The hash the password was compared with.
    hash: Option<String>,
    verdict: Verdict,
}

pub fn invalid_credentials() -> Error {
    Error::unauthenticated("invalid_credentials", "The e-mail address or the password is wrong.")
}

fn enter(cx: &mut Cx<'_, '_>, app: &App, keys: &Keys, tried: &Tried) -> Result<Result<Begun>> {
    let (Some(user_id), Some(hash)) = (tried.user, &tried.hash) else {
        return Ok(throttle::fail(cx, keys)?.and(Err(invalid_credentials())));
    };
    if matches!(tried.verdict, Verdict::Wrong) {
        return Ok(throttle::fail(cx, keys)?.and(Err(invalid_credentials())));
    }
    // Of many tries at once the right one is refused with the others: it was guessed.
    let now = cx.now();
    if let Err(blocked) = throttle::check(cx, keys, now) {
        return Ok(Err(blocked));
    }
    // The password may have been changed while this one was being hashed.
    if store::password_hash(cx, user_id)?.as_ref() != Some(hash) {
        return Ok(Err(invalid_credentials()));
    }
    let Some(user) = store::user(cx, user_id)? else {
        return Ok(Err(invalid_credentials()));
    };
    match user.status {
        UserStatus::Active => {}
        UserStatus::Suspended => {
            let detail = "This account is suspended. Ask the server's administrator.";
            return Ok(Err(Error::forbidden("account_suspended", detail)));
        }
        UserStatus::Deleted => return Ok(Err(invalid_credentials())),
    }
    throttle::succeed(cx, keys)?;
    if let Verdict::Outdated(newer) = &tried.verdict {
        store::set_password_hash(cx, user_id, newer, now)?;
    }
    let (session, begun) = sessions::begin(cx, app, &user)?;
    cx.emit(events::session("session.started", &session))?;
    Ok(Ok(begun))
}
