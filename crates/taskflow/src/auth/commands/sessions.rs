//! Sessions: begun, shown as tokens, ended.

use uuid::Uuid;

use crate::auth::{Session, User, events, store};
use crate::base::jwt::Claims;
use crate::base::{Actor, Error, Result, Stamp, secret};
use crate::event::{Cx, Position, Stream, matching};
use crate::http::App;

/// A session ends half a year after its sign-in, however often it is refreshed, or with `auth.session_secs` when that
/// is longer.
const LONGEST_SESSION_SECS: i64 = 180 * 24 * 3600;
/// How refresh tokens start: secret scanners know them by it.
const REFRESH_PREFIX: &str = "tf_refresh_";

/// A session just begun or refreshed, with its secrets.
pub struct SignedIn {
    pub user: User,
    pub access_token: String,
    /// Seconds the access token is good for.
    pub expires_in: i64,
    pub refresh_token: String,
    /// Seconds the refresh token is good for.
    pub refresh_expires_in: i64,
    pub position: Option<Position>,
}

/// What a command hands over for [`issue`].
pub struct Begun {
    pub user: User,
    pub session_id: Uuid,
    pub session_expires_at: Stamp,
    pub refresh_token: String,
    pub refresh_expires_at: Stamp,
}

/// Begins a session of a user; the caller announces it.
pub fn begin(cx: &mut Cx<'_, '_>, app: &App, user: &User) -> Result<(Session, Begun)> {
    let now = cx.now();
    let session = Session {
        id: cx.new_id(),
        user_id: user.id,
        agent: cx.meta().agent.clone().unwrap_or_default(),
        address: cx.meta().address.clone().unwrap_or_default(),
        expires_at: now.plus_secs(app.config.auth.session_secs.max(LONGEST_SESSION_SECS)),
        revoked_at: None,
        revoked_reason: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    store::insert_session(cx, &session)?;
    let (refresh_token, refresh_expires_at) = new_refresh(cx, app, session.id, session.expires_at)?;
    let begun = Begun {
        user: user.clone(),
        session_id: session.id,
        session_expires_at: session.expires_at,
        refresh_token,
        refresh_expires_at,
    };
    Ok((session, begun))
}

/// A new refresh token of a session. The sliding end of a session is its refresh token's, so that the session itself
/// does not change with every refresh.
pub fn new_refresh(
    cx: &mut Cx<'_, '_>,
    app: &App,
    session: Uuid,
    session_expires_at: Stamp,
) -> Result<(String, Stamp)> {
    let now = cx.now();
    let token = secret::new_secret(REFRESH_PREFIX);
    let expires_at = now.plus_secs(app.config.auth.session_secs).min(session_expires_at);
    store::insert_refresh(cx, &secret::hash(&token), session, now, expires_at)?;
    Ok((token, expires_at))
}

/// Signs the access token, after the commit.
pub fn issue(app: &App, begun: Begun, now: Stamp, position: Option<Position>) -> Result<SignedIn> {
    let expires_at = now.plus_secs(app.config.auth.access_token_secs).min(begun.session_expires_at);
    let claims = Claims {
        sub: begun.user.id,
        sid: begun.session_id,
        iat: now.0 / 1000,
        exp: expires_at.0 / 1000,
    };
    Ok(SignedIn {
        access_token: app.keyring.sign(&claims)?,
        expires_in: (expires_at.0 - now.0) / 1000,
        refresh_expires_in: (begun.refresh_expires_at.0 - now.0) / 1000,
        refresh_token: begun.refresh_token,
        user: begun.user,
        position,
    })
}

/// Marks a session as ended; the caller announces it.
pub fn end(cx: &mut Cx<'_, '_>, session: &mut Session, reason: &str) -> Result<()> {
    session.revoked_at = Some(cx.now());
    session.revoked_reason = Some(reason.to_owned());
    session.updated_at = cx.now();
    session.version += 1;
    store::revoke_session(cx, session)
}

/// Ends all sessions of a user but one; the caller announces them.
pub fn end_all(cx: &mut Cx<'_, '_>, user: Uuid, except: Option<Uuid>, reason: &str) -> Result<Vec<Session>> {
    let mut sessions = store::lock_live_sessions(cx, user)?;
    sessions.retain(|session| Some(session.id) != except);
    for session in &mut sessions {
        end(cx, session, reason)?;
    }
    Ok(sessions)
}

/// Ends one of the caller's sessions. Its access tokens stop working with the next request.
///
/// # Errors
/// `NotFound` for one that is not theirs; `Stale`. An ended one stays as it is.
pub fn revoke_session(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid, if_match: Option<i64>) -> Result<()> {
    let session = store::lock_session(cx, actor.user_id, id)?.ok_or(Error::NotFound("session"))?;
    matching(&session, if_match)?;
    end_one(cx, actor.user_id, id, "revoked", "session.revoked")
}

/// Ends the caller's own session.
///
/// # Errors
/// Those of the database.
pub fn sign_out(cx: &mut Cx<'_, '_>, actor: &Actor) -> Result<()> {
    match actor.session_id {
        Some(id) => end_one(cx, actor.user_id, id, "signed_out", "session.signed_out"),
        None => Ok(()),
    }
}

pub fn end_one(cx: &mut Cx<'_, '_>, user: Uuid, id: Uuid, reason: &str, kind: &'static str) -> Result<()> {
    cx.in_stream(Stream::Person(user));
    let mut session = store::lock_session(cx, user, id)?.ok_or(Error::NotFound("session"))?;
    if session.revoked_at.is_some() {
        return Ok(());
    }
    end(cx, &mut session, reason)?;
    cx.emit(events::session(kind, &session))
}

/// Ends all of the caller's sessions but the one they use.
///
/// # Errors
/// Those of the database.
pub fn revoke_others(cx: &mut Cx<'_, '_>, actor: &Actor) -> Result<()> {
    cx.in_stream(Stream::Person(actor.user_id));
    revoke_all(cx, actor.user_id, actor.session_id)
}

/// Ends all sessions of somebody but one.
pub fn revoke_all(cx: &mut Cx<'_, '_>, user: Uuid, except: Option<Uuid>) -> Result<()> {
    let ended = end_all(cx, user, except, "revoked")?;
    let Some((first, rest)) = ended.split_first() else {
        return Ok(());
    };
    let event = events::session("session.revoked", first);
    cx.emit(rest.iter().fold(event, |event, session| event.also(session)))
}
