//! Confirming an address.

use axum::http::StatusCode;

use super::shapes::VerifyEmail;
use super::visitor::Visitor;
use crate::auth::{Caller, commands, rules};
use crate::base::Result;
use crate::http::{Answer, Body, Problem};

/// Confirm an e-mail address
///
/// With the token of the mail's link. Pressing the link twice is no fault.
#[utoipa::path(post, path = "/api/v1/auth/verify-email", tag = "auth", operation_id = "verify_email", security(()),
    request_body = VerifyEmail,
    responses(
        (status = 204, description = "The address is confirmed."),
        (status = 422, description = "`invalid_token`: unknown, expired, or for another address.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`.", body = Problem, content_type = "application/problem+json")))]
pub async fn verify(visitor: Visitor, body: Body<VerifyEmail>) -> Result<Answer> {
    let position = commands::verify_email(&visitor.app, &visitor.meta, &body.value.token).await?;
    Ok(Answer { position, ..Answer::nothing() })
}

/// Send the link again
///
/// To the caller's address. Nothing is sent when it is confirmed already.
#[utoipa::path(post, path = "/api/v1/auth/verify-email/resend", tag = "auth", operation_id = "resend_verification",
    security(("bearer" = [])),
    responses(
        (status = 202, description = "The mail is on its way, or not needed."),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_attempts`.", body = Problem, content_type = "application/problem+json")))]
pub async fn resend(caller: Caller) -> Result<Answer> {
    let app = caller.app().clone();
    let answer = caller.write(caller.owner(), move |cx, actor| {
        rules::require_sign_in(actor)?;
        commands::resend_verification(cx, &app, actor)?;
        Ok(Answer::nothing().with_status(StatusCode::ACCEPTED))
    });
    let answer = answer.await?;
    caller.app().mail.notify_one();
    Ok(answer)
}
