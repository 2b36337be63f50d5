//! Making, changing and deleting rules.

use uuid::Uuid;

use super::model::{NewRule, Rule, RulePatch};
use super::rules::{self, Draft};
use super::{access, alarm, due, store};
use crate::base::{Actor, Error, Patch, Result};
use crate::event::{Cx, Entity, NewEvent, Stream, matching};
use crate::project::OnPurge;
use crate::workspace::Membership;

/// Rules of one workspace.
const MOST_RULES: i64 = 200;

fn placed(event: NewEvent, rule: &Rule) -> NewEvent {
    match rule.project_id {
        Some(project) => event.in_project(Some(project), Some(project)),
        None => event,
    }
}

fn upsert(kind: &'static str, rule: &Rule) -> NewEvent {
    placed(NewEvent::upsert(Stream::Workspace(rule.workspace_id), kind, rule), rule)
}

/// Makes a rule. The id of one that the workspace has already gives that one.
///
/// # Errors
/// `Invalid`; `Forbidden`; `id_taken`, `too_many_rules`.
pub fn create(cx: &mut Cx<'_, '_>, actor: &Actor, member: &Membership, new: &NewRule) -> Result<Rule> {
    access::may_have(cx, actor, member, new.project_id)?;
    let draft = rules::drafted(new)?;
    access::filter(cx, actor, member, new.project_id, &draft.filter)?;
    access::may_do(cx, actor, member, &draft.actions)?;
    if let Some(known) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if known.workspace_id == member.workspace_id() && known.project_id == new.project_id {
            return Ok(known);
        }
        return Err(Error::id_taken());
    }
    if store::count(cx, member.workspace_id())? >= MOST_RULES {
        let detail = format!("A workspace has at most {MOST_RULES} rules. Delete some first.");
        return Err(Error::conflict("too_many_rules", detail));
    }
    let rule = ruled(draft, new.id.unwrap_or_else(|| cx.new_id()), member, new.project_id, cx);
    store::insert(cx, &rule)?;
    alarm::set(cx, &rule)?;
    due::set(cx, &rule)?;
    cx.emit(upsert("automation_rule.created", &rule))?;
    Ok(rule)
}

/// A rule that is not stored yet.
pub fn ruled(draft: Draft, id: Uuid, member: &Membership, project_id: Option<Uuid>, cx: &Cx<'_, '_>) -> Rule {
    Rule {
        id,
        workspace_id: member.workspace_id(),
        project_id,
        author_id: member.user_id(),
        name: draft.name,
        enabled: draft.enabled,
        disabled_reason: None,
        trigger: draft.trigger,
        filter: draft.filter,
        actions: draft.actions,
        max_per_hour: draft.max_per_hour,
        version: 1,
        created_at: cx.now(),
        updated_at: cx.now(),
    }
}

/// Changes a rule that was opened for it. Who changes what it does, or switches it on, becomes its author.
///
/// # Errors
/// `Stale`, `Invalid`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    (member, rule): &(Membership, Rule),
    patch: &RulePatch,
    if_match: Option<i64>,
) -> Result<Rule> {
    matching(rule, if_match)?;
    let draft = rules::patched(rule, patch)?;
    if draft.filter != rule.filter {
        access::filter(cx, actor, member, rule.project_id, &draft.filter)?;
    }
    let switched_on = draft.enabled && !rule.enabled && !matches!(patch.enabled, Patch::Keep);
    if draft.actions != rule.actions || switched_on {
        access::may_do(cx, actor, member, &draft.actions)?;
    }
    let does =
        (&draft.trigger, &draft.filter, &draft.actions) == (&rule.trigger, &rule.filter, &rule.actions);
    let mut after = Rule {
        author_id: if does && !switched_on { rule.author_id } else { member.user_id() },
        name: draft.name,
        enabled: draft.enabled,
        disabled_reason: if switched_on { None } else { rule.disabled_reason.clone() },
        trigger: draft.trigger,
        filter: draft.filter,
        actions: draft.actions,
        max_per_hour: draft.max_per_hour,
        ..rule.clone()
    };
    if after == *rule {
        return Ok(after);
    }
    (after.version, after.updated_at) = (rule.version + 1, cx.now());
    store::update(cx, &after)?;
    alarm::changed(cx, rule, &after)?;
    due::set(cx, &after)?;
    let event = upsert("automation_rule.updated", &after)
        .changed("name", &rule.name, &after.name)
        .changed("enabled", rule.enabled, after.enabled);
    cx.emit(event)?;
    Ok(after)
}

/// Switches a rule off that cannot go on, and says why. Nobody did that: the server does.
///
/// # Errors
/// Those of the database.
pub fn disable(cx: &mut Cx<'_, '_>, rule: &Rule, reason: &str) -> Result<()> {
    let Some(rule) = store::find_locked(cx, rule.id)?.filter(|rule| rule.enabled) else {
        return Ok(());
    };
    let after = Rule {
        enabled: false,
        disabled_reason: Some(reason.to_owned()),
        version: rule.version + 1,
        updated_at: cx.now(),
        ..rule.clone()
    };
    store::update(cx, &after)?;
    alarm::set(cx, &after)?;
    due::set(cx, &after)?;
    let event = upsert("automation_rule.disabled", &after)
        .changed("enabled", true, false)
        .changed("disabled_reason", (), reason);
    cx.emit(event)
}

/// Deletes a rule that was opened for it, with the log of its runs.
///
/// # Errors
/// `Stale`.
pub fn delete(cx: &mut Cx<'_, '_>, rule: &Rule, if_match: Option<i64>) -> Result<()> {
    matching(rule, if_match)?;
    alarm::cancel(cx, rule)?;
    due::cancel(cx, rule)?;
    store::delete(cx, rule.id)?;
    let stream = Stream::Workspace(rule.workspace_id);
    let event = NewEvent::remove(stream, "automation_rule.deleted", Rule::NAME, rule.id, rule.version + 1);
    cx.emit(placed(event, rule))
}

inventory::submit! { OnPurge(forget) }

/// Takes away the rules of a project that is deleted for good.
fn forget(cx: &mut Cx<'_, '_>, project: Uuid) -> Result<()> {
    loop {
        let found = store::of_projects(cx, &[project], Uuid::nil(), MOST_RULES)?;
        if found.is_empty() {
            return Ok(());
        }
        for rule in found {
            delete(cx, &rule, None)?;
        }
    }
}
