//! The next occurrence of a repeating task: when this one is completed, or left out.

use uuid::Uuid;

use super::effects::change;
use super::references::References;
use super::{place, series};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::recurring::{self, Mode};
use crate::task::model::Task;
use crate::task::{TaskAccess, cycle, events, milestone, rules, store};
use crate::workspace;

/// When a task would be due next if it were completed now.
fn upcoming(cx: &mut Cx<'_, '_>, task: &Task) -> Result<Option<recurring::Next>> {
    let Some((mode, (rule, due))) = task.recurrence.as_ref().map(|rule| rule.mode).zip(rules::rule_of(task)?)
    else {
        return Ok(None);
    };
    let timezone = workspace::timezone_of(cx, task.workspace_id)?;
    recurring::next(&rule, mode, &due, cx.now(), &timezone)
}

/// The task as its series would have it: without what was changed of it alone, as far as that is still there.
///
/// # Errors
/// Those of the database.
pub fn pattern(cx: &mut Cx<'_, '_>, task: &Task) -> Result<Task> {
    let mut pattern = rules::pattern(task)?;
    if pattern.tag_ids != task.tag_ids {
        let known = store::known_tags(cx, task.workspace_id, &pattern.tag_ids)?;
        pattern.tag_ids.retain(|tag| known.contains(tag));
    }
    if pattern.assignee_ids != task.assignee_ids {
        let able = project::roles_of(cx, task.project_id, &pattern.assignee_ids)?;
        pattern.assignee_ids.retain(|person| able.contains_key(person));
    }
    if pattern.custom_fields != task.custom_fields {
        let home = (task.workspace_id, task.project_id);
        let actor = Actor::absent(task.creator_id);
        let values = std::mem::take(&mut pattern.custom_fields);
        (pattern.custom_fields, _) = References::new(&actor).fitting_values(cx, home, values)?;
    }
    if let Some(parent) = pattern.parent_id.filter(|parent| Some(*parent) != task.parent_id) {
        let above = store::find(cx, parent)?.filter(|above| !above.is_trashed());
        pattern.parent_id = above.map_or(task.parent_id, |above| Some(above.id));
    }
    Ok(pattern)
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
    let mut after = pattern(cx, before)?;
    let next = upcoming(cx, &after)?.ok_or_else(|| {
        Error::conflict("series_ended", "This is the last occurrence: complete or cancel it instead.")
    })?;
    let pattern = after.clone();
    rules::put_off(&pattern, &next, &mut after);
    change(cx, events::SKIPPED, access.project(), before, after)
}

/// The occurrence that follows a task completed now; `None` when it does not repeat or its series ends. The caller takes
/// the rule off the completed one, so that no second completion makes another, and [`put`]s this one into its column.
pub fn follow(cx: &mut Cx<'_, '_>, project: &ProjectAccess, done: &Task) -> Result<Option<Task>> {
    // By the calendar it comes when its date does.
    if done.recurrence.as_ref().is_none_or(|rule| rule.mode == Mode::Calendar) {
        return Ok(None);
    }
    let done = &pattern(cx, done)?;
    match upcoming(cx, done)? {
        Some(next) => made(cx, project, done, &next).map(Some),
        None => Ok(None),
    }
}

/// The next occurrence after one, not yet written.
///
/// # Errors
/// Those of the database; `no_status`.
pub fn made(
    cx: &mut Cx<'_, '_>,
    project: &ProjectAccess,
    done: &Task,
    next: &recurring::Next,
) -> Result<Task> {
    let fresh = rules::blank(cx.new_id(), done.workspace_id, project.project_id(), done.creator_id, cx.now());
    let mut task = rules::carry(done, next, fresh);
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
    Ok(task)
}

/// Makes an occurrence, last in its column: once everything else that goes there now is written, or two would get the
/// same place.
pub fn put(cx: &mut Cx<'_, '_>, next: Task) -> Result<Task> {
    let position = place::place(cx, next.status_id, &place::Spot::Bottom, next.id)?;
    let next = Task { position, ..next };
    store::insert(cx, &next)?;
    series::wind(cx, None, &next)?;
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
