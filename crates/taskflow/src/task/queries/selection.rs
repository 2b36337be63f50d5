//! Which tasks a change of many is about.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use taskflow_db::Tx;
use uuid::Uuid;

use super::language::{self, Reader};
use crate::base::error::Faults;
use crate::base::{Actor, Error, Patch, Result, Scope as TokenScope, Stamp};
use crate::project;
use crate::task::model::{BulkAction, BulkEdit};
use crate::task::rules::{self, MAX_BULK};
use crate::task::store::{self, Filter, Listing, Scope};
use crate::workspace::{Action, Membership, WorkspaceRef, member_of};

/// The tasks, fixed before the first of them is changed. That they may be changed is proved for each when it is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Selection {
    pub workspace_id: Uuid,
    pub ids: Vec<Uuid>,
}

/// Selects, after everything was looked at that is the same for all tasks.
///
/// # Errors
/// `Invalid` for what no task could have; `NotFound` and `Forbidden` of the workspace, and of the projects named.
pub fn select(
    tx: &mut Tx<'_>,
    actor: &Actor,
    workspace: &WorkspaceRef,
    edit: &BulkEdit,
    now: Stamp,
) -> Result<Selection> {
    let member = member_of(tx, actor, workspace, Action::ViewWorkspace)?;
    if !actor.has_scope(TokenScope::Write) {
        return Err(Error::forbidden("missing_scope", "This token lacks the scope `write`."));
    }
    rules::check_bulk(edit)?;
    check_shared(tx, actor, &member, edit)?;
    let ids = match (&edit.ids, &edit.filter) {
        (Some(ids), _) => {
            let mut seen = BTreeSet::new();
            ids.iter().filter(|id| seen.insert(**id)).copied().collect()
        }
        (None, filter) => found(tx, actor, &member, edit, filter.as_deref().unwrap_or_default(), now)?,
    };
    Ok(Selection { workspace_id: member.workspace_id(), ids })
}

/// Tags and the project to move to: if they are wrong, they are so for every task.
fn check_shared(tx: &mut Tx<'_>, actor: &Actor, member: &Membership, edit: &BulkEdit) -> Result<()> {
    let changes = &edit.changes;
    if let Some(project) = changes.project_id {
        let target = project::open(tx, actor, project, Action::EditTasks)?.not_archived()?;
        if target.workspace_id() != member.workspace_id() {
            let message = "A task stays in its workspace.";
            return Err(Error::invalid("/changes/project_id", "other_workspace", message));
        }
    }
    let set = match &changes.set.tag_ids {
        Patch::Set(tags) => tags.clone(),
        _ => Vec::new(),
    };
    let mut faults = Faults::default();
    for (pointer, tags) in [("/changes/set/tag_ids", &set), ("/changes/add_tag_ids", &changes.add_tag_ids)] {
        let known = store::known_tags(tx, member.workspace_id(), tags)?;
        for tag in tags.iter().filter(|tag| !known.contains(tag)) {
            faults.add(pointer, "unknown_tag", format!("The workspace has no tag {tag}."));
        }
    }
    faults.check()
}

/// What the list finds, at most as many as can be changed at once.
fn found(
    tx: &mut Tx<'_>,
    actor: &Actor,
    member: &Membership,
    edit: &BulkEdit,
    filter: &str,
    now: Stamp,
) -> Result<Vec<Uuid>> {
    let mut visible: Vec<Uuid> = project::visible(tx, member)?.into_keys().collect();
    visible.sort_unstable();
    let scope = match edit.project_id {
        Some(project) if visible.contains(&project) => Scope::Project(project),
        Some(_) => return Err(Error::NotFound("project")),
        None => Scope::Workspace(member.workspace_id(), visible.clone()),
    };
    let reader = Reader {
        actor,
        workspace_id: member.workspace_id(),
        projects: &visible,
        now,
        timezone: edit.tz.as_deref(),
    };
    let condition = language::condition(tx, &reader, "/filter", filter).map_err(in_body)?;
    let mut filters = vec![Filter::Language(condition)];
    match edit.changes.action {
        Some(BulkAction::Restore) => filters.push(Filter::Trashed(true)),
        action => {
            let archived = action == Some(BulkAction::Unarchive);
            filters.extend([Filter::Trashed(false), Filter::Archived(archived)]);
        }
    }
    let order = rules::parse_sort(None)?;
    let limit = i64::try_from(MAX_BULK + 1).unwrap_or(i64::MAX);
    let ids = store::ids(tx, &Listing { scope, filters, order, due_bounds: Vec::new() }, limit)?;
    if ids.len() > MAX_BULK {
        let message = "The filter finds more than 1,000 tasks. Make it narrower, and change them in turn.";
        return Err(Error::invalid("/filter", "too_many", message));
    }
    Ok(ids)
}

/// The language knows its time zone as a parameter of lists.
fn in_body(error: Error) -> Error {
    match error {
        Error::Invalid(mut faults) => {
            for fault in faults.iter_mut().filter(|fault| fault.pointer == "?tz") {
                "/tz".clone_into(&mut fault.pointer);
            }
            Error::Invalid(faults)
        }
        other => other,
    }
}
