//! Endpoints for the server's admin: addresses that get no more mail. And where SendGrid tells of them.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use taskflow_db::Tx;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::{self, Caller};
use crate::base::error::Faults;
use crate::base::{Error, Page, Result, ids};
use crate::event::Stream;
use crate::http::list::limit;
use crate::http::{Answer, App, Body, Params, Problem, Query, body};
use crate::mail::{self, Reason, Suppression};

/// Bytes of events that come at once.
const MOST_EVENTS: usize = 4 * 1024 * 1024;
const LONGEST_NOTE: usize = 200;
const LONGEST_SEARCH: usize = 254;

/// A list of addresses.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct SuppressionList {
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Part of an address; at most 254 characters.
    search: Option<String>,
}

/// An address that is to get no more mail.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSuppression {
    #[schema(examples("ada@example.org"))]
    email: String,
    /// Why, for people; at most 200 characters.
    #[serde(default)]
    note: String,
}

/// Addresses that get no mail
///
/// By address. They bounced, called our mail spam, or an administrator of the server said so. Takes one who signed in.
#[utoipa::path(get, path = "/api/v1/admin/mail/suppressions", tag = "admin", operation_id = "list_suppressions",
    params(SuppressionList),
    responses((status = 200, body = Page<Suppression>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Query(list): Query<SuppressionList>) -> Result<Answer> {
    let limit = limit(list.limit)?;
    let search = list.search.unwrap_or_default();
    if search.chars().count() > LONGEST_SEARCH || search.chars().any(char::is_control) {
        let message = format!("Search for at most {LONGEST_SEARCH} plain characters.");
        return Err(Error::invalid("?search", "invalid_search", message));
    }
    let page = caller.read(move |tx, actor| {
        auth::require_server_admin(actor)?;
        mail::list(tx, &search, limit, list.cursor.as_deref())
    });
    Answer::json(&page.await?)
}

/// Send no more mail to an address
///
/// One that is on the list already gets the new reason and note.
#[utoipa::path(post, path = "/api/v1/admin/mail/suppressions", tag = "admin", operation_id = "create_suppression",
    request_body = NewSuppression,
    responses((status = 201, body = Suppression), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, body: Body<NewSuppression>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            auth::require_server_admin(actor)?;
            cx.in_stream(Stream::Person(actor.user_id));
            let email = new.email.trim();
            let mut faults = Faults::default();
            let sound = email.chars().count() <= LONGEST_SEARCH && mail::is_address(email);
            faults.require(
                sound,
                "/email",
                "invalid_email",
                "Give an e-mail address such as ada@example.org.",
            );
            let plain = new.note.chars().count() <= LONGEST_NOTE && !new.note.chars().any(char::is_control);
            faults.require(plain, "/note", "too_long", "Say it in at most 200 plain characters.");
            faults.check()?;
            let at = (cx.new_id(), cx.now());
            let made = mail::suppress(cx, at, email, Reason::Manual, new.note.trim())?;
            Ok(Answer::json(&made)?.with_status(StatusCode::CREATED))
        })
        .await
}

/// Send mail to an address again
#[utoipa::path(delete, path = "/api/v1/admin/mail/suppressions/{suppression_id}", tag = "admin",
    operation_id = "delete_suppression", params(("suppression_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    caller
        .write(caller.owner(), move |cx, actor| {
            auth::require_server_admin(actor)?;
            cx.in_stream(Stream::Person(actor.user_id));
            if mail::lift(cx, id)? {
                Ok(Answer::nothing())
            } else {
                Err(Error::NotFound("suppression"))
            }
        })
        .await
}

/// Events of SendGrid
///
/// Its signed event webhook: addresses that bounced or complained get no more mail. 404 without `mail.sendgrid_webhook_key`,
/// 403 `invalid_signature` for what it did not sign.
#[utoipa::path(post, path = "/api/v1/mail/sendgrid-events", tag = "admin", operation_id = "receive_sendgrid_events", security(()),
    request_body(content = String, content_type = "application/json", description = "As SendGrid sends and signs it"),
    responses((status = 204, description = "Noted."), (status = "4XX", body = Problem)))]
async fn events(State(app): State<App>, headers: HeaderMap, request: Request) -> Result<Answer> {
    let events = app.mailer.sendgrid_events().ok_or(Error::NotFound("webhook"))?;
    let header = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let signature = header("x-twilio-email-event-webhook-signature");
    let timestamp = header("x-twilio-email-event-webhook-timestamp");
    let bytes = body::read(request, MOST_EVENTS).await?;
    let told = events.read(&signature, &timestamp, &bytes)?;
    if !told.is_empty() {
        let now = app.clock.now();
        let write = app.db.write::<_, Error, _>(Uuid::nil(), move |tx: &mut Tx<'_>| {
            for one in told.iter().filter(|one| mail::is_address(&one.email)) {
                mail::suppress(tx, (ids::new_id(), now), &one.email, one.reason, &one.note)?;
            }
            Ok(())
        });
        write.await?;
    }
    Ok(Answer::nothing())
}

/// The endpoints of addresses that get no mail.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(delete))
        .routes(routes!(events))
}
