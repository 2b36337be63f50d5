//! Tells somebody that a webhook was turned off.

use serde_json::json;

use super::filter::caretaker;
use super::model::{DisabledReason, Webhook};
use crate::auth::queue_mail;
use crate::base::Result;
use crate::event::Cx;
use crate::http::App;
use crate::mail::Draft;
use crate::workspace;

/// Mails whoever looks after the webhook. The entry in the log is the notice for everybody else.
///
/// # Errors
/// Those of the database.
pub fn send(cx: &mut Cx<'_, '_>, app: &App, webhook: &Webhook) -> Result<()> {
    let Some(person) = caretaker(cx, webhook)? else {
        return Ok(());
    };
    let workspace = workspace::workspace_by_id(cx, webhook.workspace_id)?;
    let values = json!({
        "name": person.name,
        "workspace": workspace.name,
        "address": webhook.url,
        "gone": webhook.disabled_reason == Some(DisabledReason::Gone),
    });
    let mail = app.mailer.write(&Draft {
        kind: "webhook_disabled",
        to: &person.email,
        locale: &person.locale,
        link: Some(app.mailer.base_url().to_owned()),
        values,
    })?;
    queue_mail(cx, &app.sealer, mail)
}
