//! Looking at repeat rules.

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::auth::Caller;
use crate::base::Result;
use crate::http::{Answer, App, Body, Problem};
use crate::task::model::{RecurrencePreview, RecurrenceQuestion};
use crate::task::queries;

pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(preview))
}

/// The dates of a repeat rule
///
/// Of a rule, or of words such as `every 2 weeks on Monday`: from the due date on, each as if the one before were
/// completed in time. Nothing is saved.
#[utoipa::path(post, path = "/api/v1/recurrence/preview", tag = "tasks", operation_id = "preview_recurrence",
    request_body = RecurrenceQuestion,
    responses((status = 200, body = RecurrencePreview), (status = "4XX", body = Problem)))]
async fn preview(caller: Caller, body: Body<RecurrenceQuestion>) -> Result<Answer> {
    let question = body.value;
    let now = caller.meta().at;
    let preview = caller
        .read(move |tx, actor| {
            let (locale, timezone) = (question.locale.as_deref(), question.tz.as_deref());
            queries::preview(&question, &queries::speaker(tx, actor, now, locale, timezone)?)
        })
        .await?;
    Answer::json(&preview)
}
