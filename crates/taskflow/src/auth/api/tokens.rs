//! The caller's API tokens.

use axum::http::{HeaderValue, StatusCode, header};
use uuid::Uuid;

use super::shapes::{CreateToken, CreatedToken};
use crate::auth::commands::{self, NewToken};
use crate::auth::{ApiToken, Caller, queries, rules};
use crate::base::{Page, Result};
use crate::http::{Answer, Body, ListQuery, Params, Problem, Query};

/// List my API tokens
///
/// Newest first, without their secrets.
#[utoipa::path(get, path = "/api/v1/auth/tokens", tag = "auth", operation_id = "list_tokens", security(("bearer" = [])),
    params(ListQuery),
    responses(
        (status = 200, description = "The tokens.", body = Page<ApiToken>),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json")))]
pub async fn list(caller: Caller, Query(query): Query<ListQuery>) -> Result<Answer> {
    let page = caller.read(move |tx, actor| {
        rules::require_sign_in(actor)?;
        queries::tokens(tx, actor, query.limit()?, query.cursor.as_deref())
    });
    Answer::json(&page.await?)
}

/// Get one of my API tokens
#[utoipa::path(get, path = "/api/v1/auth/tokens/{token_id}", tag = "auth", operation_id = "get_token",
    security(("bearer" = [])), params(("token_id" = Uuid, Path)),
    responses(
        (status = 200, description = "The token, without its secret.", body = ApiToken),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not one of yours.", body = Problem, content_type = "application/problem+json")))]
pub async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let token = caller.read(move |tx, actor| {
        rules::require_sign_in(actor)?;
        queries::token(tx, actor, id)
    });
    Answer::thing(&token.await?)
}

/// Make an API token
///
/// For scripts and other programs. The secret is in this answer and nowhere else.
#[utoipa::path(post, path = "/api/v1/auth/tokens", tag = "auth", operation_id = "create_token", security(("bearer" = [])),
    request_body(content = CreateToken, example = json!({ "name": "Nightly export", "scopes": ["read"] })),
    responses(
        (status = 201, description = "The token and its secret.", body = CreatedToken),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 409, description = "`too_many_tokens`, `id_taken`.", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "What is wrong with which field.", body = Problem, content_type = "application/problem+json")))]
pub async fn create(caller: Caller, body: Body<CreateToken>) -> Result<Answer> {
    let Body { value: CreateToken { id, name, scopes, expires_at }, digest } = body;
    let new = NewToken { id, name, scopes, expires_at };
    let command = caller.write_body(caller.owner(), &digest, move |cx, actor| {
        rules::require_sign_in(actor)?;
        let (token, secret) = commands::create_token(cx, actor, &new)?;
        let (etag, location) = (token.version, format!("/api/v1/auth/tokens/{}", token.id));
        let mut answer = Answer::json(&CreatedToken { token, secret })?.with_status(StatusCode::CREATED);
        answer.etag = Some(etag);
        answer.location = Some(location);
        Ok(answer)
    });
    Ok(command
        .await?
        .with_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}

/// Revoke an API token
///
/// It stops working at once.
#[utoipa::path(delete, path = "/api/v1/auth/tokens/{token_id}", tag = "auth", operation_id = "revoke_token",
    security(("bearer" = [])), params(("token_id" = Uuid, Path)),
    responses(
        (status = 204, description = "It has ended."),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not one of yours.", body = Problem, content_type = "application/problem+json"),
        (status = 412, description = "`version_conflict`.", body = Problem, content_type = "application/problem+json")))]
pub async fn revoke(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    let command = caller.write(caller.owner(), move |cx, actor| {
        rules::require_sign_in(actor)?;
        commands::revoke_token(cx, actor, id, if_match)?;
        Ok(Answer::nothing())
    });
    command.await
}
