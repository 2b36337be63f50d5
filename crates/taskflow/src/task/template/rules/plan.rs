//! What a template may make.

use std::collections::HashSet;

use jiff::civil::date;
use uuid::Uuid;

use super::{MOST_CHARACTERS, MOST_TASKS, when};
use crate::base::error::Faults;
use crate::base::{Error, Result, Stamp};
use crate::project::{check_columns, fields};
use crate::task::field::{self, CustomField, FieldKind, NewField, NewOption};
use crate::task::milestone;
use crate::task::rules::{MAX_DEPTH, apply, blank};
use crate::task::template::model::{FieldPlan, ProjectPlan, TaskPlan};

/// Characters of the name of a status.
const STATUS_NAME: usize = 50;
const MOST_TEMPLATES: usize = 50;
const MOST_VALUES: usize = 100;

/// Puts a task with its subtasks into its normal form.
pub fn task(faults: &mut Faults, at: &str, plan: &mut TaskPlan) {
    faults.require(plan.count() <= MOST_TASKS, at, "too_many", "A template makes at most 300 tasks.");
    faults.require(depth(plan) <= MAX_DEPTH, at, "too_deep", "Subtasks go five levels deep at most.");
    plan.visit(at, &mut |at, plan| one(faults, at, plan));
}

fn depth(plan: &TaskPlan) -> usize {
    plan.subtasks.iter().map(|below| 1 + depth(below)).max().unwrap_or_default()
}

/// As a task of some day would be checked.
fn one(faults: &mut Faults, at: &str, plan: &mut TaskPlan) {
    let mut own = Faults::default();
    when::check(&mut own, "/start_in", plan.start_in);
    when::check(&mut own, "/due_in/days", plan.due_in.as_ref().map(|due| due.days));
    let zoned = plan
        .due_in
        .as_ref()
        .is_some_and(|due| due.timezone.is_some() && due.time.is_none());
    own.require(!zoned, "/due_in/time", "required", "A time zone needs a time.");
    let mut new = when::new_task(plan, date(2024, 1, 1), "UTC");
    new.assignee_ids = Some(std::mem::take(&mut plan.assignee_ids));
    new.tag_ids = Some(std::mem::take(&mut plan.tag_ids));
    let nobody = Uuid::nil();
    let task = apply(&mut own, &blank(nobody, nobody, nobody, nobody, Stamp(0)), &new.as_patch());
    plan.title = task.title;
    plan.assignee_ids = task.assignee_ids;
    plan.tag_ids = task.tag_ids;
    plan.recurrence = task.recurrence;
    if let (Some(due_in), Some(due)) = (&mut plan.due_in, task.due) {
        due_in.time = due.time;
        due_in.timezone = due_in.timezone.take().and(due.timezone);
    }
    if let Some(name) = &mut plan.status {
        *name = fields::line(&mut own, "/status", name, STATUS_NAME);
    }
    if let Some(name) = &mut plan.milestone {
        *name = fields::line(&mut own, "/milestone", name, MOST_CHARACTERS);
    }
    let few = plan.custom_fields.len() <= MOST_VALUES;
    own.require(few, "/custom_fields", "too_many", "Give at most 100 values.");
    let own = own.pointing(|pointer| match pointer {
        "/start_on" => "/start_in".to_owned(),
        "/due/date" => "/due_in/days".to_owned(),
        pointer => pointer.replacen("/due/", "/due_in/", 1),
    });
    faults.join(own.below(at));
}

