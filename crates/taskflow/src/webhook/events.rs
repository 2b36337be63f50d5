//! What this service announces, in the workspace's log. No secret is part of it.

use super::model::Webhook;
use crate::event::{Entity, NewEvent, Stream};

pub fn webhook(kind: &'static str, before: Option<&Webhook>, after: &Webhook) -> NewEvent {
    let event = NewEvent::upsert(Stream::Workspace(after.workspace_id), kind, after).about(after.id);
    let Some(before) = before else { return event };
    event
        .changed("url", &before.url, &after.url)
        .changed("description", &before.description, &after.description)
        .changed("event_types", &before.event_types, &after.event_types)
        .changed("filter", &before.filter, &after.filter)
        .changed("state", before.state, after.state)
        .changed("disabled_reason", before.disabled_reason, after.disabled_reason)
}

pub fn removed(last: &Webhook) -> NewEvent {
    let stream = Stream::Workspace(last.workspace_id);
    NewEvent::remove(stream, "webhook.deleted", Webhook::NAME, last.id, last.version + 1).about(last.id)
}
