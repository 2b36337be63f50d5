//! The next occurrence of a repeating task: when this one is completed, or left out.

use uuid::Uuid;

use super::effects::change;
use super::place;
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::model::Task;
use crate::task::{TaskAccess, cycle, events, milestone, rules, store};
use crate::{recurring, workspace};

/// When a task would be due next if it were completed now.
fn upcoming(cx: &mut Cx<'_, '_>, task: &Task) -> Result<Option<recurring::Next>> {
    let Some(recurrence) = &task.recurrence else {
        return Ok(None);
    };
    let rule = recurring::validate(&recurrence.rrule).map_err(|fault| Error::internal(fault.message))?;
    let due = task
        .due
        .as_ref()
        .and_then(rules::as_rule_due)
        .ok_or_else(|| Error::internal("a repeating task without a due date"))?;
    let timezone = workspace::timezone_of(cx, task.workspace_id)?;
    recurring::next(&rule, recurrence.mode, &due, cx.now(), &timezone)
}

/// Leaves out the open occurrence: the task moves on to the date that completing it would have given the next one.
///
/// # Errors
/// `not_recurring`, `task_closed`, `series_ended`.
pub fn skip(cx: &mut Cx<'_, '_>, access: &TaskAccess) -> Result<Task> {
    let before = access.task();
    if before.recurrence.is_none() {
        return Err(Error::conflict("not_recurring", "The task does not repeat."));
    }
    if !before.status_category.is_open() {
        let detail = "The task is done or cancelled: only an open occurrence can be left out.";
        return Err(Error::conflict("task_closed", detail));
    }
    let next = upcoming(cx, before)?.ok_or_else(|| {
        Error::conflict("series_ended", "This is the last occurrence: complete or cancel it instead.")
    })?;
    let mut after = before.clone();
    rules::put_off(before, &next, &mut after);
    change(cx, events::SKIPPED, access.project(), before, after)
}

/// The occurrence that follows a task completed now; `None` when it does not repeat or its series ends. The caller takes
/// the rule off the completed one, so that no second completion makes another, and [`put`]s this one into its column.
pub fn follow(cx: &mut Cx<'_, '_>, project: &ProjectAccess, done: &Task) -> Result<Option<Task>> {
    let Some(next) = upcoming(cx, done)? else {
        return Ok(None);
    };
    let fresh = rules::blank(cx.new_id(), done.workspace_id, project.project_id(), done.creator_id, cx.now());
    let mut task = rules::carry(done, &next, fresh);
    if let Some(id) = task.milestone_id
        && !milestone::hold(cx, task.project_id, id)?
    {
        task.milestone_id = None;
    }
    // It stays in the cycle as long as its day does.
    if let Some(id) = task.cycle_id {
        let held = cycle::hold(cx, task.project_id, id)?;
        let stays = held.zip(task.due.as_ref()).is_some_and(|(cycle, due)| cycle.takes(&due.date));
        task.cycle_id = stays.then_some(id);
        task.cycle_since = task.cycle_id.map(|_| cx.now());
    }
    let column = place::default_column(cx, task.project_id)?;
    task.status_id = column.id;
    task.status_category = column.category;
    (task.number, task.key) = project::take_key(cx, project)?;
    Ok(Some(task))
}

/// Makes an occurrence, last in its column: once everything else that goes there now is written, or two would get the
/// same place.
pub fn put(cx: &mut Cx<'_, '_>, next: Task) -> Result<Task> {
    let position = place::place(cx, next.status_id, &place::Spot::Bottom, next.id)?;
    let next = Task { position, ..next };
    store::insert(cx, &next)?;
    Ok(next)
}

/// Who is to watch the next occurrence: who does or watched the completed one, as far as they may see it.
pub fn audience(cx: &mut Cx<'_, '_>, next: &Task, done: Uuid) -> Result<Vec<Uuid>> {
    let mut people = store::watching(cx, done)?;
    people.extend(&next.assignee_ids);
    people.sort_unstable();
    people.dedup();
    let able = project::roles_of(cx, next.project_id, &people)?;
    people.retain(|person| able.contains_key(person));
    Ok(people)
}
