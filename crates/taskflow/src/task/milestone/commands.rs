//! Making, changing and deleting milestones. Whoever arranges them holds the workspace's lock.

use uuid::Uuid;

use super::model::{Milestone, MilestoneState, NewMilestone, PatchMilestone};
use super::{events, rules, store};
use crate::base::{Actor, Error, Result};
use crate::event::{Cx, matching};
use crate::project::{self, ProjectAccess, order};
use crate::task::plan::{Plan, take_off};
use crate::workspace::{self, Action};

/// The milestone, and the proof that the actor may change it.
///
/// # Errors
/// `NotFound` for those who may not see its project; `Forbidden`; `project_archived`.
pub fn open(cx: &mut Cx<'_, '_>, actor: &Actor, id: Uuid) -> Result<(ProjectAccess, Milestone)> {
    let hidden = || Error::NotFound("milestone");
    let found = store::find(cx, id)?.ok_or_else(hidden)?;
    let access = project::open(cx, actor, found.project_id, Action::EditTasks);
    let access = access.map_err(Error::hiding("milestone"))?.answering(cx).not_archived()?;
    workspace::lock(cx, access.workspace_id())?;
    Ok((access, store::find_locked(cx, id)?.ok_or_else(hidden)?))
}

/// Makes a milestone. The same id again by the same person answers the one that is there.
///
/// # Errors
/// `Invalid`; `name_taken`, `too_many_milestones`, `id_taken`.
pub fn create(cx: &mut Cx<'_, '_>, access: &ProjectAccess, new: &NewMilestone) -> Result<Milestone> {
    workspace::lock(cx, access.workspace_id())?;
    if let Some(first) = new.id.map(|id| store::find(cx, id)).transpose()?.flatten() {
        let own = first.project_id == access.project_id() && first.creator_id == access.user_id();
        return if own { Ok(first) } else { Err(Error::id_taken()) };
    }
    let now = cx.now();
    let empty = Milestone {
        id: new.id.unwrap_or_else(|| cx.new_id()),
        workspace_id: access.workspace_id(),
        project_id: access.project_id(),
        name: String::new(),
        description: String::new(),
        target_on: None,
        state: MilestoneState::Open,
        completed_at: None,
        position: String::new(),
        creator_id: access.user_id(),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let mut milestone = rules::patched(&empty, &rules::as_patch(new), now)?;
    let siblings = store::of_project(cx, access.project_id())?;
    if siblings.len() >= rules::MAX_MILESTONES {
        let text = format!("A project has at most {} milestones. Delete some first.", rules::MAX_MILESTONES);
        return Err(Error::conflict("too_many_milestones", text));
    }
    require_free_name(&siblings, &milestone)?;
    let place = order::Place::named(new.before_id, new.after_id).unwrap_or(order::Place::Last);
    let placed = order::put_new(&places(&siblings), place)?;
    milestone.position.clone_from(&placed.position);
    store::insert(cx, &milestone)?;
    let mut event = events::created(&milestone);
    for other in make_room(cx, &siblings, &placed)? {
        event = event.also(&other);
    }
    cx.emit(event)?;
    Ok(milestone)
}

/// Applies a merge patch to a milestone that [`open`] gave, and puts it where it is to stand.
///
/// # Errors
/// `Stale`; `Invalid`; `name_taken`.
pub fn update(
    cx: &mut Cx<'_, '_>,
    (_, before): &(ProjectAccess, Milestone),
    patch: &PatchMilestone,
    if_match: Option<i64>,
) -> Result<Milestone> {
    matching(before, if_match)?;
    let mut after = rules::patched(before, patch, cx.now())?;
    let siblings = store::of_project(cx, before.project_id)?;
    require_free_name(&siblings, &after)?;
    let placed = match order::Place::named(patch.before_id, patch.after_id) {
        Some(place) => order::put(&places(&siblings), before.id, place)?,
        None => None,
    };
    if let Some(placed) = &placed {
        after.position.clone_from(&placed.position);
    }
    if after == *before {
        return Ok(after);
    }
    after.version += 1;
    after.updated_at = cx.now();
    store::update(cx, &after)?;
    let mut event = events::changed(before, &after);
    for other in placed.map_or(Ok(Vec::new()), |placed| make_room(cx, &siblings, &placed))? {
        event = event.also(&other);
    }
    cx.emit(event)?;
    Ok(after)
}

/// Deletes a milestone that [`open`] gave, and takes it off all its tasks.
///
/// # Errors
/// `Stale`; `milestone_in_use` when more than 5,000 tasks have it.
pub fn delete(
    cx: &mut Cx<'_, '_>,
    (access, milestone): &(ProjectAccess, Milestone),
    if_match: Option<i64>,
) -> Result<()> {
    matching(milestone, if_match)?;
    take_off(cx, access, (Plan::Milestone, milestone.id), events::TAKEN_OFF, "milestone_in_use")?;
    store::delete(cx, milestone.id)?;
    cx.emit(events::deleted(milestone))
}

fn require_free_name(siblings: &[Milestone], milestone: &Milestone) -> Result<()> {
    let key = rules::key(&milestone.name);
    if siblings
        .iter()
        .any(|other| other.id != milestone.id && rules::key(&other.name) == key)
    {
        let text = "Another milestone of this project has this name. Choose another.";
        return Err(Error::conflict("name_taken", text));
    }
    Ok(())
}

fn places(milestones: &[Milestone]) -> Vec<(Uuid, &str)> {
    milestones.iter().map(|m| (m.id, m.position.as_str())).collect()
}

/// Gives others their new positions, where there was no room between two.
fn make_room(cx: &mut Cx<'_, '_>, siblings: &[Milestone], placed: &order::Placed) -> Result<Vec<Milestone>> {
    let mut moved = Vec::new();
    for milestone in siblings {
        let Some(position) = placed.others.get(&milestone.id) else {
            continue;
        };
        let after = Milestone {
            position: position.clone(),
            version: milestone.version + 1,
            updated_at: cx.now(),
            ..milestone.clone()
        };
        store::update(cx, &after)?;
        moved.push(after);
    }
    Ok(moved)
}
