//! What requests say about templates, and what comes of using one.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ProjectPlan, TaskPlan};
use crate::base::{FieldError, Patch};
use crate::project::{NewProject, Project};
use crate::task::model::{Task, TaskPatch};

/// A template to be made: give either `task` or `project`.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewTemplate {
    /// Chosen by the client, if it likes: sending it again returns the first.
    #[serde(default)]
    pub id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Markdown, up to 20 kB.
    #[serde(default)]
    pub description: Option<String>,
    #[serde(default)]
    pub task: Option<TaskPlan>,
    /// Only for all projects.
    #[serde(default)]
    pub project: Option<ProjectPlan>,
}

/// Changes of a template: absent is left alone. What it makes is replaced whole; its type stays.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatePatch {
    #[serde(default)]
    #[schema(value_type = String, required = false)]
    pub name: Patch<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    pub description: Patch<String>,
    #[serde(default)]
    #[schema(value_type = TaskPlan, required = false)]
    pub task: Patch<TaskPlan>,
    #[serde(default)]
    #[schema(value_type = ProjectPlan, required = false)]
    pub project: Patch<ProjectPlan>,
}

/// How a task is saved as a template.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveTask {
    #[serde(default)]
    pub id: Option<Uuid>,
    /// The task's title when absent.
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    /// `true` makes it for all projects; else it is for the task's own.
    #[serde(default)]
    pub shared: bool,
    /// `false` leaves out the subtasks.
    #[serde(default)]
    pub subtasks: Option<bool>,
}

/// How a project is saved as a template.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaveProject {
    #[serde(default)]
    pub id: Option<Uuid>,
    /// The project's name when absent.
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub description: Option<String>,
    /// `false` leaves out the tasks.
    #[serde(default)]
    pub tasks: Option<bool>,
}

/// Tasks to be made of a template.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TasksFromTemplate {
    pub template_id: Uuid,
    /// Ids for what is made, chosen by the client, in the template's order: each task before its subtasks. With the
    /// first one sent again, the first answer's task is returned.
    #[serde(default)]
    pub ids: Vec<Uuid>,
    /// What is to be different about the task: `null` takes away what the template says.
    #[serde(default)]
    pub task: TaskPatch,
    /// The day from which the template's days are counted; today when absent.
    #[serde(default)]
    #[schema(format = Date)]
    pub on: Option<String>,
    /// IANA name of the zone of that day and of due times; one's own when absent.
    #[serde(default)]
    pub tz: Option<String>,
}

/// A project to be made of a template.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectFromTemplate {
    pub template_id: Uuid,
    /// What it says counts more than the template.
    pub project: NewProject,
    /// Ids for the tasks, chosen by the client, in the template's order: each task before its subtasks.
    #[serde(default)]
    pub task_ids: Vec<Uuid>,
    /// The day from which the template's days are counted; `project.start_on`, or today, when absent.
    #[serde(default)]
    #[schema(format = Date)]
    pub on: Option<String>,
    /// IANA name of the zone of that day and of due times; one's own when absent.
    #[serde(default)]
    pub tz: Option<String>,
}

/// What was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MadeTasks {
    pub task: Task,
    /// All below it, in the template's order.
    pub subtasks: Vec<Task>,
    /// What is not there any more, such as a tag, or not in this project; pointers are into the template.
    pub left_out: Vec<FieldError>,
}

/// What was made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct MadeProject {
    pub project: Project,
    /// How many tasks it has from the template, with all their subtasks.
    pub tasks: usize,
    /// What is not there any more, such as a tag; pointers are into the template.
    pub left_out: Vec<FieldError>,
}
