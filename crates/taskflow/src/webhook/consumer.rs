//! Puts what happens on its way to the endpoints that want it.

use uuid::Uuid;

use super::model::Webhook;
use super::{commands, filter, rules, store};
use crate::base::Result;
use crate::event::{self, Consumer, Cx, Entity, Entry, Idle};
use crate::task::Condition;

/// Follows the log of each workspace.
#[derive(Debug)]
pub struct Queue {
    idle: Idle,
}

impl Default for Queue {
    fn default() -> Self {
        Self { idle: Idle::without(Webhook::NAME) }
    }
}

impl Consumer for Queue {
    fn name(&self) -> &'static str {
        "webhooks"
    }

    fn wants(&self, entry: &Entry) -> bool {
        self.idle.may_have(entry)
    }

    fn handle(&self, cx: &mut Cx<'_, '_>, entries: &[Entry]) -> Result<()> {
        let Some(workspace) = entries.first().map(|entry| entry.stream_id) else {
            return Ok(());
        };
        let mut webhooks = store::enabled(cx, workspace)?;
        if webhooks.is_empty() {
            self.idle.has_none(workspace);
        }
        webhooks.retain(|webhook| entries.iter().any(|entry| concerns(webhook, entry)));
        let ids: Vec<Uuid> = webhooks.iter().map(|webhook| webhook.id).collect();
        let made = event::made_at(cx, workspace, &ids)?;
        for webhook in webhooks {
            // Nothing from before it was there, as the log has it: clocks of several servers differ.
            let from = made.get(&webhook.id).copied().unwrap_or_default();
            let wanted = entries.iter().filter(|entry| entry.seq >= from && concerns(&webhook, entry));
            let mut wanted = wanted.peekable();
            if wanted.peek().is_none() {
                continue;
            }
            let Some(condition) = ready(cx, &webhook)? else {
                continue;
            };
            for entry in wanted {
                if let Some(condition) = &condition
                    && !filter::asks_for(cx, condition, entry)?
                {
                    continue;
                }
                commands::send(cx, &webhook, Some(entry.seq), webhook.id.to_string(), &entry.kind)?;
            }
        }
        Ok(())
    }
}

/// By its type.
fn concerns(webhook: &Webhook, entry: &Entry) -> bool {
    rules::wants(&webhook.event_types, &entry.kind)
}

/// The webhook's filter; `None` while it cannot be read: in doubt nothing is sent, and REST says why.
fn ready(cx: &mut Cx<'_, '_>, webhook: &Webhook) -> Result<Option<Option<Condition>>> {
    let now = cx.now();
    let (condition, fault) = match filter::of(cx, webhook, now)? {
        Ok(condition) => (Some(condition), None),
        Err(fault) => (None, Some(fault)),
    };
    if webhook.filter.is_some() {
        let mut health = store::lock_health(cx, webhook.id)?;
        if health.filter_fault != fault {
            health.filter_fault = fault;
            store::set_health(cx, webhook.id, &health)?;
        }
    }
    Ok(condition)
}