/// Puts a project with all that is in it into its normal form.
pub fn project(faults: &mut Faults, at: &str, plan: &mut ProjectPlan) {
    let below = |field: &str| format!("{at}/{field}");
    plan.description = fields::description(faults, &below("description"), &plan.description);
    if let Some(icon) = &mut plan.icon {
        *icon = fields::line(faults, &below("icon"), icon, 50);
    }
    if let Some(colour) = &plan.colour {
        fields::colour(faults, &below("colour"), colour);
    }
    when::check(faults, &below("start_in"), plan.start_in);
    when::check(faults, &below("target_in"), plan.target_in);
    let in_order = plan.start_in.zip(plan.target_in).is_none_or(|(start, target)| start <= target);
    let message = "It ends before it starts.";
    faults.require(in_order, &below("target_in"), "out_of_range", message);
    check_columns(faults, &below("statuses"), &plan.statuses);
    custom_fields(faults, &below("custom_fields"), &plan.custom_fields);
    milestones(faults, &below("milestones"), plan);
    let few = plan.task_templates.len() <= MOST_TEMPLATES;
    faults.require(few, &below("task_templates"), "too_many", "Give at most 50 templates.");
    let mut names = HashSet::new();
    for (place, template) in plan.task_templates.iter_mut().enumerate() {
        let at = format!("{at}/task_templates/{place}");
        template.name = fields::line(faults, &format!("{at}/name"), &template.name, MOST_CHARACTERS);
        template.description =
            fields::description(faults, &format!("{at}/description"), &template.description);
        if !names.insert(field::key(&template.name)) {
            faults.add(format!("{at}/name"), "name_taken", "Another template has this name.");
        }
        task(faults, &format!("{at}/task"), &mut template.task);
    }
    let count: usize = plan.tasks.iter().map(TaskPlan::count).sum();
    let message = "A template makes at most 300 tasks.";
    faults.require(count <= MOST_TASKS, &below("tasks"), "too_many", message);
    for (place, plan) in plan.tasks.iter_mut().enumerate() {
        task(faults, &format!("{at}/tasks/{place}"), plan);
    }
}

fn milestones(faults: &mut Faults, at: &str, plan: &mut ProjectPlan) {
    let few = plan.milestones.len() <= milestone::MAX_MILESTONES;
    faults.require(few, at, "too_many", "Give at most 200 milestones.");
    let mut names = HashSet::new();
    for (place, plan) in plan.milestones.iter_mut().enumerate() {
        let at = |field: &str| format!("{at}/{place}/{field}");
        plan.name = fields::line(faults, &at("name"), &plan.name, MOST_CHARACTERS);
        plan.description = fields::description(faults, &at("description"), &plan.description);
        when::check(faults, &at("target_in"), plan.target_in);
        if !names.insert(milestone::key(&plan.name)) {
            faults.add(at("name"), "name_taken", "Another milestone has this name.");
        }
    }
}

fn custom_fields(faults: &mut Faults, at: &str, plans: &[FieldPlan]) {
    faults.require(plans.len() <= field::MOST_FIELDS, at, "too_many", "Give at most 50 custom fields.");
    let (mut ids, mut names) = (HashSet::new(), HashSet::new());
    for (place, plan) in plans.iter().enumerate() {
        let at = format!("{at}/{place}");
        if let Err(Error::Invalid(found)) = planned_field(plan) {
            for fault in found {
                faults.add(format!("{at}{}", fault.pointer), fault.code, fault.message);
            }
        }
        if !ids.insert(plan.id) {
            faults.add(format!("{at}/id"), "invalid_id", "Another field of the template has this id.");
        }
        if !names.insert(field::key(&plan.name)) {
            faults.add(format!("{at}/name"), "name_taken", "Another field has this name.");
        }
    }
}

/// The field that a plan makes, as long as it is only planned: its ids are those that the template's tasks name.
///
/// # Errors
/// `Invalid`.
pub fn planned_field(plan: &FieldPlan) -> Result<CustomField> {
    let nobody = Uuid::nil();
    let blank = CustomField {
        id: plan.id,
        workspace_id: nobody,
        project_id: Some(nobody),
        name: String::new(),
        kind: FieldKind::Text,
        required: false,
        options: Vec::new(),
        position: String::new(),
        archived_at: None,
        creator_id: nobody,
        version: 1,
        created_at: Stamp(0),
        updated_at: Stamp(0),
    };
    let option = |option: &crate::task::template::model::OptionPlan| NewOption {
        id: Some(option.id),
        name: option.name.clone(),
        colour: option.colour.clone(),
    };
    let new = NewField {
        id: Some(plan.id),
        name: plan.name.clone(),
        kind: plan.kind,
        required: plan.required,
        options: plan.options.iter().map(option).collect(),
        after_id: None,
    };
    field::checked(blank, &new, &mut Uuid::nil)
}
