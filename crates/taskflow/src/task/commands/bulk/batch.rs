//! One batch: rows and rights at once, a plan for each task, then everything is written.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::plan::Plan;
use super::{Done, refusal, trees};
use crate::base::{Actor, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::model::{BulkAction, BulkChanged, BulkEdit};
use crate::task::{TaskAccess, access};
use crate::workspace::{self, Action, Membership};

/// Changes these tasks, each if it may be.
///
/// # Errors
/// Those of the database; everything else is in the report.
pub fn take(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    edit: &BulkEdit,
    touched: &BTreeMap<Uuid, i64>,
    ids: &[Uuid],
) -> Result<Done> {
    let mut done = Done::default();
    done.report.selected = ids.len();
    let action = edit.changes.action;
    let trashing = matches!(action, Some(BulkAction::Trash | BulkAction::Restore));
    if trashing || edit.changes.project_id.is_some() || !edit.changes.set.parent_id.is_keep() {
        // Before any row, as every change of the tree does.
        workspace::lock(cx, member.workspace_id())?;
    }
    let mut able: Vec<TaskAccess> = Vec::new();
    for (id, proof) in access::lock_each(cx, actor, member.workspace_id(), ids, trashing)? {
        let proof = match proof {
            Ok(proof) => proof,
            Err(error) => {
                done.report.refused.push(refusal::of(id, error)?);
                continue;
            }
        };
        let version = proof.task().version;
        let expected = edit.versions.get(&id).copied().unwrap_or(version);
        if expected == version || touched.get(&id) == Some(&version) {
            able.push(proof);
        } else {
            done.report.refused.push(refusal::stale(id, version));
        }
    }
    if trashing {
        let ids: Vec<Uuid> = able.iter().map(|access| access.task().id).collect();
        trees::take(cx, actor, &mut done, &ids, action == Some(BulkAction::Trash))?;
    } else {
        change(cx, actor, edit, &mut done, &able)?;
    }
    // What was someone else's change stays one: only steps from the expected version on are this request's own.
    done.touched.retain(|id, version| {
        let expected = touched.get(id).or_else(|| edit.versions.get(id));
        expected.is_some_and(|expected| expected + 1 == *version)
    });
    Ok(done)
}

fn change(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    edit: &BulkEdit,
    done: &mut Done,
    able: &[TaskAccess],
) -> Result<()> {
    let target = match edit.changes.project_id {
        Some(project) => match target(cx, actor, project) {
            Ok(target) => Some(target),
            Err(error) => {
                // It could be opened when the request began.
                let refused = refusal::of(project, error)?;
                let each = able.iter().map(|access| access.task().id);
                done.report.refused.extend(each.map(|id| {
                    let mut refused = refused.clone();
                    refused.id = id;
                    refused
                }));
                return Ok(());
            }
        },
        None => None,
    };
    let mut plan = Plan::new(cx, actor, &edit.changes, target, able)?;
    let mut planned: Vec<Uuid> = Vec::new();
    for access in able {
        let id = access.task().id;
        match plan.add(cx, access) {
            Ok(true) => planned.push(id),
            Ok(false) => done.report.unchanged.push(id),
            Err(error) => done.report.refused.push(refusal::of(id, error)?),
        }
    }
    done.touched = plan.write(cx)?;
    for id in planned {
        if let Some(version) = done.touched.get(&id) {
            done.report.changed.push(BulkChanged { id, version: *version });
        }
    }
    Ok(())
}

fn target(cx: &mut Cx<'_, '_>, actor: &Actor, project: Uuid) -> Result<ProjectAccess> {
    project::open(cx, actor, project, Action::EditTasks)?.not_archived()
}
