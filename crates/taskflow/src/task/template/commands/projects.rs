//! A project of a template.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::maker::{Maker, check_ids, moment};
use crate::base::{Actor, Error, Result};
use crate::event::Cx;
use crate::project::{self, Begun, NewProject, ProjectAccess};
use crate::task::field::{self, NewField, NewOption};
use crate::task::home::Home;
use crate::task::milestone::{self, NewMilestone};
use crate::task::template::model::{
    FieldPlan, MadeProject, ProjectFromTemplate, ProjectPlan, TaskPlan, TemplateKind,
};
use crate::task::template::queries;
use crate::task::template::rules::later;
use crate::workspace::{Action, Membership};

/// Makes a project of a template, with all that is in it, an entry for each thing; all or nothing.
///
/// # Errors
/// `Invalid` (`unknown_template`); what making projects is refused for.
pub fn make_project(
    cx: &mut Cx<'_, '_>,
    actor: &Actor,
    member: &Membership,
    asked: &ProjectFromTemplate,
) -> Result<MadeProject> {
    let workspace = member.workspace_id();
    let template = queries::to_use(cx, actor, workspace, TemplateKind::Project, asked.template_id)?;
    let mut plan = template
        .project
        .ok_or_else(|| Error::internal("a template of projects without one"))?;
    let on = asked.on.as_deref().or(asked.project.start_on.as_deref());
    let (day, timezone) = moment(cx, actor, on, asked.tz.as_deref())?;
    let new = filled(&asked.project, &plan, day);
    let project = match project::begin(cx, actor, member, &new, &plan.statuses).map_err(of_project)? {
        Begun::Known(project) => return Ok(MadeProject { project, tasks: 0, left_out: Vec::new() }),
        Begun::New(project) => project,
    };
    check_ids(cx, "/task_ids", &asked.task_ids, plan.tasks.iter().map(TaskPlan::count).sum())?;
    let access = project::open(cx, actor, project.id, Action::ManageProject)?;
    let ids = fields(cx, &access, &plan.custom_fields)?;
    for milestone in &plan.milestones {
        let new = NewMilestone {
            name: milestone.name.clone(),
            description: Some(milestone.description.clone()),
            target_on: milestone.target_in.and_then(|days| later(day, days)),
            ..NewMilestone::default()
        };
        milestone::create(cx, &access, &new)?;
    }
    let mut maker = Maker::new(cx, actor, &access, (day, timezone), &asked.task_ids)?;
    for (place, template) in plan.task_templates.iter_mut().enumerate() {
        template.task.visit("", &mut |_, task| rename(&mut task.custom_fields, &ids));
        maker.template(cx, template, &format!("/project/task_templates/{place}"))?;
    }
    for (place, task) in plan.tasks.iter_mut().enumerate() {
        task.visit("", &mut |_, task| rename(&mut task.custom_fields, &ids));
        maker.make(cx, task, &format!("/project/tasks/{place}"), None, None)?;
    }
    Ok(MadeProject { project, tasks: maker.count(), left_out: maker.into_left_out() })
}

/// What a request says about the project is below `/project`.
fn of_project(error: Error) -> Error {
    match error {
        Error::Invalid(mut found) => {
            for fault in &mut found {
                fault.pointer = format!("/project{}", fault.pointer);
            }
            Error::Invalid(found)
        }
        other => other,
    }
}

/// What was asked for, and what the template says where nothing was.
fn filled(asked: &NewProject, plan: &ProjectPlan, day: Date) -> NewProject {
    let date = |given: &Option<String>, days: Option<i32>| {
        given.clone().or_else(|| days.and_then(|days| later(day, days)))
    };
    let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    NewProject {
        description: asked.description.clone().or_else(|| some(&plan.description)),
        icon: asked.icon.clone().or_else(|| plan.icon.clone()),
        colour: asked.colour.clone().or_else(|| plan.colour.clone()),
        visibility: asked.visibility.or(plan.visibility),
        start_on: date(&asked.start_on, plan.start_in),
        target_on: date(&asked.target_on, plan.target_in),
        ..asked.clone()
    }
}

/// Makes the fields, and answers which ids the template's fields and options have become.
fn fields(
    cx: &mut Cx<'_, '_>,
    access: &ProjectAccess,
    plans: &[FieldPlan],
) -> Result<HashMap<String, String>> {
    let mut ids = HashMap::new();
    for plan in plans {
        let option = |(name, colour): (&String, &Option<String>)| NewOption {
            id: None,
            name: name.clone(),
            colour: colour.clone(),
        };
        let options = plan.options.iter().map(|o| option((&o.name, &o.colour))).collect();
        let new = NewField {
            id: None,
            name: plan.name.clone(),
            kind: plan.kind,
            required: plan.required,
            options,
            after_id: None,
        };
        let made = field::create(cx, Home::from(access), &new)?;
        ids.insert(plan.id.to_string(), made.id.to_string());
        let options = plan.options.iter().zip(&made.options);
        ids.extend(options.map(|(plan, made)| (plan.id.to_string(), made.id.to_string())));
    }
    Ok(ids)
}

/// Names of fields and options as they were made.
fn rename(values: &mut Map<String, Value>, ids: &HashMap<String, String>) {
    let name = |value: Value| match value {
        Value::String(text) => Value::String(ids.get(&text).cloned().unwrap_or(text)),
        other => other,
    };
    let old = std::mem::take(values);
    values.extend(old.into_iter().map(|(field, value)| match ids.get(&field) {
        None => (field, value),
        Some(made) => {
            let value = match value {
                Value::Array(items) => Value::Array(items.into_iter().map(name).collect()),
                value => name(value),
            };
            (made.clone(), value)
        }
    }));
}
