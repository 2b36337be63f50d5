//! Registering, signing in and out.

use axum::http::{HeaderValue, StatusCode, header};

use super::cookie;
use super::shapes::{Login, Providers, Refresh, RefreshIn, Register, SignedInAnswer};
use super::visitor::{OptionalBody, Visitor};
use crate::auth::commands::{self, Registration, SignedIn};
use crate::auth::{Caller, Credential, rules};
use crate::base::{Error, Result};
use crate::config;
use crate::http::{Answer, Body, Problem};

/// Tokens, and where the browser is to keep its own.
fn signed_in(signed_in: SignedIn, refresh: RefreshIn) -> Result<Answer> {
    let cookie = match refresh {
        RefreshIn::Cookie => Some(cookie::set(&signed_in.refresh_token, signed_in.refresh_expires_in)?),
        RefreshIn::Body => None,
    };
    let body = SignedInAnswer {
        user: signed_in.user,
        access_token: signed_in.access_token,
        token_type: "Bearer",
        expires_in: signed_in.expires_in,
        refresh_token: (refresh == RefreshIn::Body).then_some(signed_in.refresh_token),
    };
    let mut answer =
        Answer::json(&body)?.with_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer.position = signed_in.position;
    Ok(match cookie {
        Some(cookie) => answer.with_header(header::SET_COOKIE, cookie),
        None => answer,
    })
}

/// Register
///
/// Makes an account and signs in. A mail with a link to confirm the address follows. The very first user of a server
/// looks after it (`server_admin`).
#[utoipa::path(post, path = "/api/v1/auth/register", tag = "auth", operation_id = "register", security(()),
    request_body(content = Register, example = json!({
        "email": "ada@example.org", "name": "Ada Lovelace", "password": "correct horse battery staple",
        "timezone": "Europe/London", "refresh": "body"
    })),
    responses(
        (status = 201, description = "The account, signed in. Browsers get the refresh token as a cookie.", body = SignedInAnswer),
        (status = 403, description = "`registration_closed`: an invitation is needed.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "An invitation that is none, or no longer.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`email_taken`, `id_taken`.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with which field.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`.", body = Problem, content_type = "application/problem+json")))]
pub async fn register(visitor: Visitor, body: Body<Register>) -> Result<Answer> {
    let Register { id, email, invitation, name, password, locale, timezone, refresh } = body.value;
    let email = commands::address(&visitor.app, &visitor.meta, email, invitation.as_deref()).await?;
    let new = Registration { id, email, invitation, name, password, locale, timezone };
    let made = commands::register(&visitor.app, &visitor.meta, new).await?;
    Ok(signed_in(made, refresh)?.with_status(StatusCode::CREATED))
}

/// Sign in
///
/// With an e-mail address and a password. The answer does not tell which of the two was wrong; after some failures it
/// takes longer and longer until the next try is allowed.
#[utoipa::path(post, path = "/api/v1/auth/login", tag = "auth", operation_id = "login", security(()),
    request_body(content = Login, example = json!({
        "email": "ada@example.org", "password": "correct horse battery staple"
    })),
    responses(
        (status = 200, description = "Signed in. Browsers get the refresh token as a cookie.", body = SignedInAnswer),
        (status = 401, description = "`invalid_credentials`.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`account_suspended`.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`; `Retry-After` says how long.", body = Problem, content_type = "application/problem+json")))]
pub async fn login(visitor: Visitor, body: Body<Login>) -> Result<Answer> {
    let Login { email, password, refresh } = body.value;
    rules::check_login(&email, &password)?;
    signed_in(commands::login(&visitor.app, &visitor.meta, &email, &password).await?, refresh)
}

/// Refresh
///
/// Exchanges the refresh token, from the cookie or the body, for a new one and a new access token. Sent again within
/// seconds it gets the same answer; used again later it ends the session, for one of two who have it stole it.
#[utoipa::path(post, path = "/api/v1/auth/refresh", tag = "auth", operation_id = "refresh", security(()),
    request_body(content = Option<Refresh>, example = json!({ "refresh_token": "tf_refresh_…" })),
    responses(
        (status = 200, description = "New tokens, the refresh token where the old one came from.", body = SignedInAnswer),
        (status = 401, description = "`session_ended`, `refresh_reused`: sign in again.", body = Problem, content_type = "application/problem+json")))]
pub async fn refresh(visitor: Visitor, OptionalBody(body): OptionalBody<Refresh>) -> Result<Answer> {
    let (token, refresh) = match (body.refresh_token, visitor.cookie) {
        (Some(token), _) => (token, RefreshIn::Body),
        (None, Some(token)) => (token, RefreshIn::Cookie),
        (None, None) => {
            let detail = "There is no refresh token, neither in the cookie nor in the body. Sign in.";
            return Err(Error::unauthenticated("no_refresh_token", detail));
        }
    };
    signed_in(commands::refresh(&visitor.app, &visitor.meta, &token).await?, refresh)
}

/// Sign out
///
/// Ends the session of the access token, of the cookie, or of the refresh token in the body, and takes the cookie away.
#[utoipa::path(post, path = "/api/v1/auth/logout", tag = "auth", operation_id = "logout", security((), ("bearer" = [])),
    request_body(content = Option<Refresh>),
    responses(
        (status = 204, description = "Signed out."),
        (status = 401, description = "There is nothing to sign out of.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`: an API token has no session.", body = Problem, content_type = "application/problem+json")))]
pub async fn logout(
    visitor: Visitor,
    caller: Result<Caller, Error>,
    OptionalBody(body): OptionalBody<Refresh>,
) -> Result<Answer> {
    let refresh_token = body.refresh_token.or(visitor.cookie);
    let ended = match caller {
        Ok(caller) if matches!(caller.credential(), Credential::Token { .. }) => {
            let detail = "An API token has no session to sign out of. Revoke it instead.";
            return Err(Error::forbidden("sign_in_required", detail));
        }
        Ok(caller) => {
            let command = caller
                .write(caller.owner(), |cx, actor| commands::sign_out(cx, actor).map(|()| Answer::nothing()));
            command.await
        }
        Err(error) => Err(error),
    };
    let answer = match (ended, &refresh_token) {
        // No access token, or one that is no good any more; the refresh token may still be.
        (Err(Error::Unauthenticated { .. }), Some(_)) => Answer::nothing(),
        (ended, _) => ended?,
    };
    if let Some(token) = refresh_token {
        commands::sign_out_by_refresh(&visitor.app, &visitor.meta, &token).await?;
    }
    Ok(answer.with_header(header::SET_COOKIE, cookie::clear()))
}

/// Ways to sign in
///
/// Besides a password. None yet: the list is empty.
#[utoipa::path(get, path = "/api/v1/auth/providers", tag = "auth", operation_id = "list_providers", security(()),
    responses((status = 200, description = "How people may sign in.", body = Providers)))]
pub async fn providers(visitor: Visitor) -> Result<Answer> {
    let registration = match visitor.app.config.auth.registration {
        config::Registration::Open => "open",
        config::Registration::Invited => "invited",
    };
    Answer::json(&Providers { password: true, registration, items: Vec::new(), next_cursor: None })
}
