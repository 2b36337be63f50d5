//! Endpoints of the inbox.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::event::Cx;
use crate::http::list::limit;
use crate::http::{Answer, App, Body, Params, Problem, Query};
use crate::notification::model::{Group, InboxItem, Notification, Snooze, State};
use crate::notification::queries::Asked;
use crate::notification::{commands, queries};

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct InboxQuery {
    /// Which: `inbox` (neither archived nor snoozed) when absent.
    #[serde(default)]
    #[param(inline)]
    state: State,
    /// Of one workspace only.
    workspace_id: Option<Uuid>,
    /// Items a page, 1 to 200; 50 when absent.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

impl InboxQuery {
    fn asked(self) -> Result<Asked> {
        Ok(Asked {
            state: self.state,
            workspace: self.workspace_id,
            limit: limit(self.limit)?,
            cursor: self.cursor,
        })
    }
}

/// How much was read.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct ReadCount {
    /// How many notifications were read now.
    read: i64,
    /// How many are unread still: there are some left when there were more than 2,000.
    unread: i64,
}

/// What is to be read.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReadAll {
    /// Of one workspace only.
    #[serde(default)]
    workspace_id: Option<Uuid>,
}

/// The caller's notifications
///
/// Newest first, each with what the caller may see *now* of what it is about: of a task that has come out of their sight it
/// shows nothing. `GET /sync/me/log` and the socket tell of them live (entities `notification` and `inbox`).
#[utoipa::path(get, path = "/api/v1/notifications", tag = "inbox", operation_id = "list_notifications",
    params(InboxQuery),
    responses((status = 200, body = Page<InboxItem>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Query(query): Query<InboxQuery>) -> Result<Answer> {
    let asked = query.asked()?;
    let page = caller.read(move |tx, actor| queries::list(tx, actor, &asked)).await?;
    Answer::json(&page)
}

/// The caller's notifications, grouped
///
/// What is about one task comes as one, with the newest of them; the group with the newest comes first.
#[utoipa::path(get, path = "/api/v1/notifications/groups", tag = "inbox", operation_id = "list_notification_groups",
    params(InboxQuery),
    responses((status = 200, body = Page<Group>), (status = "4XX", body = Problem)))]
async fn groups(caller: Caller, Query(query): Query<InboxQuery>) -> Result<Answer> {
    let asked = query.asked()?;
    let page = caller.read(move |tx, actor| queries::groups(tx, actor, &asked)).await?;
    Answer::json(&page)
}

/// Read everything
///
/// That came until now, in one workspace or in all; at most 2,000 at once.
#[utoipa::path(post, path = "/api/v1/notifications/read-all", tag = "inbox", operation_id = "read_all_notifications",
    request_body = ReadAll,
    responses((status = 200, body = ReadCount), (status = "4XX", body = Problem)))]
async fn read_all(caller: Caller, body: Body<ReadAll>) -> Result<Answer> {
    let Body { value: which, digest } = body;
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            let read = commands::read_all(cx, actor, which.workspace_id)?;
            Answer::json(&ReadCount { read, unread: queries::unread(cx, actor)? })
        })
        .await
}

type Change = fn(&mut Cx<'_, '_>, &Notification) -> Result<Notification>;

async fn change(caller: Caller, id: Uuid, change: Change) -> Result<Answer> {
    caller
        .write(caller.owner(), move |cx, actor| {
            let one = commands::open(cx, actor, id)?;
            Answer::thing(&change(cx, &one)?)
        })
        .await
}

/// Mark as read
#[utoipa::path(post, path = "/api/v1/notifications/{notification_id}/read", tag = "inbox", operation_id = "read_notification",
    params(("notification_id" = Uuid, Path)),
    responses((status = 200, body = Notification), (status = "4XX", body = Problem)))]
async fn read(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    change(caller, id, commands::read).await
}

/// Mark as unread
///
/// Also brings it back from the archive, and from being snoozed.
#[utoipa::path(post, path = "/api/v1/notifications/{notification_id}/unread", tag = "inbox", operation_id = "unread_notification",
    params(("notification_id" = Uuid, Path)),
    responses((status = 200, body = Notification), (status = "4XX", body = Problem)))]
async fn unread(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    change(caller, id, commands::unread).await
}

/// Put away
#[utoipa::path(post, path = "/api/v1/notifications/{notification_id}/archive", tag = "inbox", operation_id = "archive_notification",
    params(("notification_id" = Uuid, Path)),
    responses((status = 200, body = Notification), (status = "4XX", body = Problem)))]
async fn archive(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    change(caller, id, commands::archive).await
}

/// Put off
///
/// It leaves the inbox and comes back, unread, at the instant given.
#[utoipa::path(post, path = "/api/v1/notifications/{notification_id}/snooze", tag = "inbox", operation_id = "snooze_notification",
    params(("notification_id" = Uuid, Path)), request_body = Snooze,
    responses((status = 200, body = Notification), (status = "4XX", body = Problem)))]
async fn snooze(caller: Caller, Params(id): Params<Uuid>, body: Body<Snooze>) -> Result<Answer> {
    let Body { value: snooze, digest } = body;
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            let one = commands::open(cx, actor, id)?;
            Answer::thing(&commands::snooze(cx, &one, snooze.until)?)
        })
        .await
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(groups))
        .routes(routes!(read_all))
        .routes(routes!(read))
        .routes(routes!(unread))
        .routes(routes!(archive))
        .routes(routes!(snooze))
}
