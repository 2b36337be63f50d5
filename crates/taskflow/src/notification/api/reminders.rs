//! Endpoints of reminders.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::auth::Caller;
use crate::base::{Page, Result};
use crate::http::{Answer, App, Body, ListQuery, Params, Problem, Query};
use crate::notification::model::{NewReminder, Reminder};
use crate::notification::{commands, queries};
use crate::task;
use crate::workspace::Action;

/// The caller's reminders on a task
#[utoipa::path(get, path = "/api/v1/tasks/{task_id}/reminders", tag = "reminders", operation_id = "list_reminders",
    params(("task_id" = Uuid, Path), ListQuery),
    responses((status = 200, body = Page<Reminder>), (status = "4XX", body = Problem)))]
async fn list(caller: Caller, Params(id): Params<Uuid>, Query(query): Query<ListQuery>) -> Result<Answer> {
    let limit = query.limit()?;
    let page = caller
        .read(move |tx, actor| {
            let access = task::open(tx, actor, id, Action::ViewProject)?;
            queries::reminders(tx, &access, limit, query.cursor.as_deref())
        })
        .await?;
    Answer::json(&page)
}

/// Set a reminder
///
/// For oneself: at an instant, or some time before the task is due. That moves with the due date, and rings again when a task
/// whose reminder has rung becomes due at another time. It rings only while the task is open. At most 20 a task: 409
/// `too_many_reminders`.
#[utoipa::path(post, path = "/api/v1/tasks/{task_id}/reminders", tag = "reminders", operation_id = "create_reminder",
    params(("task_id" = Uuid, Path)), request_body = NewReminder,
    responses((status = 201, body = Reminder), (status = "4XX", body = Problem)))]
async fn create(caller: Caller, Params(id): Params<Uuid>, body: Body<NewReminder>) -> Result<Answer> {
    let Body { value: new, digest } = body;
    caller
        .write_body(caller.owner(), &digest, move |cx, actor| {
            let access = task::lock(cx, actor, id, Action::ViewProject)?;
            let reminder = commands::create_reminder(cx, actor, &access, &new)?;
            Answer::created(&reminder, format!("/api/v1/reminders/{}", reminder.id))
        })
        .await
}

/// Delete a reminder
#[utoipa::path(delete, path = "/api/v1/reminders/{reminder_id}", tag = "reminders", operation_id = "delete_reminder",
    params(("reminder_id" = Uuid, Path)),
    responses((status = 204), (status = "4XX", body = Problem)))]
async fn delete(caller: Caller, Params(id): Params<Uuid>) -> Result<Answer> {
    let if_match = caller.if_match();
    caller
        .write(caller.owner(), move |cx, actor| {
            let reminder = commands::open_reminder(cx, actor, id)?;
            commands::delete_reminder(cx, &reminder, if_match)?;
            Ok(Answer::nothing())
        })
        .await
}

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(delete))
}
