//! Passwords: forgotten, replaced, changed.

use axum::http::{HeaderValue, StatusCode, header};

use super::cookie;
use super::shapes::{ChangePassword, ForgotPassword, ResetPassword};
use super::visitor::Visitor;
use crate::auth::commands::{self, Change};
use crate::auth::{Caller, queries, rules};
use crate::base::{Error, Result};
use crate::http::{Answer, Body, Problem};

/// Ask for a link to choose a new password
///
/// The answer is the same whether or not there is such an account.
#[utoipa::path(post, path = "/api/v1/auth/password/forgot", tag = "auth", operation_id = "forgot_password", security(()),
    request_body = ForgotPassword,
    responses(
        (status = 202, description = "If there is such an account, a mail is on its way to it."),
        (status = 422, description = "This is no e-mail address.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`.", body = Problem, content_type = "application/problem+json")))]
pub async fn forgot(visitor: Visitor, body: Body<ForgotPassword>) -> Result<Answer> {
    commands::forgot_password(&visitor.app, &visitor.meta, &body.value.email).await?;
    Ok(Answer::nothing().with_status(StatusCode::ACCEPTED))
}

/// Choose a new password by a mail's link
///
/// The token works once, within an hour. All sessions end; API tokens stay. The address counts as confirmed.
#[utoipa::path(post, path = "/api/v1/auth/password/reset", tag = "auth", operation_id = "reset_password", security(()),
    request_body = ResetPassword,
    responses(
        (status = 204, description = "The password is the new one. Sign in with it."),
        (status = 422, description = "`invalid_token`, or what is wrong with the password.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`.", body = Problem, content_type = "application/problem+json")))]
pub async fn reset(visitor: Visitor, body: Body<ResetPassword>) -> Result<Answer> {
    let ResetPassword { token, password } = body.value;
    let position = commands::reset_password(&visitor.app, &visitor.meta, &token, &password).await?;
    let answer = Answer { position, ..Answer::nothing() };
    Ok(answer.with_header(header::SET_COOKIE, cookie::clear()))
}

/// Change the password
///
/// All other sessions end; API tokens stay.
#[utoipa::path(post, path = "/api/v1/auth/password/change", tag = "auth", operation_id = "change_password",
    security(("bearer" = [])), request_body = ChangePassword,
    responses(
        (status = 204, description = "The password is the new one."),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "`wrong_password`, or what is wrong with the new one.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`.", body = Problem, content_type = "application/problem+json")))]
pub async fn change(caller: Caller, body: Body<ChangePassword>) -> Result<Answer> {
    let Body { value: ChangePassword { current_password, password }, digest } = body;
    let (app, meta) = (caller.app().clone(), caller.meta().clone());
    let own = caller.read(|tx, actor| {
        rules::require_sign_in(actor)?;
        queries::password_of(tx, actor)
    });
    let change = Change::prepare(&app, &meta, own.await?, &current_password, &password).await?;
    // A wrong password is refused inside of the command: a request sent again with its key is answered as before,
    // though the password it names is no longer the current one.
    let (command, prepared) = (app.clone(), change.clone());
    let answer = caller.write_body(caller.owner(), &digest, move |cx, actor| {
        rules::require_sign_in(actor)?;
        commands::change_password(cx, &command, actor, &prepared)?;
        Ok(Answer::nothing())
    });
    match answer.await {
        Err(error @ Error::Invalid(_)) if !change.is_right() => {
            change.count_failure(&app, &meta).await?;
            Err(error)
        }
        Err(error) => Err(error),
        Ok(answer) => {
            app.mail.notify_one();
            Ok(answer.with_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
        }
    }
}
