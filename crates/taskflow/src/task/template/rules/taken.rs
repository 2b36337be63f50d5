//! Templates that are taken off tasks that are there.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::days_between;
use crate::task::model::{Recurrence, Task};
use crate::task::template::model::{DueIn, TaskPlan};

/// What tasks are seen in when they become a template.
#[derive(Debug)]
pub struct Frame {
    /// Dates are counted from it.
    pub day: Date,
    /// The names of open statuses; a task in another one begins where new tasks do.
    pub statuses: HashMap<Uuid, String>,
    pub milestones: HashMap<Uuid, String>,
    /// Names of the fields whose values go with it.
    pub fields: Vec<String>,
}

/// These tasks as plans: each below the one above it, if that is among them. They stand in the order given.
pub fn taken(tasks: &[Task], frame: &Frame) -> Vec<TaskPlan> {
    let ids: HashMap<Uuid, ()> = tasks.iter().map(|task| (task.id, ())).collect();
    let mut below: HashMap<Option<Uuid>, Vec<&Task>> = HashMap::new();
    for task in tasks {
        below
            .entry(task.parent_id.filter(|parent| ids.contains_key(parent)))
            .or_default()
            .push(task);
    }
    plans(&below, None, frame)
}

fn plans(below: &HashMap<Option<Uuid>, Vec<&Task>>, above: Option<Uuid>, frame: &Frame) -> Vec<TaskPlan> {
    let tasks = below.get(&above).into_iter().flatten();
    tasks
        .map(|task| TaskPlan { subtasks: plans(below, Some(task.id), frame), ..plan(task, frame) })
        .collect()
}

fn plan(task: &Task, frame: &Frame) -> TaskPlan {
    let due_in = task.due.as_ref().and_then(|due| {
        Some(DueIn {
            days: days_between(frame.day, Some(&due.date))?,
            time: due.time.clone(),
            timezone: due.timezone.clone(),
        })
    });
    let values = task.custom_fields.iter().filter(|(name, _)| frame.fields.contains(name));
    TaskPlan {
        title: task.title.clone(),
        description: task.description.clone(),
        status: frame.statuses.get(&task.status_id).cloned(),
        priority: task.priority,
        assignee_ids: task.assignee_ids.clone(),
        tag_ids: task.tag_ids.clone(),
        estimate: task.estimate,
        start_in: days_between(frame.day, task.start_on.as_deref()),
        due_in,
        recurrence: task
            .recurrence
            .as_ref()
            .map(|was| Recurrence { missed: was.missed, ..Recurrence::new(was.rrule.clone(), was.mode) }),
        custom_fields: values.map(|(name, value)| (name.clone(), value.clone())).collect(),
        milestone: task.milestone_id.and_then(|id| frame.milestones.get(&id).cloned()),
        subtasks: Vec::new(),
    }
}
