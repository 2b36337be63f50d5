//! Asks a filter of a task in memory: the same answers as the SQL gives.

use std::cmp::Ordering;

use serde_json::Value;
use uuid::Uuid;

use super::condition::{Condition, DateField, Flag, IdField, InstantField, TextField, Wanted};
use super::field::Compare;
use crate::base::Stamp;
use crate::task::model::Task;

/// A task, and what a filter may ask that is not part of it.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    pub task: &'a Task,
    /// Whether an open task that is not in the trash blocks it.
    pub blocked: bool,
}

/// Whether the task is what the condition asks for.
pub fn matches(condition: &Condition, subject: &Subject<'_>) -> bool {
    let task = subject.task;
    match condition {
        Condition::All(all) => all.iter().all(|condition| matches(condition, subject)),
        Condition::Any(any) => any.iter().any(|condition| matches(condition, subject)),
        Condition::Not(condition) => !matches(condition, subject),
        Condition::Is(flag) => is(*flag, subject),
        Condition::Among(field, ids) => ids_of(*field, task).iter().any(|id| ids.contains(id)),
        Condition::Without(field) => ids_of(*field, task).is_empty(),
        Condition::Category(wanted) => wanted.contains(&task.status_category),
        Condition::Priority(wanted) => wanted.contains(&task.priority),
        Condition::Date(field, compare, day) => {
            date_of(*field, task).is_some_and(|date| holds(*compare, date.cmp(day)))
        }
        Condition::NoDate(field) => date_of(*field, task).is_none(),
        Condition::DueBefore { at, day } => due_before(task, *at, day),
        Condition::Instant(field, from, to) => instant_of(*field, task)
            .is_some_and(|at| from.is_none_or(|from| at >= from) && to.is_none_or(|to| at < to)),
        Condition::NoInstant(field) => instant_of(*field, task).is_none(),
        Condition::Estimate(compare, number) => task
            .estimate
            .and_then(|estimate| estimate.partial_cmp(number))
            .is_some_and(|order| holds(*compare, order)),
        Condition::NoEstimate => task.estimate.is_none(),
        Condition::Title(title) => task.title.to_ascii_lowercase() == *title,
        Condition::Contains(field, words) => {
            let has = |text: &str| text.to_ascii_lowercase().contains(words);
            has(&task.title) || (*field == TextField::Text && has(&task.description))
        }
        Condition::Number(compare, number) => holds(*compare, task.number.cmp(number)),
        Condition::Custom(field, wanted) => custom(task.custom_fields.get(&field.to_string()), wanted),
    }
}

fn custom(value: Option<&Value>, wanted: &Wanted) -> bool {
    let Some(value) = value else {
        return *wanted == Wanted::Nothing;
    };
    let text = value.as_str();
    match wanted {
        Wanted::Nothing => false,
        Wanted::Number(compare, number) => value
            .as_f64()
            .and_then(|value| value.partial_cmp(number))
            .is_some_and(|order| holds(*compare, order)),
        Wanted::Date(compare, day) => text.is_some_and(|date| holds(*compare, date.cmp(day.as_str()))),
        Wanted::Text(words) => text.is_some_and(|text| text.to_ascii_lowercase() == *words),
        Wanted::Contains(words) => text.is_some_and(|text| text.to_ascii_lowercase().contains(words)),
        Wanted::Among(ids) => {
            let among = |value: &Value| {
                let id = value.as_str().and_then(|text| text.parse().ok());
                id.is_some_and(|id| ids.contains(&id))
            };
            value.as_array().map_or_else(|| among(value), |all| all.iter().any(among))
        }
    }
}

fn is(flag: Flag, subject: &Subject<'_>) -> bool {
    let task = subject.task;
    match flag {
        Flag::Open => task.status_category.is_open(),
        Flag::Done => task.is_done(),
        Flag::Overdue { at, day } => task.status_category.is_open() && due_before(task, at, &day.to_string()),
        Flag::Blocked => subject.blocked,
        Flag::Recurring => task.recurrence.is_some(),
        Flag::Subtask => task.parent_id.is_some(),
        Flag::Trashed => task.is_trashed(),
        Flag::Archived => task.archived_at.is_some(),
    }
}

fn due_before(task: &Task, at: Stamp, day: &str) -> bool {
    match (task.due_at, &task.due) {
        (Some(due), _) => due < at,
        (None, Some(due)) => due.date.as_str() < day,
        (None, None) => false,
    }
}

fn holds(compare: Compare, order: Ordering) -> bool {
    match compare {
        Compare::Less => order.is_lt(),
        Compare::AtMost => order.is_le(),
        Compare::More => order.is_gt(),
        Compare::AtLeast => order.is_ge(),
        _ => order.is_eq(),
    }
}

fn ids_of(field: IdField, task: &Task) -> Vec<Uuid> {
    match field {
        IdField::Task => vec![task.id],
        IdField::Project => vec![task.project_id],
        IdField::Status => vec![task.status_id],
        IdField::Assignee => task.assignee_ids.clone(),
        IdField::Creator => vec![task.creator_id],
        IdField::Tag => task.tag_ids.clone(),
        IdField::Parent => task.parent_id.into_iter().collect(),
        IdField::Milestone => task.milestone_id.into_iter().collect(),
        IdField::Cycle => task.cycle_id.into_iter().collect(),
    }
}

fn date_of(field: DateField, task: &Task) -> Option<&str> {
    match field {
        DateField::Due => task.due.as_ref().map(|due| due.date.as_str()),
        DateField::Start => task.start_on.as_deref(),
    }
}

fn instant_of(field: InstantField, task: &Task) -> Option<Stamp> {
    match field {
        InstantField::Created => Some(task.created_at),
        InstantField::Updated => Some(task.updated_at),
        InstantField::Completed => task.completed_at,
    }
}
