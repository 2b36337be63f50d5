//! The caller's sessions.

use uuid::Uuid;

use super::shapes::OwnSession;
use crate::auth::{Caller, commands, queries, rules};
use crate::base::{Actor, Page, Result, Stamp};
use crate::http::{Answer, ListQuery, Params, Problem, Query};

fn own(actor: &Actor, (session, last_used_at): (crate::auth::Session, Option<Stamp>)) -> OwnSession {
    let current = actor.session_id == Some(session.id);
    OwnSession { session, current, last_used_at }
}

/// List my sessions
///
/// Where the caller is signed in, newest first.
#[utoipa::path(get, path = "/api/v1/auth/sessions", tag = "auth", operation_id = "list_sessions", security(("bearer" = [])),
    params(ListQuery),
    responses(
        (status = 200, description = "The sessions.", body = Page<OwnSession>),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json")))]
pub async fn list(caller: Caller, Query(query): Query<ListQuery>) -> Result<Answer> {
    let now = caller.meta().at;
    let page = caller.read(move |tx, actor| {
        rules::require_sign_in(actor)?;
        let page = queries::sessions(tx, actor, now, query.limit()?, query.cursor.as_deref())?;
        Ok(page.map(|row| own(actor, row)))
    });
    Answer::json(&page.await?)
}

/// Get one of my sessions
#[utoipa::path(get, path = "/api/v1/auth/sessions/{session_id}", tag = "auth", operation_id = "get_session",
    security(("bearer" = [])), params(("session_id" = Uuid, Path)),
    responses(
        (status = 200, description = "The session.", body = OwnSession),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json"),
        (status = 404, description = "Not one of yours.", body = Problem, content_type = "application/problem+json")))]
pub async fn get(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let session = caller.read(move |tx, actor| {
        rules::require_sign_in(actor)?;
        Ok(own(actor, queries::session(tx, actor, id)?))
    });
    Answer::json(&session.await?)
}

/// End one of my sessions
///
/// Its access tokens stop working at once.
#[utoipa::path(delete, path = "/api/v1/auth/sessions/{session_id}", tag = "auth", operation_id = "revoke_session",
    security(("bearer" = [])), params(("session_id" = Uuid, Path)),
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
        commands::revoke_session(cx, actor, id, if_match)?;
        Ok(Answer::nothing())
    });
    command.await
}

/// End all my other sessions
///
/// Signs out everywhere but here.
#[utoipa::path(delete, path = "/api/v1/auth/sessions", tag = "auth", operation_id = "revoke_other_sessions",
    security(("bearer" = [])),
    responses(
        (status = 204, description = "They have ended."),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`sign_in_required`.", body = Problem, content_type = "application/problem+json")))]
pub async fn revoke_others(caller: Caller) -> Result<Answer> {
    let command = caller.write(caller.owner(), |cx, actor| {
        rules::require_sign_in(actor)?;
        commands::revoke_others(cx, actor)?;
        Ok(Answer::nothing())
    });
    command.await
}
