//! The next occurrence of a repeating task.

use uuid::Uuid;

use super::place;
use crate::base::{Error, Result};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::model::Task;
use crate::task::{rules, store};
use crate::{recurring, workspace};

/// Makes the occurrence that follows a task completed now, in the same transaction; `None` when it does not repeat
/// or its series ends. The caller takes the rule off the completed one, so that no second completion makes another.
pub fn follow(cx: &mut Cx<'_, '_>, project: &ProjectAccess, done: &Task) -> Result<Option<Task>> {
    let Some(recurrence) = &done.recurrence else {
        return Ok(None);
    };
    let rule = recurring::validate(&recurrence.rrule).map_err(|fault| Error::internal(fault.message))?;
    let due = done
        .due
        .as_ref()
        .and_then(rules::as_rule_due)
        .ok_or_else(|| Error::internal("a repeating task without a due date"))?;
    let timezone = workspace::timezone_of(cx, done.workspace_id)?;
    let Some(next) = recurring::next(&rule, recurrence.mode, &due, cx.now(), &timezone)? else {
        return Ok(None);
    };
    let fresh = rules::blank(cx.new_id(), done.workspace_id, project.project_id(), done.creator_id, cx.now());
    let mut task = rules::carry(done, &next, fresh);
    let column = place::default_column(cx, task.project_id)?;
    task.position = place::place(cx, column.id, &place::Spot::Bottom, task.id)?;
    task.status_id = column.id;
    task.status_category = column.category;
    task.number = project::take_number(cx, project)?;
    task.key = format!("{}-{}", project::project_key(cx, task.project_id)?, task.number);
    store::insert(cx, &task)?;
    Ok(Some(task))
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
