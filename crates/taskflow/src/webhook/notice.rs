//! Tells somebody that a webhook was turned off.

use super::filter::caretaker;
use super::model::{DisabledReason, Webhook};
use crate::auth::{Mail, MailAction, queue_mail};
use crate::base::Result;
use crate::event::Cx;
use crate::http::App;
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
    let why = match webhook.disabled_reason {
        Some(DisabledReason::Gone) => "Its receiver answered 410: it wants no more events.",
        _ => "Nothing could be delivered to it for five days.",
    };
    let base = app.config.base_url.trim_end_matches('/');
    let mail = Mail {
        kind: "webhook_disabled".to_owned(),
        to: person.email.clone(),
        subject: format!("A webhook of {} was turned off", workspace.name),
        paragraphs: vec![
            format!("Hello {},", person.name),
            format!("the webhook to {} was turned off. {why}", webhook.url),
            "What happened since then is in its list of deliveries; turn it on again once its receiver is well."
                .to_owned(),
        ],
        action: Some(MailAction { label: "Open TaskFlow".to_owned(), url: base.to_owned() }),
        reason: format!("You get this because you look after webhooks of {}.", workspace.name),
    };
    queue_mail(cx, &app.sealer, mail)
}
