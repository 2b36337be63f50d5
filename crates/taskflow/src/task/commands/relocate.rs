//! Moving a task: within its column, to another one, into another project.

use uuid::Uuid;

use super::columns::Columns;
use super::effects::{change, change_all};
use super::place::{self, Spot};
use super::references::References;
use crate::base::{Actor, Error, Result};
use crate::event::{self, Cx};
use crate::project::{self, ProjectAccess, Status};
use crate::task::model::{MoveTask, Task};
use crate::task::store::{self, Place};
use crate::task::{TaskAccess, events};
use crate::workspace::{self, Action};

/// Moves a task. Two people who move into one gap both succeed.
///
/// # Errors
/// `NotFound` for a project the actor may not see; `Invalid` for a status or neighbour that was never there.
pub fn relocate(cx: &mut Cx<'_, '_>, actor: &Actor, access: &TaskAccess, to: &MoveTask) -> Result<Task> {
    let before = access.task();
    match to.project_id.filter(|project| *project != before.project_id) {
        Some(project) => {
            let target = project::open(cx, actor, project, Action::EditTasks)?.not_archived()?;
            if target.workspace_id() != before.workspace_id {
                let message = "A task stays in its workspace.";
                return Err(Error::invalid("/project_id", "other_workspace", message));
            }
            into_project(cx, actor, access, &target, to)
        }
        None => within_project(cx, access, to),
    }
}

fn within_project(cx: &mut Cx<'_, '_>, access: &TaskAccess, to: &MoveTask) -> Result<Task> {
    let before = access.task();
    let status = to.status_id.unwrap_or(before.status_id);
    let column = column(cx, before.project_id, status)?;
    let spot = spot(cx, before, column.id, to)?;
    let stays = column.id == before.status_id;
    let spot = match spot {
        None if stays => return Ok(before.clone()),
        Some(spot) if stays && is_there(cx, before, &spot)? => return Ok(before.clone()),
        spot => spot.unwrap_or(Spot::Bottom),
    };
    let after = Task {
        position: place::place(cx, column.id, &spot, before.id)?,
        status_id: column.id,
        status_category: column.category,
        ..before.clone()
    };
    change(cx, events::MOVED, access.project(), before, after)
}

fn column(cx: &mut Cx<'_, '_>, project: Uuid, status: Uuid) -> Result<Status> {
    project::hold_status(cx, project, status)?
        .ok_or_else(|| Error::invalid("/status_id", "unknown_status", "The project has no such status."))
}

/// The spot that the neighbours tell: right after the one, else right before the other. Whatever lies between them
/// by now, that is in the gap that was meant.
fn spot(cx: &mut Cx<'_, '_>, task: &Task, column: Uuid, to: &MoveTask) -> Result<Option<Spot>> {
    let after = neighbour(cx, task, column, to.after_id, "/after_id")?;
    let before = neighbour(cx, task, column, to.before_id, "/before_id")?;
    Ok(after.map(Spot::After).or(before.map(Spot::Before)))
}

/// A neighbour's place. `None` for one that went elsewhere since the caller saw it, also when it is gone for good:
/// then the log still knows it.
fn neighbour(
    cx: &mut Cx<'_, '_>,
    task: &Task,
    column: Uuid,
    id: Option<Uuid>,
    pointer: &str,
) -> Result<Option<Place>> {
    let Some(id) = id.filter(|id| *id != task.id) else {
        return Ok(None);
    };
    match store::place_of(cx, id)? {
        Some((workspace, status, place)) if workspace == task.workspace_id => {
            Ok((status == column).then_some(place))
        }
        found => {
            let gone =
                found.is_none() && !event::activity(cx, task.workspace_id, id, i64::MAX, 1)?.is_empty();
            if gone {
                return Ok(None);
            }
            let message = "There is no such task, or you may not see it.";
            Err(Error::invalid(pointer, "unknown_task", message))
        }
    }
}

/// Whether the task is at the spot of its own column already.
fn is_there(cx: &mut Cx<'_, '_>, task: &Task, spot: &Spot) -> Result<bool> {
    let own = (task.position.clone(), task.id);
    let (wanted, found) = match spot {
        Spot::After(low) => (low, store::below(cx, task.status_id, Some(&own), task.id, 1)?.pop()),
        Spot::Before(high) => (high, store::above(cx, task.status_id, Some(&own), task.id, 1)?.pop()),
        Spot::Top | Spot::Bottom => return Ok(false),
    };
    Ok(found.as_ref() == Some(wanted))
}

/// Into another project: new numbers and keys, for the subtasks as well that are in the same project.
fn into_project(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &TaskAccess,
    target: &ProjectAccess,
    to: &MoveTask,
) -> Result<Task> {
    let before = access.task();
    workspace::lock(cx, before.workspace_id)?;
    let (mut columns, mut references) = (Columns::default(), References::new(actor));
    let status = match to.status_id {
        Some(status) => column(cx, target.project_id(), status)?,
        None => columns.like(cx, access.project(), before.status_id, target)?,
    };
    let spot = spot(cx, before, status.id, to)?.unwrap_or(Spot::Bottom);
    let position = place::place(cx, status.id, &spot, before.id)?;
    columns.taken(cx, status.id, &position, before.id)?;
    let moved = moved(cx, &mut references, target, before, &status, position)?;
    let mut changes = vec![(before.clone(), moved)];
    let below = store::descendants(cx, before.id)?;
    let along: Vec<Uuid> = below
        .iter()
        .filter(|branch| branch.project_id == before.project_id)
        .map(|branch| branch.id)
        .collect();
    for task in store::lock_many(cx, &along)? {
        let moved = moved_along(cx, &mut columns, &mut references, (access.project(), target), &task)?;
        changes.push((task, moved));
    }
    change_all(cx, events::MOVED, target, changes)
}

/// A task that comes along with the one that is moved: to the end of a column like its own.
pub fn moved_along(
    cx: &mut Cx<'_, '_>,
    columns: &mut Columns,
    references: &mut References<'_>,
    (from, to): (&ProjectAccess, &ProjectAccess),
    task: &Task,
) -> Result<Task> {
    let status = columns.like(cx, from, task.status_id, to)?;
    let position = columns.end(cx, status.id, task.id)?;
    moved(cx, references, to, task, &status, position)
}

/// The task in another project, without milestone and cycle. Assignees who cannot see it there are taken off, and values of
/// custom fields that tasks do not have there.
pub fn moved(
    cx: &mut Cx<'_, '_>,
    references: &mut References<'_>,
    target: &ProjectAccess,
    task: &Task,
    status: &Status,
    position: String,
) -> Result<Task> {
    let (number, key) = project::take_key(cx, target)?;
    let able = references.able(cx, target.project_id(), &task.assignee_ids)?;
    let mut after = Task {
        project_id: target.project_id(),
        number,
        key,
        status_id: status.id,
        status_category: status.category,
        position,
        // They belong to the project that is left.
        milestone_id: None,
        cycle_id: None,
        ..task.clone()
    };
    after.assignee_ids.retain(|person| able.contains(person));
    after.custom_fields = references.kept_values(cx, task, target.project_id())?;
    Ok(after)
}
