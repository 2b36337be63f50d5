//! Rotating refresh tokens.

use super::sessions::{self, Begun, SignedIn};
use super::{carry_out, lane_of};
use crate::auth::rules::Refreshable;
use crate::auth::store;
use crate::base::{Error, Result, secret};
use crate::event::{Cx, Meta};
use crate::http::App;

/// Exchanges a refresh token for its successor and a new access token. A token just used answers with the same
/// successor, for `auth.refresh_grace_secs`: tabs that refresh at once, and answers that were lost. One used again
/// later was stolen, or its successor was: the session ends for everybody.
///
/// The exchange itself is not in the log; the session that ends by it is.
///
/// # Errors
/// `Unauthenticated`: `session_ended`, `refresh_reused`.
pub async fn refresh(app: &App, meta: &Meta, token: &str) -> Result<SignedIn> {
    let hash = secret::hash(token);
    let command = app.clone();
    let lane = lane_of(&hash);
    let outcome = carry_out(app, lane, meta.clone(), move |cx| rotate(cx, &command, &hash));
    let (begun, position) = outcome.await?;
    sessions::issue(app, begun?, meta.at, position)
}

fn session_ended() -> Error {
    Error::unauthenticated("session_ended", "This session has ended. Sign in again.")
}

fn rotate(cx: &mut Cx<'_, '_>, app: &App, hash: &[u8]) -> Result<Result<Begun>> {
    let Some(row) = store::lock_refresh(cx, hash)? else {
        return Ok(Err(session_ended()));
    };
    let now = cx.now();
    let grace_secs = app.config.auth.refresh_grace_secs;
    let refreshable = Refreshable::of(row.stands, row.expires_at, row.used_at, now, grace_secs);
    let (refresh_token, refresh_expires_at) = match refreshable {
        Refreshable::No => return Ok(Err(session_ended())),
        Refreshable::Reused => {
            sessions::end_one(cx, row.user_id, row.session_id, "refresh_reused", "session.refresh_reused")?;
            let detail =
                "This refresh token was used before. To be safe the session has ended: sign in again.";
            return Ok(Err(Error::unauthenticated("refresh_reused", detail)));
        }
        Refreshable::Again => {
            let sealed = row.successor.as_deref().unwrap_or_default();
            let token = String::from_utf8(app.sealer.open(sealed)?).map_err(Error::internal)?;
            let Some(successor) = store::lock_refresh(cx, &secret::hash(&token))? else {
                return Ok(Err(session_ended()));
            };
            (token, successor.expires_at)
        }
        Refreshable::First => {
            let (token, expires_at) = sessions::new_refresh(cx, app, row.session_id, row.session_expires_at)?;
            store::use_refresh(cx, hash, now, &app.sealer.seal(token.as_bytes())?)?;
            (token, expires_at)
        }
    };
    let Some(user) = store::user(cx, row.user_id)? else {
        return Ok(Err(session_ended()));
    };
    Ok(Ok(Begun {
        user,
        session_id: row.session_id,
        session_expires_at: row.session_expires_at,
        refresh_token,
        refresh_expires_at,
    }))
}

/// Ends the session of a refresh token, for whoever has no access token any more. An unknown one changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn sign_out_by_refresh(app: &App, meta: &Meta, token: &str) -> Result<()> {
    let hash = secret::hash(token);
    let lane = lane_of(&hash);
    let outcome = carry_out(app, lane, meta.clone(), move |cx| match store::lock_refresh(cx, &hash)? {
        Some(row) => sessions::end_one(cx, row.user_id, row.session_id, "signed_out", "session.signed_out"),
        None => Ok(()),
    });
    outcome.await.map(|_| ())
}
