//! Who may see rules, and change them: of a project who sees it, and who manages it; of a workspace its admins.

use taskflow_db::Tx;
use uuid::Uuid;

use super::model::{Act, Rule};
use super::store;
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::task::{self, Reader};
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};
use crate::{project, webhook};

/// A rule that the actor may see, or with `change` change, and their membership.
///
/// # Errors
/// `NotFound`, `Forbidden`.
fn open(tx: &mut Tx<'_>, actor: &Actor, rule: Option<Rule>, change: bool) -> Result<(Membership, Rule)> {
    let hidden = Error::hiding("rule");
    let rule = rule.ok_or(Error::NotFound("rule"))?;
    let workspace = WorkspaceRef::Id(rule.workspace_id);
    let member = member_of(tx, actor, &workspace, Action::ViewWorkspace).map_err(hidden)?;
    match rule.project_id {
        Some(project) => {
            let action = if change { Action::ManageProject } else { Action::ViewProject };
            project::open(tx, actor, project, action).map_err(hidden)?;
        }
        // Its admins know of them, and nobody else.
        None if change => member.grant().require(actor, Action::EditWorkspace)?,
        None if member.grant().allows(Action::EditWorkspace) => {}
        None => member.grant().require(actor, Action::EditWorkspace)?,
    }
    Ok((member, rule))
}

/// # Errors
/// `NotFound`.
pub fn see(tx: &mut Tx<'_>, actor: &Actor, id: Uuid) -> Result<(Membership, Rule)> {
    let rule = store::find(tx, id)?;
    open(tx, actor, rule, false)
}

/// # Errors
/// `NotFound`, `Forbidden`.
pub fn change(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(Membership, Rule)> {
    let rule = store::find_locked(cx, id)?;
    let (member, rule) = open(cx, actor, rule, true)?;
    Ok((member.answering(cx), rule))
}

/// Whether the member may have rules for a project, or for all.
///
/// # Errors
/// `NotFound`, `Forbidden`.
pub fn may_have(tx: &mut Tx<'_>, actor: &Actor, member: &Membership, of: Option<Uuid>) -> Result<()> {
    let Some(id) = of else {
        return member.grant().require(actor, Action::EditWorkspace);
    };
    let access = project::open(tx, actor, id, Action::ManageProject)?;
    if access.workspace_id() == member.workspace_id() {
        Ok(())
    } else {
        Err(Error::NotFound("project"))
    }
}

/// Whether the member may have a rule do this: calling a webhook takes who may manage webhooks.
///
/// # Errors
/// `Forbidden`; `Invalid` for a webhook that the workspace does not have.
pub fn may_do(tx: &mut Tx<'_>, actor: &Actor, member: &Membership, acts: &[Act]) -> Result<()> {
    for (place, act) in acts.iter().enumerate() {
        let Act::CallWebhook { webhook_id, .. } = act else {
            continue;
        };
        member.grant().require(actor, Action::ManageWebhooks)?;
        if !webhook::is_of(tx, member.workspace_id(), *webhook_id)? {
            let pointer = format!("/actions/{place}/webhook_id");
            return Err(Error::invalid(pointer, "unknown_webhook", "The workspace has no such webhook."));
        }
    }
    Ok(())
}

/// Reads a rule's filter as its author would.
///
/// # Errors
/// `Invalid` at `/filter`.
pub fn filter(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    of: Option<Uuid>,
    text: &str,
) -> Result<Option<task::Condition>> {
    if text.is_empty() {
        return Ok(None);
    }
    let now = cx.now();
    let projects: Vec<Uuid> = match of {
        Some(project) => vec![project],
        None => project::visible(cx, member)?.into_keys().collect(),
    };
    let reader = Reader {
        actor,
        workspace_id: member.workspace_id(),
        projects: &projects,
        now,
        timezone: None,
    };
    let condition = task::condition(cx, &reader, "/filter", text)?;
    if condition.asks_whether_blocked() {
        let message = "A rule cannot ask whether a task is blocked.";
        return Err(Error::invalid("/filter", "not_in_rules", message));
    }
    Ok(Some(condition))
}
