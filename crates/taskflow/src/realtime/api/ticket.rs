//! Tickets for sockets.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::base::{Result, Stamp};
use crate::http::{Answer, App, Problem};
use crate::realtime::tickets;

/// Opens one socket.
#[derive(Serialize, ToSchema)]
pub struct IssuedTicket {
    /// To be sent in `hello`, and never in an address.
    ticket: String,
    expires_at: Stamp,
}

/// Get a ticket for a socket
///
/// Good once, for 30 seconds, for one socket: say it in `hello`. Never put it into an address.
#[utoipa::path(post, path = "/api/v1/sync/ticket", tag = "sync", operation_id = "issue_sync_ticket", security(("bearer" = [])),
    responses(
        (status = 200, description = "The ticket.", body = IssuedTicket),
        (status = 401, description = "Not signed in.", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "`missing_scope`.", body = Problem, content_type = "application/problem+json")))]
pub async fn issue(caller: Caller, State(app): State<App>) -> Result<Answer> {
    let actor = caller.read(|_, actor| Ok(actor.clone())).await?;
    let (ticket, expires_at) = tickets::issue(&app, &actor)?;
    let answer = Answer::json(&IssuedTicket { ticket, expires_at })?;
    Ok(answer.with_header(header::CACHE_CONTROL, HeaderValue::from_static("no-store")))
}
