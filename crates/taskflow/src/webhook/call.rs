//! Calling a webhook because a rule says so, and not because of an entry.

use serde::{Deserialize, Serialize};
use serde_json::json;
use taskflow_db::Tx;
use uuid::Uuid;

use super::{commands, store};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;

/// The type that a receiver is told.
pub const CALLED: &str = "automation.called";

/// Why a webhook is called. What is told of the task is read when it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub rule_id: Uuid,
    pub rule_name: String,
    pub run_id: Uuid,
    /// The action's place in the rule.
    pub place: usize,
    /// The entry that set the rule off, if one did.
    pub event_id: Option<Uuid>,
    /// Whose rule it is.
    pub actor_id: Uuid,
    pub task_id: Uuid,
    pub body: Option<String>,
}

/// Whether a workspace has this webhook.
///
/// # Errors
/// Those of the database.
pub fn is_of(tx: &mut Tx<'_>, workspace: Uuid, id: Uuid) -> Result<bool> {
    Ok(store::find(tx, id)?.is_some_and(|webhook| webhook.workspace_id == workspace))
}

/// Calls a webhook of the workspace, with the rights of somebody who may manage it; answers the delivery's id.
///
/// # Errors
/// `NotFound`, `Forbidden`; `webhook_disabled`.
pub fn call(cx: &mut Cx<'_, '_>, actor: &Actor, workspace: Uuid, id: Uuid, call: &Call) -> Result<Uuid> {
    let (_, webhook) = commands::open(cx, actor, id)?;
    if webhook.workspace_id != workspace {
        return Err(Error::NotFound("webhook"));
    }
    if !webhook.is_enabled() {
        return Err(Error::conflict("webhook_disabled", "The webhook is turned off. Turn it on first."));
    }
    let target = format!("{}/call/{}/{}", webhook.id, call.run_id, call.place);
    let body = json!({ "webhook_id": webhook.id, "call": call });
    let sent = commands::send_with(cx, &webhook, None, target, CALLED, body)?;
    sent.map(|delivery| delivery.id)
        .ok_or_else(|| Error::internal("a call that was sent"))
}
