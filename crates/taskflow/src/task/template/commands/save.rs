//! Templates that are made of what is there.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::keep;
use crate::base::{Actor, Error, Result, Stamp};
use crate::event::Cx;
use crate::project::{self, ProjectAccess};
use crate::task::TaskAccess;
use crate::task::field::{self, CustomField};
use crate::task::home::Home;
use crate::task::milestone::{self, Milestone, MilestoneState};
use crate::task::model::Task;
use crate::task::queries::speaker;
use crate::task::store as tasks;
use crate::task::template::model::{
    FieldPlan, MilestonePlan, NewTemplate, OptionPlan, ProjectPlan, SaveProject, SaveTask, Template,
    TemplatePlan,
};
use crate::task::template::rules::{self, Frame, MOST_TASKS};
use crate::task::template::store;

/// Makes a template of a task and what is below it in its project. Dates are counted from the day it was made.
///
/// # Errors
/// `template_too_large`; those of making templates.
pub fn save_task(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    home: Home,
    access: &TaskAccess,
    asked: &SaveTask,
) -> Result<Template> {
    let task = access.task();
    let mut ids = vec![task.id];
    if asked.subtasks.unwrap_or(true) {
        let below = tasks::descendants(cx, task.id)?.into_iter();
        let here = below.filter(|b| b.project_id == task.project_id && b.deleted_at.is_none());
        ids.extend(here.map(|branch| branch.id));
    }
    let shared = home.project_id().is_none();
    let milestones = milestone::of_project(cx, task.project_id)?;
    let projects = if shared { Vec::new() } else { vec![task.project_id] };
    let fields = field::in_sight(cx, task.workspace_id, &projects)?;
    let frame = Frame {
        day: made_on(cx, actor, task.created_at)?,
        statuses: HashMap::new(),
        milestones: if shared { HashMap::new() } else { open(&milestones) },
        fields: names(&fields),
    };
    let found = load(cx, &ids)?;
    let task_plan = rules::taken(&found, &frame).into_iter().next();
    let new = NewTemplate {
        id: asked.id,
        name: named(asked.name.as_deref(), &task.title),
        description: asked.description.clone(),
        task: Some(task_plan.ok_or(Error::NotFound("task"))?),
        project: None,
    };
    made(keep(cx, home, &new))
}

/// Makes a template for all projects of a project: its columns, fields, open milestones, templates and tasks. Dates are
/// counted from the day it starts, or else was made.
///
/// # Errors
/// `template_too_large`; those of making templates.
pub fn save_project(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    home: Home,
    access: &ProjectAccess,
    asked: &SaveProject,
) -> Result<Template> {
    let project = project::project(cx, access)?;
    let made_on = made_on(cx, actor, project.created_at)?;
    let day = project.start_on.unwrap_or(made_on);
    let statuses = project::statuses(cx, access)?;
    let milestones = milestone::of_project(cx, access.project_id())?;
    let fields = field::in_sight(cx, access.workspace_id(), &[access.project_id()])?;
    let ids = match asked.tasks.unwrap_or(true) {
        true => store::tasks(cx, access.project_id(), i64::try_from(MOST_TASKS + 1).unwrap_or(i64::MAX))?,
        false => Vec::new(),
    };
    let frame = Frame {
        day,
        statuses: statuses
            .iter()
            .filter(|status| status.category.is_open())
            .map(|status| (status.id, status.name.clone()))
            .collect(),
        milestones: open(&milestones),
        fields: names(&fields),
    };
    let days = |date: Option<Date>| rules::days_between(day, date.map(|date| date.to_string()).as_deref());
    let templates = store::of_projects(cx, &[access.project_id()], Uuid::nil(), rules::MOST_OF_A_PROJECT)?;
    let plan = ProjectPlan {
        description: project.description,
        icon: project.icon,
        colour: project.colour,
        visibility: Some(project.visibility),
        start_in: days(project.start_on),
        target_in: days(project.target_on),
        statuses: statuses
            .iter()
            .map(|status| project::StatusPlan {
                name: status.name.clone(),
                category: status.category,
                colour: Some(status.colour.clone()),
                wip_limit: status.wip_limit,
            })
            .collect(),
        custom_fields: fields
            .iter()
            .filter(|field| field.project_id.is_some() && field.archived_at.is_none())
            .map(field_plan)
            .collect(),
        milestones: milestones
            .iter()
            .filter(|milestone| milestone.state == MilestoneState::Open)
            .map(|milestone| MilestonePlan {
                name: milestone.name.clone(),
                description: milestone.description.clone(),
                target_in: rules::days_between(day, milestone.target_on.as_deref()),
            })
            .collect(),
        task_templates: templates
            .into_iter()
            .filter_map(|template| {
                Some(TemplatePlan {
                    name: template.name,
                    description: template.description,
                    task: template.task?,
                })
            })
            .collect(),
        tasks: rules::taken(&load(cx, &ids)?, &frame),
    };
    let new = NewTemplate {
        id: asked.id,
        name: named(asked.name.as_deref(), &project.name),
        description: asked.description.clone(),
        task: None,
        project: Some(plan),
    };
    made(keep(cx, home, &new))
}

/// The day on which something was made, where the actor is.
fn made_on(cx: &mut Cx<'_, '_>, actor: &Actor, at: Stamp) -> Result<Date> {
    Ok(speaker(cx, actor, at, None, None)?.now.date())
}

fn load(cx: &mut Cx<'_, '_>, ids: &[Uuid]) -> Result<Vec<Task>> {
    if ids.len() > MOST_TASKS {
        return Err(too_large());
    }
    let mut found = tasks::load_many(cx, ids)?;
    // Among siblings the order of the board says what comes first.
    found.sort_by(|a, b| (&a.position, a.id).cmp(&(&b.position, b.id)));
    Ok(found)
}

fn too_large() -> Error {
    Error::conflict("template_too_large", "A template makes at most 300 tasks, in 200 kB.")
}

/// What is there was checked when it was made: only together it may be too much.
fn made(result: Result<Template>) -> Result<Template> {
    let large = |pointer: &str| matches!(pointer, "/task" | "/project" | "/project/tasks");
    match result {
        Err(Error::Invalid(faults)) if faults.iter().any(|fault| large(&fault.pointer)) => Err(too_large()),
        other => other,
    }
}

/// A name of at most a hundred characters.
fn named(given: Option<&str>, else_from: &str) -> String {
    given.map_or_else(|| else_from.chars().take(100).collect(), str::to_owned)
}

fn open(milestones: &[Milestone]) -> HashMap<Uuid, String> {
    let open = milestones.iter().filter(|m| m.state == MilestoneState::Open);
    open.map(|milestone| (milestone.id, milestone.name.clone())).collect()
}

fn names(fields: &[CustomField]) -> Vec<String> {
    let taking = fields.iter().filter(|field| field.archived_at.is_none());
    taking.map(|field| field.id.to_string()).collect()
}

fn field_plan(field: &CustomField) -> FieldPlan {
    let option = |option: &field::FieldOption| OptionPlan {
        id: option.id,
        name: option.name.clone(),
        colour: Some(option.colour.clone()),
    };
    FieldPlan {
        id: field.id,
        name: field.name.clone(),
        kind: field.kind,
        required: field.required,
        options: field.options.iter().map(option).collect(),
    }
}
