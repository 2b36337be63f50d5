//! A new task.

use uuid::Uuid;

use super::effects::count_on_parents;
use super::place::{self, Spot};
use super::references::References;
use super::series;
use crate::base::error::Faults;
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::model::{Edge, NewTask, Task};
use crate::task::{events, rules, store, watcher};
use crate::workspace::Action;

/// Creates a task. The same id again by the same person answers the task that is there.
///
/// # Errors
/// `Invalid` with all that is wrong; `id_taken`.
pub fn create(cx: &mut Cx<'_, '_>, actor: &Actor, project: &ProjectAccess, new: &NewTask) -> Result<Task> {
    create_among(cx, &mut References::new(actor), project, new)
}

/// As [`create`], as one of several tasks of a command that refer to much the same.
///
/// # Errors
/// As [`create`].
pub fn create_among(
    cx: &mut Cx<'_, '_>,
    references: &mut References<'_>,
    project: &ProjectAccess,
    new: &NewTask,
) -> Result<Task> {
    if let Some(id) = new.id
        && let Some(task) = existing(cx, references.actor(), project, id)?
    {
        return Ok(task);
    }
    let id = new.id.unwrap_or_else(|| cx.new_id());
    let blank = rules::blank(id, project.workspace_id(), project.project_id(), project.user_id(), cx.now());
    let mut faults = Faults::default();
    let patch = new.as_patch();
    let mut task = rules::apply(&mut faults, &blank, &patch);
    let column = match new.status_id {
        Some(status) => {
            let column = project::hold_status(cx, task.project_id, status)?;
            faults.require(
                column.is_some(),
                "/status_id",
                "unknown_status",
                "The project has no such status.",
            );
            column
        }
        None => Some(place::default_column(cx, task.project_id)?),
    };
    references.put_values(cx, &mut faults, &patch.custom_fields, &mut task)?;
    references.check(cx, &mut faults, None, &task)?;
    faults.check()?;
    let column = column.ok_or_else(|| Error::internal("no column after all checks"))?;
    let spot = match new.position.unwrap_or_default() {
        Edge::Top => Spot::Top,
        Edge::Bottom => Spot::Bottom,
    };
    let key = project::ask_key(cx, project);
    task.position = place::place(cx, column.id, &spot, id)?;
    task.status_id = column.id;
    task.status_category = column.category;
    task.completed_at = task.is_done().then(|| cx.now());
    task.cycle_since = task.cycle_id.map(|_| cx.now());
    (task.number, task.key) = project::asked_key(cx, key)?;
    store::insert(cx, &task)?;
    series::wind(cx, None, &task)?;
    let now = cx.now();
    let parents = count_on_parents(cx, &rules::count_changes(None, Some(&task)), now)?;
    let mut watching = vec![task.creator_id];
    watching.extend(&task.assignee_ids);
    let watchers = watcher::ensure(cx, &task, &watching)?;
    let entry = events::created(&task, &parents);
    cx.emit(watchers.iter().fold(entry, |entry, watcher| entry.also(watcher)))?;
    Ok(task)
}

/// The task that has this id already, if the creator asks for it again.
pub fn existing(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    project: &ProjectAccess,
    id: Uuid,
) -> Result<Option<Task>> {
    let Some(task) = store::find(cx, id)? else {
        return Ok(None);
    };
    let own = task.creator_id == project.user_id() && task.workspace_id == project.workspace_id();
    if own && project::open(cx, actor, task.project_id, Action::ViewProject).is_ok() {
        return Ok(Some(task));
    }
    Err(Error::id_taken())
}
