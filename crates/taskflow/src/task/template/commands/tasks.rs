//! Tasks of a template.

use super::maker::{Maker, check_ids, moment};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::ProjectAccess;
use crate::task::commands::existing;
use crate::task::model::Task;
use crate::task::store as tasks;
use crate::task::template::model::{MadeTasks, TasksFromTemplate, TemplateKind};
use crate::task::template::{queries, rules};

/// Makes a task of a template, with all its subtasks, an entry each; all or none of them.
///
/// # Errors
/// `Invalid` (`unknown_template`, and with a pointer below `/task` what the changes are refused for); `id_taken`.
pub fn make_tasks(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    access: &ProjectAccess,
    asked: &TasksFromTemplate,
) -> Result<MadeTasks> {
    if let Some(id) = asked.ids.first()
        && let Some(task) = existing(cx, actor, access, *id)?
    {
        return known(cx, task);
    }
    let template = queries::to_use(cx, actor, access.workspace_id(), TemplateKind::Task, asked.template_id)?;
    let plan = template
        .task
        .ok_or_else(|| Error::internal("a template of tasks without one"))?;
    check_ids(cx, "/ids", &asked.ids, plan.count())?;
    let moment = moment(cx, actor, asked.on.as_deref(), asked.tz.as_deref())?;
    let mut maker = Maker::new(cx, actor, access, moment, &asked.ids)?;
    maker.make(cx, &plan, "/task", None, Some(&asked.task)).map_err(of_changes)?;
    let (mut made, left_out) = maker.finish(cx)?;
    if made.is_empty() {
        return Err(Error::internal("a template of tasks made none"));
    }
    let task = made.remove(0);
    Ok(MadeTasks { task, subtasks: made, left_out })
}

/// Only what a request says about the task can be wrong with it: the template was checked.
fn of_changes(error: Error) -> Error {
    match error {
        Error::Invalid(mut found) => {
            for fault in &mut found {
                fault.pointer = format!("/task{}", fault.pointer);
            }
            Error::Invalid(found)
        }
        other => other,
    }
}

/// What is there of an earlier answer.
fn known(cx: &mut Cx<'_, '_>, task: Task) -> Result<MadeTasks> {
    let below = tasks::descendants(cx, task.id)?.into_iter();
    let here = below.filter(|branch| branch.project_id == task.project_id && branch.deleted_at.is_none());
    let ids: Vec<_> = here.map(|branch| branch.id).take(rules::MOST_TASKS).collect();
    Ok(MadeTasks { subtasks: tasks::load_many(cx, &ids)?, task, left_out: Vec::new() })
}
