//! What may be asked of the past, and the filters of lists asked in memory.

use serde_json::{Value, json};

use crate::base::{Error, Result};
use crate::task::filter::{self, Condition, Subject};
use crate::task::model::{Mine, Task, TaskQuery};
use crate::task::store::Filter;

/// Refuses what only the present can answer.
///
/// # Errors
/// `Invalid` with `not_as_of`.
pub fn refuse(query: &TaskQuery) -> Result<()> {
    let named = [
        ("?sort", query.sort.is_some()),
        ("?group", query.group.is_some()),
        ("?include", query.include.is_some()),
        ("?mine", query.mine == Some(Mine::Watching)),
    ];
    match named.iter().find(|(_, given)| *given) {
        Some((pointer, _)) => Err(no_answer(pointer)),
        None => Ok(()),
    }
}

/// Refuses a filter that asks whether tasks were blocked: that hangs on other tasks.
///
/// # Errors
/// `Invalid` with `not_as_of`.
pub fn refuse_blocked(condition: &Condition) -> Result<()> {
    if condition.asks_whether_blocked() {
        Err(no_answer("?filter"))
    } else {
        Ok(())
    }
}

fn no_answer(pointer: &str) -> Error {
    let message = "A list as of a moment cannot tell this. It goes by the tasks' ids, in pages.";
    Error::invalid(pointer, "not_as_of", message)
}

/// Whether a task is what a list's filter asks for.
pub fn holds(filter: &Filter, task: &Task) -> bool {
    match filter {
        Filter::Category(names) => names.iter().any(|name| name == task.status_category.name()),
        Filter::Status(ids) => ids.contains(&task.status_id),
        Filter::Assignee(ids) => task.assignee_ids.iter().any(|id| ids.contains(id)),
        Filter::Unassigned => task.assignee_ids.is_empty(),
        Filter::Tag(ids) => task.tag_ids.iter().any(|id| ids.contains(id)),
        Filter::Priority(ranks) => ranks.contains(&task.priority.rank()),
        Filter::Parent(id) => task.parent_id == Some(*id),
        Filter::TopLevel => task.parent_id.is_none(),
        Filter::Series(id) => task.series_id == Some(*id),
        Filter::Milestone(ids) => task.milestone_id.is_some_and(|id| ids.contains(&id)),
        Filter::NoMilestone => task.milestone_id.is_none(),
        Filter::Cycle(ids) => task.cycle_id.is_some_and(|id| ids.contains(&id)),
        Filter::NoCycle => task.cycle_id.is_none(),
        Filter::DueBefore(day) => task.due.as_ref().is_some_and(|due| due.date < *day),
        Filter::DueAfter(day) => task.due.as_ref().is_some_and(|due| due.date > *day),
        Filter::Completed(wanted) => task.completed_at.is_some() == *wanted,
        Filter::Archived(wanted) => task.archived_at.is_some() == *wanted,
        Filter::Trashed(wanted) => task.is_trashed() == *wanted,
        Filter::UpdatedSince(at) => task.updated_at.0 >= *at,
        Filter::Mine(Mine::Assigned, user) => task.assignee_ids.contains(user),
        Filter::Mine(Mine::Created, user) => task.creator_id == *user,
        Filter::Language(condition) => filter::matches(condition, &Subject { task, blocked: false }),
        // Nobody comes here with them: see `refuse`.
        Filter::Mine(Mine::Watching, _) | Filter::DueIn(_) | Filter::DueUntil(_) | Filter::NotDueAfter(_) => {
            false
        }
    }
}

/// Gives an image of an earlier server the fields that came later.
pub fn complete(image: &mut Value) {
    let Value::Object(image) = image else { return };
    for (name, empty) in [("tracked_seconds", json!(0)), ("custom_fields", json!({})), ("tag_ids", json!([]))]
    {
        image.entry(name).or_insert(empty);
    }
}
