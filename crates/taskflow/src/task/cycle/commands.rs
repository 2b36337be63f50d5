//! Making, changing, starting and deleting cycles. Whoever does holds the workspace's lock: what no two cycles may do at
//! once is decided over all of a project's.

use super::model::{Cycle, CycleState, NewCycle, PatchCycle};
use super::{events, rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, matching};
use crate::project::{self, ProjectAccess};
use crate::task::plan::{Plan, take_off};
use crate::workspace::{self, Action};
use uuid::Uuid;

/// The cycle, and the proof that the actor may change it.
///
/// # Errors
/// `NotFound` for those who may not see its project; `Forbidden`; `project_archived`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(ProjectAccess, Cycle)> {
    let hidden = || Error::NotFound("cycle");
    let found = store::find(cx, id)?.ok_or_else(hidden)?;
    let access = project::open(cx, actor, found.project_id, Action::EditTasks);
    let access = access.map_err(Error::hiding("cycle"))?.answering(cx).not_archived()?;
    workspace::lock(cx, access.workspace_id())?;
    Ok((access, store::find_locked(cx, id)?.ok_or_else(hidden)?))
}

/// Makes a cycle. The same id again by the same person answers the one that is there.
///
/// # Errors
/// `Invalid`; `cycles_overlap`, `too_many_cycles`, `id_taken`.
pub fn create(cx: &mut Cx<'_, '_>, access: &ProjectAccess, new: &NewCycle) -> Result<Cycle> {
    workspace::lock(cx, access.workspace_id())?;
    if let Some(first) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        if first.project_id == access.project_id() && first.creator_id == access.user_id() {
            return Ok(first);
        }
        return Err(Error::id_taken());
    }
    let others = store::of_project(cx, access.project_id())?;
    if others.len() >= rules::MAX_CYCLES {
        let text = format!("A project has at most {} cycles. Delete old ones first.", rules::MAX_CYCLES);
        return Err(Error::conflict("too_many_cycles", text));
    }
    let now = cx.now();
    let number = others.iter().map(|cycle| cycle.number).max().unwrap_or_default() + 1;
    let empty = Cycle {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: access.workspace_id(),
        project_id: access.project_id(),
        number,
        name: String::new(),
        goal: String::new(),
        start_on: String::new(),
        end_on: String::new(),
        state: CycleState::Planned,
        started_at: None,
        completed_at: None,
        result: None,
        creator_id: access.user_id(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let cycle = rules::patched(&empty, &rules::as_patch(new, number))?;
    rules::alone(&others, &cycle)?;
    store::insert(cx, &cycle)?;
    cx.emit(events::created(&cycle))?;
    Ok(cycle)
}

/// Applies a merge patch to a cycle that [`open`] gave.
///
/// # Errors
/// `Stale`; `Invalid`; `cycles_overlap`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    (_, before): &(ProjectAccess, Cycle),
    patch: &PatchCycle,
    if_match: Option<i64>,
) -> Result<Cycle> {
    matching(before, if_match)?;
    let after = rules::patched(before, patch)?;
    if after == *before {
        return Ok(after);
    }
    rules::alone(&store::of_project(cx, before.project_id)?, &after)?;
    let after = Cycle { version: before.version + 1, updated_at: cx.now(), ..after };
    store::update(cx, &after)?;
    cx.emit(events::updated(before, &after))?;
    Ok(after)
}

/// Starts a cycle that [`open`] gave. An active one stays as it is.
///
/// # Errors
/// `Stale`; `cycle_completed`; `other_cycle_active`.
pub fn start(
    cx: &mut Cx<'_, '_>,
    (_, before): &(ProjectAccess, Cycle),
    if_match: Option<i64>,
) -> Result<Cycle> {
    matching(before, if_match)?;
    match before.state {
        CycleState::Planned => {}
        CycleState::Active => return Ok(before.clone()),
        CycleState::Completed => {
            return Err(Error::conflict("cycle_completed", "The cycle is completed. Start another one."));
        }
    }
    let others = store::of_project(cx, before.project_id)?;
    if let Some(other) = others.iter().find(|cycle| cycle.state == CycleState::Active) {
        let text = format!("{} is active. Complete it first.", other.name);
        return Err(Error::conflict("other_cycle_active", text));
    }
    let now = cx.now();
    let after = Cycle {
        state: CycleState::Active,
        started_at: Some(now),
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    store::update(cx, &after)?;
    cx.emit(events::turned(events::STARTED, before, &after))?;
    Ok(after)
}

/// Deletes a cycle that [`open`] gave, and takes it off all its tasks.
///
/// # Errors
/// `Stale`; `cycle_in_use` when more than 5,000 tasks have it.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    (access, cycle): &(ProjectAccess, Cycle),
    if_match: Option<i64>,
) -> Result<()> {
    matching(cycle, if_match)?;
    take_off(cx, access, (Plan::Cycle, cycle.id), events::TAKEN_OFF, "cycle_in_use")?;
    store::delete(cx, cycle.id)?;
    cx.emit(events::deleted(cycle))
}
