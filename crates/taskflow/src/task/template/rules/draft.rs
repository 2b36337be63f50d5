//! A template as it is asked for.

use super::{MOST_BYTES, MOST_CHARACTERS, plan};
use crate::base::error::Faults;
use crate::base::{Patch, Result};
use crate::project::fields;
use crate::task::template::model::{NewTemplate, Template, TemplateKind, TemplatePatch};

/// The template that is asked for, on a blank one with its ids and times. What it refers to is left to the command.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn checked(blank: Template, new: &NewTemplate) -> Result<Template> {
    let mut faults = Faults::default();
    let mut template = Template {
        name: fields::line(&mut faults, "/name", &new.name, MOST_CHARACTERS),
        task: new.task.clone(),
        project: new.project.clone(),
        kind: if new.project.is_some() { TemplateKind::Project } else { TemplateKind::Task },
        ..blank
    };
    if let Some(text) = &new.description {
        template.description = fields::description(&mut faults, "/description", text);
    }
    let one = template.task.is_some() != template.project.is_some();
    faults.require(one, "/task", "required", "Give what it makes: either `task` or `project`.");
    let placed = template.project.is_none() || template.project_id.is_none();
    let message = "A template of a project makes tasks; templates of projects are there for all.";
    faults.require(placed, "/project", "invalid_value", message);
    content(&mut faults, &mut template);
    faults.check().map(|()| template)
}

/// The template after a patch.
///
/// # Errors
/// `Invalid` with everything that is wrong.
pub fn patched(before: &Template, patch: &TemplatePatch) -> Result<Template> {
    let (mut after, mut faults) = (before.clone(), Faults::default());
    let f = &mut faults;
    if let Some(name) = fields::kept(f, "/name", &patch.name) {
        after.name = fields::line(f, "/name", name, MOST_CHARACTERS);
    }
    if let Some(text) = patch.description.clone().change() {
        after.description = fields::description(f, "/description", &text.unwrap_or_default());
    }
    let message = "A template keeps its type.";
    match before.kind {
        TemplateKind::Task => {
            f.require(patch.project.is_keep(), "/project", "invalid_value", message);
            if let Some(task) = fields::kept(f, "/task", &patch.task) {
                after.task = Some(task.clone());
            }
        }
        TemplateKind::Project => {
            f.require(patch.task.is_keep(), "/task", "invalid_value", message);
            if let Some(project) = fields::kept(f, "/project", &patch.project) {
                after.project = Some(project.clone());
            }
        }
    }
    if !matches!((&patch.task, &patch.project), (Patch::Keep, Patch::Keep)) {
        content(f, &mut after);
    }
    faults.check().map(|()| after)
}

fn content(faults: &mut Faults, template: &mut Template) {
    let mut size = 0;
    if let Some(task) = &mut template.task {
        plan::task(faults, "/task", task);
        size += serde_json::to_string(task).map_or(0, |text| text.len());
    }
    if let Some(project) = &mut template.project {
        plan::project(faults, "/project", project);
        size += serde_json::to_string(project).map_or(0, |text| text.len());
    }
    let at = if template.task.is_some() { "/task" } else { "/project" };
    faults.require(size <= MOST_BYTES, at, "too_long", "Keep a template within 200 kB.");
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::base::{Error, Stamp};

    fn blank(project: bool) -> Template {
        let nobody = Uuid::nil();
        Template {
            id: nobody,
            workspace_id: nobody,
            project_id: project.then_some(nobody),
            kind: TemplateKind::Task,
            name: String::new(),
            description: String::new(),
            task: None,
            project: None,
            creator_id: nobody,
            version: 1,
            created_at: Stamp(0),
            updated_at: Stamp(0),
        }
    }

    fn read(body: Value, project: bool) -> Result<Template, Vec<String>> {
        match checked(blank(project), &serde_json::from_value(body).unwrap()) {
            Ok(template) => Ok(template),
            Err(Error::Invalid(faults)) => {
                Err(faults.into_iter().map(|f| format!("{} {}", f.pointer, f.code)).collect())
            }
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn a_task_gets_its_normal_form() {
        let sub = json!({ "title": " b ", "status": " Doing " });
        let task = json!({ "title": " a ", "recurrence": { "rrule": "daily" }, "due_in": { "days": 2, "time": "09:00:00" }, "subtasks": [sub] });
        let task = read(json!({ "name": " n ", "task": task }), true).unwrap().task.unwrap();
        assert_eq!((task.title.as_str(), task.subtasks[0].title.as_str()), ("a", "b"));
        assert_eq!(task.subtasks[0].status.as_deref(), Some("Doing"));
        assert_eq!(task.recurrence.unwrap().rrule, "FREQ=DAILY");
        let due = task.due_in.unwrap();
        assert_eq!((due.time.as_deref(), due.timezone), (Some("09:00"), None));
    }

    #[test]
    fn faults_point_into_the_template() {
        let at = |task: Value| read(json!({ "name": "n", "task": task }), false).unwrap_err();
        assert_eq!(at(json!({ "title": "" })), ["/task/title required"]);
        assert_eq!(
            at(json!({ "title": "a", "subtasks": [{ "title": "b", "start_in": 4000, "estimate": -1.0 }] })),
            ["/task/subtasks/0/start_in out_of_range", "/task/subtasks/0/estimate out_of_range"]
        );
        assert_eq!(
            at(json!({ "title": "a", "recurrence": { "rrule": "daily" } })),
            ["/task/recurrence needs_due"]
        );
        let zone = json!({ "days": 1, "time": "9", "timezone": "Nowhere" });
        assert_eq!(
            at(json!({ "title": "a", "due_in": zone })),
            ["/task/due_in/time invalid_time", "/task/due_in/timezone unknown_timezone"]
        );
        let deep =
            (0..6).fold(json!({ "title": "a" }), |below, _| json!({ "title": "a", "subtasks": [below] }));
        assert_eq!(at(deep), ["/task too_deep"]);
        let many = vec![json!({ "title": "a" }); 300];
        assert_eq!(at(json!({ "title": "a", "subtasks": many })), ["/task too_many"]);
    }

    #[test]
    fn it_makes_one_thing_and_in_a_project_tasks() {
        let both = json!({ "name": "n", "task": { "title": "a" }, "project": {} });
        for (body, project) in [(both, false), (json!({ "name": "n" }), false)] {
            assert_eq!(read(body, project).unwrap_err(), ["/task required"]);
        }
        assert_eq!(
            read(json!({ "name": "n", "project": {} }), true).unwrap_err(),
            ["/project invalid_value"]
        );
    }

    #[test]
    fn what_a_project_begins_with_is_checked() {
        let wrong = json!({
            "colour": "red", "start_in": 3, "target_in": 1,
            "statuses": [{ "name": "a", "category": "todo" }, { "name": "A", "category": "todo", "wip_limit": 0 }],
            "custom_fields": [{ "id": Uuid::nil(), "name": "f", "type": "select" }],
            "milestones": [{ "name": "m" }, { "name": "M" }],
            "task_templates": [{ "name": "", "task": { "title": "" } }],
        });
        assert_eq!(
            read(json!({ "name": "n", "project": wrong }), false).unwrap_err(),
            [
                "/project/colour invalid_colour",
                "/project/target_in out_of_range",
                "/project/statuses/1/name name_taken",
                "/project/statuses/1/wip_limit out_of_range",
                "/project/statuses required",
                "/project/custom_fields/0/options required",
                "/project/milestones/1/name name_taken",
                "/project/task_templates/0/name required",
                "/project/task_templates/0/task/title required",
            ]
        );
    }
}
